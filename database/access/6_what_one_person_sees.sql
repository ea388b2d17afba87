-- The rights of one person in one space: for each list of rights, the rights that its grants give; a row without a list
-- holds the rights that a role gives in the whole space. The cost depends on the number of grants, not on the number of
-- containers that follow these lists.
create or replace function lists_one_has(who uuid, in_space uuid) returns table (list uuid, bits integer)
language sql stable as $$
  select g.container_id, bit_or(g.rights) from grant_rule g
  where g.space_id = in_space and g.person_id = who and g.item_id is null group by g.container_id
  union all
  select a.container_id, bit_or(a.rights) from anyone_of_a_shared_group_has_what_was_given_to_them_all a
  where a.space_id = in_space and a.person_id = who group by a.container_id
  union all
  select null, bit_or(r.rights) from space_rule r
  where r.space_id = in_space and r.person_id = who having count(*) > 0
$$;

-- Everything that one person may view: for each space, the lists of rights that let them, and the items with their own
-- grant. Lists over all spaces start here; the cost depends on the number of the person's spaces and grants, not on their
-- contents. A container may be viewed when `everything` is true or the list that it follows is among `lists`; when its tool
-- is among `tools` (null: all tools); and unless it is internal and they are a `guest`. `whole`: file 4 hides no item in
-- these containers from them; otherwise a list of items has to call is_shown.
create or replace function what_one_sees(who uuid)
returns table (space_id uuid, everything boolean, lists uuid[], items uuid[], tools text[], guest boolean, whole boolean)
language sql stable as $$
  with given as materialized (
      select g.space_id, array_agg(g.container_id) filter (where g.item_id is null) as lists,
        array_agg(g.item_id) filter (where g.item_id is not null) as items
      from grant_rule g where g.person_id = who and g.rights & 2 <> 0 group by g.space_id),
    ruled as materialized (
      select r.space_id from space_rule r where r.person_id = who and r.rights & 2 <> 0 group by r.space_id)
  select s.id, r.space_id is not null, coalesce(g.lists, '{}'), coalesce(g.items, '{}'), tools_left(w), a.guest,
    s.kind = 'private' or (not a.guest and (w.horizon_since is null or sees_from(who, s.id) = '-infinity'))
  from given g full join ruled r on r.space_id = g.space_id
  join space s on s.id = coalesce(g.space_id, r.space_id)
  left join workgroup w on w.id = s.id
  cross join lateral (
    select s.kind = 'group' and s.organization_id is distinct from (select p.organization_id from person p where p.id = who) as guest) a
$$;
