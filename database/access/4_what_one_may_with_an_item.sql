-- The one formula. An item follows its container, plus grants of its own (A2); its author edits and deletes it
-- as long as they can view where it is (A4).

create or replace function item_rights(from_container integer, from_item integer, is_author boolean, left_over integer)
returns integer language sql immutable parallel safe as $$
  select (from_container | from_item | case when is_author and from_container & 2 <> 0 then 24 else 0 end) & left_over
$$;

-- One person, one thing: the rules of files 1 to 3 once more, in the form that starts fastest, since every request asks it.
-- `bits`: on the container, by role in the space and by grants on the list that the container follows; `own`: by grants on
-- the item itself; `left_over`: what the state of the space leaves. The model test holds both forms to the same answers.
create or replace function rights_on(who uuid, in_space uuid, list uuid, thing uuid, of_tool text)
returns table (bits integer, own integer, left_over integer)
language sql stable as $$
  select
    case when s.owner_id = who then 63 else coalesce(me.bits, 0) end
      | case when s.kind = 'private' or me.bits is not null then coalesce(given.bits, 0) else 0 end,
    case when s.kind = 'private' or me.bits is not null then coalesce(given.own, 0) else 0 end,
    case
      when s.kind <> 'group' then 63
      when w.deleted_at is not null or not (of_tool = any (w.tools)) then 0
      when w.archived_at is not null then 3
      else 63
    end
  from space s
  left join workgroup w on w.id = s.id
  cross join lateral (
    select bit_or(case when m.role in ('administrator', 'co-administrator') then 55 else 0 end) as bits
    from effective_membership m where m.group_id = in_space and m.person_id = who) me
  cross join lateral (
    select bit_or(g.rights) filter (where g.item_id is null) as bits,
      bit_or(g.rights) filter (where g.item_id is not null) as own
    from access_grant g
    where g.space_id = in_space and ((g.container_id = list and g.item_id is null) or g.item_id = thing)
      and (g.principal_id = who or exists (
        select from effective_membership m where m.group_id = g.principal_id and m.person_id = who offset 0))
      and case
        when s.kind = 'group' then true
        when g.principal_kind = 'person' then exists (
          select from effective_membership theirs
          join effective_membership mine on mine.group_id = theirs.group_id
          where theirs.person_id = s.owner_id and mine.person_id = who offset 0)
        else exists (
          select from effective_membership theirs
          where theirs.group_id = g.principal_id and theirs.person_id = s.owner_id offset 0)
      end) given
  where s.id = in_space
$$;

-- Only the part about a container.
create or replace function container_rights(who uuid, space uuid, list uuid) returns table (bits integer)
language sql stable as $$
  select r.bits from rights_on(who, space, list, null, '') r
$$;

-- Only the item's own grants.
create or replace function own_item_rights(who uuid, space uuid, thing uuid) returns table (bits integer)
language sql stable as $$
  select r.own from rights_on(who, space, null, thing, '') r
$$;
