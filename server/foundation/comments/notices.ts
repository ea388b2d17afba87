import type { NoticeKind } from '../../kernel/notice.ts'
import { itemEdited } from '../live-text/events.ts'
import { commentAdded, commentEdited, commentResolved, commentTrashed } from './events.ts'

const onItem =
  'k.space_id = n.space_id and k.item_id = n.item_id and k.id = any(n.things) and k.trashed_at is null'
const excerpt = `select left(k.body, 280) from comment k where ${onItem} order by k.created_at desc limit 1`

/** A comment or a text mentions a person, or everybody in a group. */
export const mentioned: NoticeKind = {
  kind: 'mention',
  family: 'mention',
  of: [commentAdded, commentEdited, itemEdited],
  join: `join mention m on m.space_id = l.space_id and m.item_id = l.item_id and m.at = l.at
      and m.comment_id is not distinct from (l.detail->>'comment')::uuid
    cross join lateral (
      select p.id as person_id from person p where p.id = m.principal_id
      union select e.person_id from effective_membership e where e.group_id = m.principal_id) who`,
  who: 'who.person_id',
  actor: 'm.mentioned_by',
  about: 'item',
  thing: 'coalesce(m.comment_id, l.item_id)',
  count: `select count(distinct coalesce(m.comment_id, m.item_id)) from mention m
    left join comment k on k.space_id = m.space_id and k.id = m.comment_id
    where m.space_id = n.space_id and m.item_id = n.item_id and coalesce(m.comment_id, m.item_id) = any(n.things)
      and k.trashed_at is null and (m.principal_id = n.person_id or is_in(n.person_id, m.principal_id))`,
  excerpt,
  words: {
    en: ({ who, thing, count }) =>
      count > 1
        ? `${who} mentioned you in ${thing} (${count} times)`
        : `${who} mentioned you in ${thing}`,
    fr: ({ who, thing, count }) =>
      count > 1
        ? `${who} vous a mentionné·e dans ${thing} (${count} fois)`
        : `${who} vous a mentionné·e dans ${thing}`,
  },
}

/** New comments. A restored comment is not announced again. */
const said = `
  select l.space_id, l.seq, l.item_id, k.id, k.author_id, k.created_at from line l
  join comment k on k.space_id = l.space_id and k.id = (l.detail->>'comment')::uuid and k.created_at = l.at
  where l.kind = '${commentAdded.kind}'`

/** People to notify of comments on each item: its author, its followers, and anyone who commented before. */
const listener = `
  select distinct on (w.space_id, w.item_id, w.person_id) w.* from (
    select i.space_id, i.id as item_id, coalesce(i.taken_over_by, i.author_id) as person_id, 'comment' as kind, '-infinity'::timestamptz as since
      from item i join (select distinct space_id, item_id from said) t on t.space_id = i.space_id and t.item_id = i.id
    union all select f.space_id, f.item_id, f.person_id, 'comment', '-infinity'
      from follow f join (select distinct space_id, item_id from said) t using (space_id, item_id)
    union all select b.space_id, b.item_id, b.author_id, 'reply', min(b.created_at)
      from comment b join (select distinct space_id, item_id from said) t using (space_id, item_id)
      where b.trashed_at is null group by b.space_id, b.item_id, b.author_id) w
  order by w.space_id, w.item_id, w.person_id, w.kind`

/** Skips people whom the comment mentions: they get the notice of the mention instead. */
const heard = (kind: 'comment' | 'reply') =>
  ({
    kind,
    family: kind,
    of: [commentAdded],
    with: { said, listener },
    join: `join said k on k.space_id = l.space_id and k.seq = l.seq
      join listener who on who.space_id = k.space_id and who.item_id = k.item_id and who.kind = '${kind}' and who.since < k.created_at`,
    where: `not exists (select from mention m where m.space_id = k.space_id and m.item_id = k.item_id and m.comment_id = k.id
      and (m.principal_id = who.person_id or is_in(who.person_id, m.principal_id)))`,
    who: 'who.person_id',
    actor: 'k.author_id',
    about: 'item',
    thing: 'k.id',
    // Includes comments that are too old to be listed by id.
    count: `select count(*) + case when count(*) > 0 then greatest(n.events - cardinality(n.things), 0) else 0 end from comment k where ${onItem}`,
    excerpt,
    words: {
      en: ({ who, thing, count }) =>
        count > 1 ? `${count} new comments on ${thing}` : `${who} commented on ${thing}`,
      fr: ({ who, thing, count }) =>
        count > 1 ? `${count} nouveaux commentaires sur ${thing}` : `${who} a commenté ${thing}`,
    },
  }) satisfies NoticeKind

export const commented: NoticeKind = heard('comment')
export const replied: NoticeKind = heard('reply')

export const commentDeleted: NoticeKind = {
  kind: 'comment-deleted',
  family: 'reply',
  of: [commentTrashed],
  join: `join comment k on k.space_id = l.space_id and k.id = (l.detail->>'comment')::uuid`,
  who: 'k.author_id',
  about: 'item',
  thing: 'k.id',
  words: {
    en: ({ who, thing }) => `${who} deleted a comment of yours on ${thing}`,
    fr: ({ who, thing }) => `${who} a supprimé l’un de vos commentaires sur ${thing}`,
  },
}

/** Goes to the author of the comment, the people whom it mentions, and those who commented on the same passage. */
export const settled: NoticeKind = {
  kind: 'comment-resolved',
  family: 'reply',
  of: [commentResolved],
  join: `join comment k on k.space_id = l.space_id and k.id = (l.detail->>'comment')::uuid and k.trashed_at is null
    cross join lateral (
      select k.author_id as person_id
      union select o.author_id from comment o
        where o.space_id = k.space_id and o.item_id = k.item_id and o.passage = k.passage and o.trashed_at is null
      union select p.id from mention m join person p on p.id = m.principal_id
        where m.space_id = k.space_id and m.item_id = k.item_id and m.comment_id = k.id) who`,
  where: `(l.detail->>'resolved')::boolean`,
  who: 'who.person_id',
  about: 'item',
  thing: 'k.id',
  count: `select count(*) from comment k where ${onItem} and k.resolved_at is not null`,
  excerpt,
  words: {
    en: ({ who, thing, count }) =>
      count > 1
        ? `${who} resolved ${count} comments on ${thing}`
        : `${who} resolved a comment on ${thing}`,
    fr: ({ who, thing, count }) =>
      count > 1
        ? `${who} a marqué comme réglés ${count} commentaires sur ${thing}`
        : `${who} a marqué comme réglé un commentaire sur ${thing}`,
  },
}
