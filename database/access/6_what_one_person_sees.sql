-- Everything that one person may view: per space the containers, and the items with a grant of their own. Lists over all
-- spaces start here; it costs as much as the person has spaces, whatever is in them. `whole`: no item in these containers is
-- kept from them by file 4; else whoever lists items asks is_shown.
create or replace function what_one_sees(who uuid)
returns table (space_id uuid, containers uuid[], items uuid[], whole boolean)
language sql stable as $$
  with given as materialized (
      select g.space_id, g.container_id as list, g.item_id, g.rights from grant_rule g where g.person_id = who),
    lists as materialized (
      select g.space_id, g.list, bit_or(g.rights) as bits
      from given g where g.item_id is null group by g.space_id, g.list),
    own as materialized (
      select g.space_id, array_agg(g.item_id) as items
      from given g where g.item_id is not null group by g.space_id),
    ruled as materialized (
      select r.space_id, bit_or(r.rights) as bits from space_rule r where r.person_id = who group by r.space_id),
    spaces as materialized (
      select l.space_id from lists l union select r.space_id from ruled r union select o.space_id from own o),
    -- what is left is asked once for each tool of a space, not for each of its containers
    tools as materialized (
      select root.space_id, root.tool, left_over.bits
      from spaces s
      join container root on root.space_id = s.space_id and root.parent_id is null
      cross join lateral rights_left(root.space_id, root.tool) left_over),
    seen as (
      select c.space_id, array_agg(c.id) as containers
      from tools t
      join container c on c.space_id = t.space_id and c.tool = t.tool and c.trashed_at is null
      left join ruled r on r.space_id = c.space_id
      left join lists l on l.space_id = c.space_id and l.list = c.rights_from
      where (coalesce(r.bits, 0) | coalesce(l.bits, 0)) & t.bits & 2 <> 0
        and not (c.internal and is_guest(who, c.space_id))
      group by c.space_id)
  select s.space_id, coalesce(seen.containers, '{}'), coalesce(own.items, '{}'),
    of.kind = 'private'
      or (of.organization_id is not distinct from (select p.organization_id from person p where p.id = who)
        and (w.horizon_since is null or sees_from(who, s.space_id) = '-infinity'))
  from spaces s
  join space of on of.id = s.space_id
  left join workgroup w on w.id = s.space_id
  left join seen on seen.space_id = s.space_id
  left join own on own.space_id = s.space_id
$$;
