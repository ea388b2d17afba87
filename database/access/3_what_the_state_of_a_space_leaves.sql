-- The state of a space masks all rights: an archived group is read-only, a deleted group and a tool that is off are hidden
-- (G5, G6, G7); a conversation of people who no longer share groups is read-only (H). The state of an item does the same: one
-- that was validated is edited by nobody.

-- The tools that may be viewed.
create or replace function tools_left(of_group workgroup) returns text[]
language sql immutable as $$
  select case when of_group.deleted_at is null then of_group.tools else '{}' end
$$;

create or replace view active_in_conversation as
  select c.space_id, c.person_id from conversation_person c
  join person p on p.id = c.person_id and p.deactivated_at is null and p.deleted_at is null;

-- A conversation is read-only unless there are two people in it, and every two of them share a group. People whose account has
-- stopped do not count.
create or replace function left_in_conversation(conversation uuid) returns integer
language sql stable as $$
  select case
    when count(*) < 2 then 3
    when bool_or(exists (
      select from active_in_conversation other
      where other.space_id = conversation and other.person_id > one.person_id and not exists (
        select from effective_membership theirs join effective_membership mine on mine.group_id = theirs.group_id
        where theirs.person_id = one.person_id and mine.person_id = other.person_id))) then 3
    else 63
  end
  from active_in_conversation one where one.space_id = conversation
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
    case when exists (select from conversation c where c.space_id = space) then left_in_conversation(space) else 63 end)
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

-- What is left of rights on an item: nobody edits one that was validated.
create or replace function left_on_item(left_over integer, validated_at timestamptz) returns integer
language sql immutable parallel safe as $$
  select case when validated_at is null then left_over else left_over & ~8 end
$$;
