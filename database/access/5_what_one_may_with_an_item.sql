-- The one formula. An item follows its container, plus its own grants (A2); its author edits and deletes it as long as they
-- can view the container (A4).

create or replace function item_rights(from_container integer, from_item integer, is_author boolean, left_over integer)
returns integer language sql immutable parallel safe as $$
  select (from_container | from_item | case when is_author and from_container & 2 <> 0 then 24 else 0 end) & left_over
$$;

-- The rights of one person on one thing: the rules of files 1 to 4 again, in the form that starts fastest, since every
-- request runs it. `bits`: on the container, by role in the space and by grants on the list that the container follows;
-- `own`: by grants on the item itself; `left_over`: the mask of the state of the space. `horizon`: when the past of the
-- space was closed to newcomers. `internal`, `made` and `author` are facts about the thing for file 4; for a container
-- `made` is infinity and `author` null. The model test checks that both forms give the same results. Rare cases are in
-- functions of their own, which cost nothing until they are called.

create or replace function is_in(who uuid, of_group uuid) returns boolean
language sql stable as $$
  select exists (select from effective_membership m where m.group_id = of_group and m.person_id = who)
$$;

-- Whether a grant in a private space to this person, or to this group, still works.
create or replace function still_works(who uuid, owner uuid, principal_kind text, principal uuid) returns boolean
language sql stable as $$
  select case
    when principal_kind = 'group' then is_in(owner, principal)
    else exists (
      select from effective_membership theirs
      join effective_membership mine on mine.group_id = theirs.group_id
      where theirs.person_id = owner and mine.person_id = who)
  end
$$;

-- `offset 0` keeps the planner from flattening the subqueries into each other and evaluating them twice.
create or replace function rights_on(who uuid, in_space uuid, list uuid, thing uuid, of_tool text,
  internal boolean, made timestamptz, author uuid)
returns table (bits integer, own integer, left_over integer, horizon timestamptz)
language sql stable as $$
  select
    case
      when a.owner_id = who then 63
      when a.kind = 'private' then coalesce(a.listed, 0)
      when a.kind <> 'group' then given_in_whole(who, in_space)
      when not a.shown then 0
      else coalesce(a.role | coalesce(a.listed, 0), 0)
    end,
    case when a.kind = 'private' or (a.role is not null and a.shown) then coalesce(a.own, 0) else 0 end,
    case
      when a.kind = 'direct' then left_in_conversation(in_space)
      when a.kind <> 'group' then 63
      when a.deleted_at is not null or not (of_tool = any (a.tools)) then 0
      when a.archived_at is not null or (a.guests_read_only and only_reads(who, in_space)) then 3
      else 63
    end,
    a.horizon_since
  from (
    select s.kind, s.owner_id, w.deleted_at, w.archived_at, w.guests_read_only, w.tools, w.horizon_since,
      case
        when internal or w.horizon_since is not null
          then is_shown(who, in_space, thing, internal, made, author, sees_from(who, in_space))
        else true
      end as shown,
      -- null for a person who is not inside: no rights at all
      (select bit_or(case when m.role in ('administrator', 'co-administrator') then 55 else 0 end)
        from effective_membership m where m.group_id = in_space and m.person_id = who) as role,
      (select bit_or(g.rights) from access_grant g
        where g.space_id = in_space and g.container_id = list and g.item_id is null
          and (g.principal_id = who or g.principal_id = in_space or (g.principal_kind = 'group' and is_in(who, g.principal_id)))
          and (s.owner_id is null or still_works(who, s.owner_id, g.principal_kind, g.principal_id))) as listed,
      (select bit_or(g.rights) from access_grant g
        where g.space_id = in_space and g.item_id = thing
          and (g.principal_id = who or g.principal_id = in_space or (g.principal_kind = 'group' and is_in(who, g.principal_id)))
          and (s.owner_id is null or still_works(who, s.owner_id, g.principal_kind, g.principal_id))) as own
    from space s left join workgroup w on w.id = s.id
    where s.id = in_space offset 0) a
  offset 0
$$;

-- Rights on the container only; a query that lists containers also has to check whether they are internal.
create or replace function container_rights(who uuid, space uuid, list uuid) returns table (bits integer)
language sql stable as $$
  select r.bits from rights_on(who, space, list, null, '', false, 'infinity', null) r
$$;

-- Rights by the item's own grants only.
create or replace function own_item_rights(who uuid, space uuid, thing uuid) returns table (bits integer)
language sql stable as $$
  select r.own from rights_on(who, space, null, thing, '', false, 'infinity', null) r
$$;
