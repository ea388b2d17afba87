-- Rights over everything in a space, whatever a container's own list says (SPEC A4, A7, H, M2). Rights are bits: busy 1, view
-- 2, add 4, edit 8, delete 16, manage 32.

create or replace view an_owner_has_everything_in_their_private_space as
  select id as space_id, owner_id as person_id, 63 as rights, 'owner'::text as because, owner_id as via_id
  from space where kind = 'private';

create or replace view an_administrator_or_co_administrator_does_everything_but_edit as
  select group_id as space_id, person_id, 1 | 2 | 4 | 16 | 32 as rights, role as because, via_id
  from effective_membership where role in ('administrator', 'co-administrator');

-- Nobody else ever sees a conversation, and nothing in it can be given to anybody.
create or replace view the_people_of_a_conversation_view_and_add as
  select space_id, person_id, 1 | 2 | 4 as rights, 'all-members'::text as because, space_id as via_id
  from conversation_person;

create or replace view space_rule as
  select * from an_owner_has_everything_in_their_private_space
  union all
  select * from an_administrator_or_co_administrator_does_everything_but_edit
  union all
  select * from the_people_of_a_conversation_view_and_add;

-- The same for one person, in the spaces in which such a rule gives every right that there is. It is called, not inlined:
-- most statements never need it.
create or replace function given_in_whole(who uuid, in_space uuid) returns integer
language sql stable as $$
  select coalesce(bit_or(r.rights), 0) from space_rule r where r.space_id = in_space and r.person_id = who
$$;
