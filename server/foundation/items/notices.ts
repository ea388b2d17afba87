import type { Language } from '../../kernel/i18n.ts'
import type { NoticeKind } from '../../kernel/notice.ts'
import { itemEdited } from '../live-text/events.ts'
import { itemAdded, itemMoved, itemRenamed, itemRestored, itemTrashed } from './events.ts'

/** Changes by others that leave the item visible. */
const changes = [itemEdited, itemRenamed, itemMoved, itemRestored]

/** An edit names its authors, who may be several. */
const didNotWrite = `not coalesce(l.detail->'authors' ? who.person_id::text, false)`

const changed: NoticeKind['words'] = {
  en: ({ who, thing }) => `${who} changed ${thing}`,
  fr: ({ who, thing }) => `${who} a modifié ${thing}`,
}

const into: Record<Language, (place: string | undefined) => string> = {
  en: (place) => (place ? ` to ${place}` : ''),
  fr: (place) => (place ? ` vers ${place}` : ''),
}

const changedMany: NoticeKind['many'] = {
  en: ({ who, things, place, event }) =>
    event === itemMoved.kind
      ? `${who} moved ${things}${into.en(place)}`
      : `${who} changed ${things}`,
  fr: ({ who, things, place, event }) =>
    event === itemMoved.kind
      ? `${who} a déplacé ${things}${into.fr(place)}`
      : `${who} a modifié ${things}`,
}

/** Goes to followers of the item. */
export const followed: NoticeKind = {
  kind: 'followed',
  family: 'follow',
  of: changes,
  join: 'join follow who on who.space_id = l.space_id and who.item_id = l.item_id',
  where: didNotWrite,
  who: 'who.person_id',
  about: 'item',
  inBursts: true,
  words: changed,
  many: changedMany,
}

/** Goes to people who chose all notices of a group. */
const toEverybody = {
  family: 'all',
  join: 'join effective_membership who on who.group_id = l.space_id',
  who: 'who.person_id',
  about: 'item',
  inBursts: true,
} as const

export const isNew: NoticeKind = {
  ...toEverybody,
  kind: 'new-item',
  of: [itemAdded],
  words: {
    en: ({ who, thing }) => `${who} added ${thing}`,
    fr: ({ who, thing }) => `${who} a ajouté ${thing}`,
  },
  many: {
    en: ({ who, things, place }) => `${who} added ${things}${into.en(place)}`,
    fr: ({ who, things, place }) => `${who} a ajouté ${things}${place ? ` dans ${place}` : ''}`,
  },
}

/** Skips new and followed items, which have their own notices. */
export const hasChanged: NoticeKind = {
  ...toEverybody,
  kind: 'changed-item',
  of: changes,
  where: `${didNotWrite}
    and not exists (select from follow f where f.space_id = l.space_id and f.item_id = l.item_id and f.person_id = who.person_id)
    and not exists (select from line a where a.space_id = l.space_id and a.item_id = l.item_id and a.kind = '${itemAdded.kind}')
    and not exists (select from notice n where n.person_id = who.person_id and n.space_id = l.space_id and n.kind = 'new-item' and n.read_at is null
      and n.about in (l.item_id, (select a.act from change a where a.space_id = l.space_id and a.item_id = l.item_id and a.kind = '${itemAdded.kind}' limit 1)))`,
  words: changed,
  many: changedMany,
}

/** Goes to the author. The notice links to the trash while the item is there for them. */
export const trashed: NoticeKind = {
  kind: 'deleted',
  family: 'follow',
  of: [itemTrashed],
  join: 'join item i on i.space_id = l.space_id and i.id = l.item_id',
  who: 'coalesce(i.taken_over_by, i.author_id)',
  about: 'item',
  trashed: 'item',
  needs: 18, // view and delete: the trash lists only items that the person may restore
  words: {
    en: ({ who, thing }) => `${who} put ${thing}, which is yours, into the trash`,
    fr: ({ who, thing }) => `${who} a mis à la corbeille ${thing}, dont vous êtes l’auteur·rice`,
  },
  many: {
    en: ({ who, things }) => `${who} put ${things}, which are yours, into the trash`,
    fr: ({ who, things }) => `${who} a mis à la corbeille ${things} dont vous êtes l’auteur·rice`,
  },
}
