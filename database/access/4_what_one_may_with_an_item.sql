-- The one formula. An item follows its container, plus grants of its own (A2); its author edits and deletes it
-- as long as they can view where it is (A4).

create or replace function item_rights(from_container integer, from_item integer, is_author boolean, left_over integer)
returns integer language sql immutable parallel safe as $$
  select (from_container | from_item | case when is_author and from_container & 2 <> 0 then 24 else 0 end) & left_over
$$;

-- A container's rights for one person: role in the space, and grants on the list that the container follows.
create or replace function container_rights(who uuid, space uuid, list uuid) returns table (bits integer)
language sql stable as $$
  select coalesce(bit_or(r.rights), 0)
  from (
    select rights from space_rule where space_id = space and person_id = who
    union all
    select rights from grant_rule
    where space_id = space and container_id = list and item_id is null and person_id = who
  ) r
$$;

-- Grants of the item's own.
create or replace function own_item_rights(who uuid, space uuid, thing uuid) returns table (bits integer)
language sql stable as $$
  select coalesce(bit_or(rights), 0) from grant_rule where space_id = space and item_id = thing and person_id = who
$$;
