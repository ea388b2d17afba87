import type { NoticeKind } from '../../kernel/notice.ts'
import { attachmentAdded } from './events.ts'

/** Files that somebody attached to an item, for its followers. Files of comments are told with the comments. */
export const attached: NoticeKind = {
  kind: 'attached',
  family: 'follow',
  of: [attachmentAdded],
  join: 'join follow who on who.space_id = l.space_id and who.item_id = l.item_id',
  where: `not l.detail ? 'comment'`,
  who: 'who.person_id',
  about: 'item',
  thing: `(l.detail->>'attachment')::uuid`,
  // Includes files that are too old to be listed by id.
  count: `select count(*) + case when count(*) > 0 then greatest(n.events - cardinality(n.things), 0) else 0 end from attachment a
    where a.space_id = n.space_id and a.item_id = n.item_id and a.id = any(n.things) and a.removed_at is null`,
  inBursts: true,
  words: {
    en: ({ who, thing, count }) =>
      count > 1
        ? `${who} attached ${count} files to ${thing}`
        : `${who} attached a file to ${thing}`,
    fr: ({ who, thing, count }) =>
      count > 1
        ? `${who} a joint ${count} fichiers à ${thing}`
        : `${who} a joint un fichier à ${thing}`,
  },
}
