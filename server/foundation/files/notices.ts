import type { NoticeKind } from '../../kernel/notice.ts'
import { attachmentAdded, fileInfected } from './events.ts'

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

/** For those who added the file, and for the people who run the space; as far as they may view the item. */
export const infected: NoticeKind = {
  kind: 'file-infected',
  family: 'group',
  of: [fileInfected],
  join: `cross join lateral (
      select a.added_by as person_id from attachment a
        where a.space_id = l.space_id and a.item_id = l.item_id and encode(a.sha256, 'hex') = l.detail->>'sha256'
      union select b.created_by from blob b where b.space_id = l.space_id and b.sha256 = decode(l.detail->>'sha256', 'hex')
      union select m.person_id from membership m where m.group_id = l.space_id and m.role in ('administrator', 'co-administrator')
      union select s.owner_id from space s where s.id = l.space_id and s.owner_id is not null) who`,
  who: 'who.person_id',
  actor: 'null::uuid', // the person who adds it is told too
  about: 'item',
  words: {
    en: ({ thing }) => `A virus was found in a file of ${thing}: nobody can open it`,
    fr: ({ thing }) =>
      `Un virus a été détecté dans un fichier de ${thing} : personne ne peut l’ouvrir`,
  },
}
