-- What a person may do with a group as a group (SPEC G3, G4, J3, J4, J7, M1 to M4, M7). None of it gives access to content
-- (M3).

-- Whether members of this role may bring others in.
create or replace function invites_as(role text, who_invites text) returns boolean
language sql immutable parallel safe as $$
  select case
    when role = 'administrator' then true
    when role = 'member' then who_invites = 'members'
    else role is not null and who_invites <> 'administrator'
  end
$$;

-- Whether members of this role may let somebody in who asks.
create or replace function approves_as(role text, who_invites text) returns boolean
language sql immutable parallel safe as $$
  select role in ('administrator', 'co-administrator') or (role = 'moderator' and who_invites <> 'administrator')
$$;

-- Whether only the administrator answers this person's request to join: they govern, and the group is private (M3).
create or replace function only_for_administrator(of_group workgroup, requester uuid) returns boolean
language sql stable as $$
  select of_group.listed = 'no' and exists (select from person p where p.id = requester
    and p.organization_id = of_group.organization_id and p.org_role in ('admin', 'manager'))
$$;

-- Whether members of this role answer this person's request to join.
create or replace function answers_as(role text, of_group workgroup, requester uuid) returns boolean
language sql stable as $$
  select approves_as(role, of_group.who_invites) and (role = 'administrator' or not only_for_administrator(of_group, requester))
$$;

-- Whether an invitation by this person still lets that one in (M5, I8, J7).
create or replace function still_invites(inviter uuid, invited uuid, of_group workgroup) returns boolean
language sql stable as $$
  select of_group.archived_at is null and exists (
    select from effective_membership m join person i on i.id = m.person_id and i.deactivated_at is null
    where m.group_id = of_group.id and m.person_id = inviter and invites_as(m.role, of_group.who_invites)
      and (m.role = 'administrator' or not exists (
        select from effective_kept_out k where k.group_id = of_group.id and k.person_id = invited)))
$$;

-- The facts about a group and one person that the rules need, and the acts that they allow: one row, with `id` null where
-- there is no such group; no row where the person's account is not active. Columns that a statement does not read cost it
-- nothing.
create or replace function group_as_seen(who uuid, in_group uuid)
returns table (id uuid, organization_id uuid, name text, listed text, joining text, who_invites text,
  member_list_published boolean, guests_allowed boolean, archived boolean, names_may_change boolean, adding_allowed boolean,
  only_reads boolean, role text, direct boolean, internal boolean, neighbour boolean, guests_welcome boolean,
  governs boolean, kept_out boolean, invited boolean, awaited boolean,
  may_see boolean, may_enter boolean, may_see_members boolean, may_invite boolean, may_add boolean, may_approve boolean,
  may_remove_members boolean, may_set_roles boolean, may_change_settings boolean, may_rename boolean, may_hand_over boolean,
  may_question_seat boolean, may_answer_seat boolean, may_archive boolean, may_unarchive boolean, may_delete boolean,
  may_govern boolean, may_join boolean, may_ask_to_join boolean, may_come_through boolean, may_leave boolean,
  may_nest boolean, may_see_history boolean, may_view_as boolean, may_export boolean)
language sql stable as $$
  select g.id, g.organization_id, g.name, g.listed, g.joining, g.who_invites, g.member_list_published, g.guests_allowed,
    g.archived, g.names_may_change, g.adding_allowed, g.only_reads, g.role, g.direct, g.internal, g.neighbour,
    g.guests_welcome, g.governs, g.kept_out, g.invited, g.awaited,
    g.member or g.governs or g.invited or g.awaited or g.found,
    g.member,
    g.member or g.governs or (g.found and g.member_list_published),
    g.live and g.invites,
    g.live and (g.governs or (g.administers and g.internal and g.adding_allowed)),
    g.live and (g.approves or g.governs),
    g.administers or g.governs,
    g.live and g.administers,
    g.live and g.administers,
    g.live and g.administers and g.names_may_change,
    g.administers or g.governs,
    g.governs and not g.administers,
    g.administers,
    g.live and (g.administers or g.governs),
    g.archived and (g.administers or g.governs),
    g.administers,
    g.governs,
    g.live and not g.direct and g.found and g.joining = 'open' and g.may_come and not g.kept_out,
    g.live and not g.member and g.found and g.joining = 'request' and g.may_come and not g.kept_out,
    g.live and not g.member and g.awaited,
    g.member and not g.administers,
    g.live and g.administers,
    g.administers or g.governs,
    g.administers,
    g.administers
  from (
    select f.*, f.role is not null as member, f.role is not distinct from 'administrator' as administers,
      coalesce(invites_as(f.role, f.who_invites), false) as invites, coalesce(approves_as(f.role, f.who_invites), false) as approves,
      not f.archived and not f.only_reads as live, f.internal or (f.neighbour and f.guests_welcome) as may_come,
      (f.listed = 'organization' and f.internal)
        or (f.listed = 'everyone' and (f.internal or f.neighbour or f.role is not null)) as found
    from (
      select w.id, w.organization_id, w.name, w.listed, w.joining, w.who_invites, w.member_list_published, w.guests_allowed,
        w.archived_at is not null as archived, o.group_names_may_change as names_may_change, o.adding_allowed,
        coalesce(w.guests_read_only and p.organization_id is distinct from w.organization_id, false) as only_reads,
        (select m.role from effective_membership m where m.group_id = asked.id and m.person_id = p.id
          order by array_position(array['administrator', 'co-administrator', 'moderator', 'member'], m.role) limit 1) as role,
        exists (select from effective_membership m
          where m.group_id = asked.id and m.person_id = p.id and m.via_id = asked.id) as direct,
        p.organization_id is not distinct from w.organization_id as internal,
        p.organization_id is not null and p.organization_id <> w.organization_id as neighbour,
        w.guests_allowed and o.guests_allowed as guests_welcome,
        p.organization_id is not distinct from w.organization_id and p.org_role in ('admin', 'manager') as governs,
        exists (select from effective_kept_out k where k.group_id = asked.id and k.person_id = p.id) as kept_out,
        exists (select from invitation v where v.group_id = asked.id and v.email_key = p.email_key and v.accepted_at is null
          and v.declined_at is null and v.withdrawn_at is null and v.expires_at > the_time()
          and still_invites(v.invited_by, p.id, w)) as invited,
        w.archived_at is null and exists (select from nesting_consent k join group_nesting n on n.outer_id = k.group_id
          join seated_membership e on e.group_id = n.inner_id and e.person_id = k.person_id
          where k.group_id = asked.id and k.person_id = p.id and k.answer is distinct from 'yes')
          and not exists (select from effective_kept_out k where k.group_id = asked.id and k.person_id = p.id) as awaited
      from (select in_group as id) asked
      join person p on p.id = who and p.deactivated_at is null
      left join workgroup w on w.id = asked.id and w.deleted_at is null
      left join organization o on o.id = w.organization_id offset 0) f) g
$$;
