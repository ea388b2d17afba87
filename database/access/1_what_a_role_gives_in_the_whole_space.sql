-- Rights over everything in a space, whatever a container's own list says (SPEC A4, A7, H, M2, R2). Rights are bits: busy 1, view
-- 2, add 4, edit 8, delete 16, manage 32.

create or replace view an_owner_has_everything_in_their_private_space_or_case as
  select id as space_id, owner_id as person_id, 63 as rights, 'owner'::text as because, owner_id as via_id
  from space where owner_id is not null;

create or replace view an_administrator_or_co_administrator_does_everything_but_edit as
  select group_id as space_id, person_id, 1 | 2 | 4 | 16 | 32 as rights, role as because, via_id
  from effective_membership where role in ('administrator', 'co-administrator');

-- Nobody else ever sees a conversation, and nothing in it can be given to anybody.
create or replace view the_people_of_a_conversation_view_and_add as
  select space_id, person_id, 1 | 2 | 4 as rights, 'all-members'::text as because, space_id as via_id
  from conversation_person;

-- A case is shared as a whole, with people of its organization (R2); while it is offered to a colleague with nobody (R4). What a
-- group of theirs was given does not count for guests and for people who left.
create or replace view colleagues_have_what_a_case_gives_them_or_a_group_of_theirs as
  select h.space_id, p.id as person_id, h.rights, 'by-name'::text as because, h.principal_id as via_id
  from case_share h join space s on s.id = h.space_id
  join person p on p.id = h.principal_id and p.organization_id = s.organization_id
  where h.principal_kind = 'person' and not exists (select from case_offer o where o.space_id = h.space_id)
  union all
  select h.space_id, p.id, h.rights, 'through-group', h.principal_id
  from case_share h join space s on s.id = h.space_id
  join effective_membership m on m.group_id = h.principal_id
  join person p on p.id = m.person_id and p.organization_id = s.organization_id
  where h.principal_kind = 'group' and not exists (select from case_offer o where o.space_id = h.space_id)
    and not exists (select from case_leaver l where l.space_id = h.space_id and l.person_id = m.person_id);

create or replace view space_rule as
  select * from an_owner_has_everything_in_their_private_space_or_case
  union all
  select * from an_administrator_or_co_administrator_does_everything_but_edit
  union all
  select * from the_people_of_a_conversation_view_and_add
  union all
  select * from colleagues_have_what_a_case_gives_them_or_a_group_of_theirs;

-- The same for one person, in the spaces in which such a rule gives every right that there is. It is called, not inlined:
-- most statements never need it.
create or replace function given_in_whole(who uuid, in_space uuid) returns integer
language sql stable as $$
  select coalesce(bit_or(r.rights), 0) from space_rule r where r.space_id = in_space and r.person_id = who
$$;
