-- Rights over everything in a space, whatever a container's own list says (SPEC A4, A7, M2). Rights are bits: busy 1, view
-- 2, add 4, edit 8, delete 16, manage 32.

create or replace view an_owner_has_everything_in_their_private_space as
  select id as space_id, owner_id as person_id, 63 as rights, 'owner'::text as because, owner_id as via_id
  from space where kind = 'private';

create or replace view an_administrator_or_co_administrator_does_everything_but_edit as
  select group_id as space_id, person_id, 1 | 2 | 4 | 16 | 32 as rights, role as because, via_id
  from effective_membership where role in ('administrator', 'co-administrator');

create or replace view space_rule as
  select * from an_owner_has_everything_in_their_private_space
  union all
  select * from an_administrator_or_co_administrator_does_everything_but_edit;
