import { itemAdded } from '../../foundation/items/events.ts'
import type { NoticeKind } from '../../kernel/notice.ts'

/** Somebody sent a file to a person's drop folder (S1). */
export const fileSent: NoticeKind = {
  kind: 'file-sent',
  family: 'share',
  of: [itemAdded],
  join: `join drop_folder d on d.space_id = l.space_id and d.container_id = l.container_id
    join space own on own.id = l.space_id`,
  who: 'own.owner_id',
  about: 'item',
  inBursts: true,
  words: {
    en: ({ who, thing }) => `${who} sent you ${thing}`,
    fr: ({ who, thing }) => `${who} vous a envoyé ${thing}`,
  },
}
