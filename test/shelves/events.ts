import { Type } from 'typebox'
import { event } from '../../server/kernel/event.ts'
import type { NoticeKind } from '../../server/kernel/notice.ts'

/** Somebody gave an item of a shelf another worth. */
export const itemValued = event('shelf.valued', { detail: { worth: Type.Integer() }, feed: true })

/** To the author of the item. */
export const valued: NoticeKind = {
  kind: 'valued',
  family: 'follow',
  of: [itemValued],
  join: 'join item i on i.space_id = l.space_id and i.id = l.item_id',
  who: 'coalesce(i.taken_over_by, i.author_id)',
  about: 'item',
  words: {
    en: ({ who, thing }) => `${who} valued ${thing}`,
    fr: ({ who, thing }) => `${who} a estimé ${thing}`,
  },
}
