-- The clock of every right that ends. A function, so that tests can put it forward; it melts into the statement that asks.
create or replace function the_time() returns timestamptz
language sql stable as $$ select statement_timestamp() $$;

-- Who is inside at this moment, one row per way in (M9): from its date on a membership is over, whether or not somebody has
-- swept it away, and a role falls back to member.
create or replace view effective_membership as
  select group_id, person_id, via_id,
    case when role_until <= the_time() then 'member' else role end as role, until, role_until, name_key, since
  from flat_membership
  where until is null or until > the_time();

-- Whom counts and lists are about. Somebody who only stands in while an administrator looks as a role (A8) is inside for the
-- rights, and has no name here: others would be one too many.
create or replace view shown_membership as
  select * from effective_membership where name_key is distinct from chr(1);
