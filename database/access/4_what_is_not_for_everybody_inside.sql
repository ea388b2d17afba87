-- Things that are hidden from some members of a group, whatever their role and grants (SPEC G10, G11): these members have
-- no right to them at all, and find no trace of them.

-- A guest of a group belongs to another organization, or to none.
create or replace function is_guest(who uuid, in_space uuid) returns boolean
language sql stable as $$
  select s.kind = 'group' and p.organization_id is distinct from s.organization_id
  from space s, person p where s.id = in_space and p.id = who
$$;

-- The time from which on a member sees items of a group. Administrators and co-administrators, and members from before the
-- past was closed to newcomers, see everything. Like is_guest it is called, not inlined: most statements never need it.
create or replace function sees_from(who uuid, in_space uuid) returns timestamptz
language sql stable as $$
  select case
      when bool_or(m.since <= w.horizon_since or m.role in ('administrator', 'co-administrator')) then '-infinity'::timestamptz
      else coalesce(date_trunc('day', min(m.since), 'UTC'), '-infinity')
    end
  from workgroup w join effective_membership m on m.group_id = w.id and m.person_id = who
  where w.id = in_space and w.horizon_since is not null
$$;

-- `made`: when the item was made, infinity for a container; `since`: the result of sees_from. Older items are shown to
-- their author, and to people with a grant by name. `limit 1` prevents inlining: lists decide most items by mark and date
-- (isShown in server/access/store.ts), and call this function for the others only.
create or replace function is_shown(who uuid, in_space uuid, thing uuid, internal boolean, made timestamptz, author uuid,
  since timestamptz)
returns boolean language sql stable as $$
  select case
    when internal and is_guest(who, in_space) then false
    when made >= since or author = who then true
    else exists (select from access_grant g where g.space_id = in_space and g.item_id = thing and g.principal_id = who)
  end
  limit 1
$$;

-- The same for an item known only by its id.
create or replace function is_shown_by_id(who uuid, in_space uuid, thing uuid) returns boolean
language sql stable as $$
  select is_shown(who, in_space, thing, c.internal or i.internal_only_at is not null, coalesce(i.arrived_at, i.created_at),
    coalesce(i.taken_over_by, i.author_id), sees_from(who, in_space))
  from item i join container c on c.space_id = i.space_id and c.id = i.container_id
  where i.space_id = in_space and i.id = thing
$$;
