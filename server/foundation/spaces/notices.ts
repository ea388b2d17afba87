import type { NoticeKind } from '../../kernel/notice.ts'
import { containerAccessChanged, containerTrashed, itemAccessChanged } from './events.ts'

/**
 * Given to a person by name. The grants of an item are all rewritten at each change, so people who had one before get no
 * notice.
 */
export const shared: NoticeKind = {
  kind: 'shared',
  family: 'share',
  of: [containerAccessChanged, itemAccessChanged],
  join: `join access_grant g on g.space_id = l.space_id and g.principal_kind = 'person' and g.granted_at = l.at
    and g.container_id = l.container_id and g.item_id is not distinct from l.item_id`,
  where: `not exists (
    select from (select b.detail from change b where b.space_id = l.space_id and b.item_id = l.item_id and b.seq < l.seq
        and b.kind = l.kind and b.detail->>'level' = l.detail->>'level' order by b.seq desc limit 1) before
    where before.detail->'principals' @> jsonb_build_array(jsonb_build_object('id', g.principal_id)))`,
  who: 'g.principal_id',
  about: {
    id: 'coalesce(g.item_id, g.container_id)',
    item: 'g.item_id',
    container: 'g.container_id',
  },
  words: {
    en: ({ who, thing }) => `${who} shared ${thing} with you`,
    fr: ({ who, thing }) => `${who} a partagé ${thing} avec vous`,
  },
}

/** The condition that somebody may view the container of this alias, or an item of theirs in it. */
function mayView(person: string, container: string, marked: string): string {
  return `exists (select from rights_on(${person}, l.space_id, ${container}.rights_from, null, ${container}.tool,
    ${container}.internal or ${marked}, 'infinity', null) r where r.bits & r.left_over & 2 <> 0)`
}

/** Once to each author of things in it or below, about the topmost container that they may still know of. */
export const containerDeleted: NoticeKind = {
  kind: 'container-deleted',
  family: 'follow',
  of: [containerTrashed],
  join: `join container top on top.space_id = l.space_id and top.id = l.container_id
    cross join lateral (
      select distinct mine.author, known.id from (
        select distinct c.id, c.rights_from, c.tool, c.internal, i.internal_only_at is not null as marked, coalesce(i.taken_over_by, i.author_id) as author
        from container c join item i on i.space_id = c.space_id and i.container_id = c.id and i.trashed_at is null
        where c.space_id = l.space_id and c.trashed_at = l.at and c.trashed_by = l.actor_id) mine
      cross join lateral (
        select case when ${mayView('mine.author', 'top', 'false')} then top.id else mine.id end as id
        where ${mayView('mine.author', 'mine', 'mine.marked')}) known) known`,
  who: 'known.author',
  about: { id: 'known.id', container: 'known.id' },
  trashed: 'container',
  words: {
    en: ({ who, thing }) => `${who} put ${thing}, with things of yours in it, into the trash`,
    fr: ({ who, thing }) =>
      `${who} a mis à la corbeille ${thing}, qui contient des éléments de vous`,
  },
  path: ({ space, tool }) => `/s/${space}/${tool}`,
}
