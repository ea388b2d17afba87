import type { NoticeKind } from '../../kernel/notice.ts'
import { itemReopened, itemValidated } from './events.ts'

/** Goes to the author and the followers of the item. */
const toFollowers = {
  family: 'follow',
  join: `cross join lateral (
      select f.person_id from follow f where f.space_id = l.space_id and f.item_id = l.item_id
      union select coalesce(i.taken_over_by, i.author_id) from item i where i.space_id = l.space_id and i.id = l.item_id) who`,
  who: 'who.person_id',
  about: 'item',
} as const

export const validated: NoticeKind = {
  ...toFollowers,
  kind: 'validated',
  of: [itemValidated],
  words: {
    en: ({ who, thing }) => `${who} validated ${thing}`,
    fr: ({ who, thing }) => `${who} a validé ${thing}`,
  },
}

export const reopened: NoticeKind = {
  ...toFollowers,
  kind: 'reopened',
  of: [itemReopened],
  detail: `jsonb_build_object('reason', l.detail->>'reason')`,
  words: {
    en: ({ who, thing }) => `${who} opened ${thing} for changes again`,
    fr: ({ who, thing }) => `${who} a rouvert la modification de ${thing}`,
  },
}
