-- The clock of every right that begins or ends. A function, so that tests can put it forward; it melts into the statement that asks.
create or replace function the_time() returns timestamptz
language sql stable as $$ select statement_timestamp() $$;

-- Who is inside at this moment, one row per way in (M9): before its start a membership is nothing, and from its end on it is
-- over, whether or not somebody has swept it away; a role that has not begun, or is over, is that of a member.
create or replace view effective_membership as
  select group_id, person_id, via_id,
    case when role_until <= the_time() or role_starts > the_time() then 'member' else role end as role,
    until, role_until, name_key, since
  from flat_membership
  where (until is null or until > the_time()) and starts <= the_time();

-- Whose seat is taken: also of those whose membership has yet to begin, so that a start passes no limit (M9, M10).
create or replace view seated_membership as
  select group_id, person_id, via_id, starts, name_key,
    case when role_until <= the_time() or role_starts > the_time() then 'member' else role end as role
  from flat_membership
  where until is null or until > the_time();

-- Whom counts and lists are about. Somebody who only stands in while an administrator looks as a role (A8) is inside for the
-- rights, and has no name here: others would be one too many.
create or replace view shown_membership as
  select * from effective_membership where name_key is distinct from chr(1);

-- The same with those who have yet to begin, for the list of members (M9).
create or replace view listed_membership as
  select * from seated_membership where name_key is distinct from chr(1);

-- Who acts as the administrator of a group: their account runs, and no question of whether they still do is overdue (M3, M8).
create or replace view acting_administrator as
  select m.group_id, m.person_id
  from membership m join person p on p.id = m.person_id and p.deactivated_at is null and p.deleted_at is null
  where m.role = 'administrator'
    and not exists (select from seat_question q
      where q.group_id = m.group_id and q.administrator_id = m.person_id and q.due_at <= the_time());

-- Who keeps whom out of a group (J7): nobody comes in by themself, by others than its administrator, or by way of another group.
create or replace view effective_kept_out as
  select group_id, person_id, reason, until, since, kept_out_by from kept_out where until is null or until > the_time();

-- Who does not come in by way of a group inside: kept out, or of those who govern, before the administrator agrees (J7, M3).
create or replace view shut_out as
  select group_id, person_id from effective_kept_out
  union all
  select x.group_id, x.person_id from not_through_nesting x
  join workgroup w on w.id = x.group_id
  join person p on p.id = x.person_id and p.organization_id = w.organization_id and p.org_role in ('admin', 'manager');
