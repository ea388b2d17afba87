-- Everything that one person may view: per space the containers, and the items with a grant of their own. Lists over all
-- spaces start here; it costs as much as the person has spaces, whatever is in them.
create or replace function what_one_sees(who uuid)
returns table (space_id uuid, containers uuid[], items uuid[])
language sql stable as $$
  with lists as materialized (
      select g.space_id, g.container_id as list, bit_or(g.rights) as bits
      from grant_rule g where g.person_id = who and g.item_id is null group by g.space_id, g.container_id),
    ruled as materialized (
      select r.space_id, bit_or(r.rights) as bits from space_rule r where r.person_id = who group by r.space_id),
    own as materialized (
      select g.space_id, array_agg(g.item_id) as items
      from grant_rule g where g.person_id = who and g.item_id is not null group by g.space_id),
    spaces as (
      select l.space_id from lists l union select r.space_id from ruled r union select o.space_id from own o),
    seen as (
      select c.space_id, array_agg(c.id) as containers
      from spaces s
      join container c on c.space_id = s.space_id and c.trashed_at is null
      left join ruled r on r.space_id = c.space_id
      left join lists l on l.space_id = c.space_id and l.list = c.rights_from
      cross join lateral rights_left(c.space_id, c.tool) left_over
      where (coalesce(r.bits, 0) | coalesce(l.bits, 0)) & left_over.bits & 2 <> 0
      group by c.space_id)
  select s.space_id, coalesce(seen.containers, '{}'), coalesce(own.items, '{}')
  from spaces s left join seen on seen.space_id = s.space_id left join own on own.space_id = s.space_id
$$;
