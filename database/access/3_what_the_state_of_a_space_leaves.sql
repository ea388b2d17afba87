-- The state of a space masks all rights: an archived group is read-only, a deleted group and a tool that is off are hidden
-- (G5, G6, G7).

-- The tools that may be viewed.
create or replace function tools_left(of_group workgroup) returns text[]
language sql immutable as $$
  select case when of_group.deleted_at is null then of_group.tools else '{}' end
$$;

-- A table function of one row, so that it is inlined.

create or replace function rights_left(space uuid, of_tool text) returns table (bits integer)
language sql stable as $$
  select coalesce(
    (select case
        when not (of_tool = any (tools_left(w))) then 0
        when w.archived_at is not null then 3
        else 63
      end
     from workgroup w where w.id = space),
    63)
$$;

-- The same for one person: where the organization no longer allows guests, guests who are members may only read (O5).
create or replace function only_reads(who uuid, in_space uuid) returns boolean
language sql stable as $$
  select coalesce((select w.guests_read_only and p.organization_id is distinct from w.organization_id
    from workgroup w, person p where w.id = in_space and p.id = who), false)
$$;

create or replace function rights_left_to(who uuid, space uuid, of_tool text) returns table (bits integer)
language sql stable as $$
  select l.bits & case when only_reads(who, space) then 3 else 63 end from rights_left(space, of_tool) l
$$;
