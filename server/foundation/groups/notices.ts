import type { NoticeKind } from '../../kernel/notice.ts'
import { groupArchived } from './events.ts'

export const archived: NoticeKind = {
  kind: 'archived',
  family: 'group',
  of: [groupArchived],
  join: 'join effective_membership m on m.group_id = l.space_id',
  who: 'm.person_id',
  about: 'space',
  words: {
    en: ({ group }) => `${group} has been archived`,
    fr: ({ group }) => `Le groupe ${group} a été archivé`,
  },
}
