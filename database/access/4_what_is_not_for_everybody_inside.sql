-- What somebody inside a group is not shown, whatever their role and grants give (SPEC G10, G11): they have no right there
-- at all, and so find nothing of it.

-- A guest of a group belongs to another organization, or to none.
create or replace function is_guest(who uuid, in_space uuid) returns boolean
language sql stable as $$
  select s.kind = 'group' and p.organization_id is distinct from s.organization_id
  from space s, person p where s.id = in_space and p.id = who
$$;

-- From when on somebody sees what was made in a group. Who runs the group, and who was there before its past was closed to
-- newcomers, sees everything. Like is_guest it is called, not melted into what asks: most statements never come to it.
create or replace function sees_from(who uuid, in_space uuid) returns timestamptz
language sql stable as $$
  select case
      when bool_or(m.since <= w.horizon_since or m.role in ('administrator', 'co-administrator')) then '-infinity'::timestamptz
      else coalesce(date_trunc('day', min(m.since), 'UTC'), '-infinity')
    end
  from workgroup w join effective_membership m on m.group_id = w.id and m.person_id = who
  where w.id = in_space and w.horizon_since is not null
$$;

-- `made`: when the item came to be, infinity for a container; `since`: what sees_from says. Older things are shown to their
-- author, and to whom they were given by name. `limit 1` keeps it from being melted into what asks: lists answer what most
-- items are by mark and day (isShown in server/access/store.ts), and call it for the others only.
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

-- The same of an item that is only known by its id.
create or replace function is_shown_by_id(who uuid, in_space uuid, thing uuid) returns boolean
language sql stable as $$
  select is_shown(who, in_space, thing, c.internal or i.internal_only_at is not null, coalesce(i.arrived_at, i.created_at),
    coalesce(i.taken_over_by, i.author_id), sees_from(who, in_space))
  from item i join container c on c.space_id = i.space_id and c.id = i.container_id
  where i.space_id = in_space and i.id = thing
$$;
