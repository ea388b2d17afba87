import type { NoticeKind } from '../../kernel/notice.ts'
import { accessAsked } from './events.ts'

/** Goes to everybody who may answer the request (J8). */
export const askedForAccess: NoticeKind = {
  kind: 'access-asked',
  family: 'request',
  of: [accessAsked],
  join: `join access_request q on q.id = (l.detail->>'request')::uuid and q.answer is null
    cross join lateral reached_by(q.person_id, q.space_id, q.thing_id) reached`,
  who: 'reached.person_id',
  actor: 'q.person_id',
  about: { id: 'q.id' },
  count: `select count(*) from access_request q where q.id = n.about and q.answer is null
    and exists (select from reached_by(q.person_id, q.space_id, q.thing_id) reached where reached.person_id = n.person_id)`,
  words: {
    en: ({ who }) => `${who} asks for access`,
    fr: ({ who }) => `${who} demande un accès`,
  },
  path: () => '/access-requests',
}
