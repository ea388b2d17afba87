-- The clock of every right that begins or ends. A function, so that tests can move it forward; it is inlined.
create or replace function the_time() returns timestamptz
language sql stable as $$ select statement_timestamp() $$;

-- Everybody who is a member at this moment, one row per way in (M9). A membership has no effect before its start and after
-- its end, whether or not a sweep has removed it; a role that has not begun or has ended counts as that of a member.
create or replace view effective_membership as
  select group_id, person_id, via_id,
    case when role_until <= the_time() or role_starts > the_time() then 'member' else role end as role,
    until, role_until, name_key, since
  from flat_membership
  where (until is null or until > the_time()) and starts <= the_time();

-- Memberships that take a seat: including those that have not begun yet, so that a start exceeds no limit (M9, M10).
create or replace view seated_membership as
  select group_id, person_id, via_id, starts, name_key,
    case when role_until <= the_time() or role_starts > the_time() then 'member' else role end as role
  from flat_membership
  where until is null or until > the_time();

-- Members for counts and lists. While an administrator looks as a role (A8), a stand-in is inside for the rights; it has no
-- name and is left out here, or the count would be one too high.
create or replace view shown_membership as
  select * from effective_membership where name_key is distinct from chr(1);

-- The same, including memberships that have not begun yet, for the list of members (M9).
create or replace view listed_membership as
  select * from seated_membership where name_key is distinct from chr(1);

-- People who act as administrator of a group: their account is active, and no question whether they still do is overdue
-- (M3, M8).
create or replace view acting_administrator as
  select m.group_id, m.person_id
  from membership m join person p on p.id = m.person_id and p.deactivated_at is null and p.deleted_at is null
  where m.role = 'administrator'
    and not exists (select from seat_question q
      where q.group_id = m.group_id and q.administrator_id = m.person_id and q.due_at <= the_time());

-- People who are kept out of a group, and by whom (J7): they cannot rejoin on their own, at the invitation of anybody but
-- the administrator, or through a nested group.
create or replace view effective_kept_out as
  select group_id, person_id, reason, until, since, kept_out_by from kept_out where until is null or until > the_time();

-- People whose membership through a nested group has no effect: those kept out, and people who govern until the
-- administrator agrees (J7, M3).
create or replace view shut_out as
  select group_id, person_id from effective_kept_out
  union all
  select x.group_id, x.person_id from not_through_nesting x
  join workgroup w on w.id = x.group_id
  join person p on p.id = x.person_id and p.organization_id = w.organization_id and p.org_role in ('admin', 'manager');
