-- The people whom a grant gives rights, and why (SPEC A2, A3, A5, A6, A7). Container grants have item_id null.

create or replace view a_member_has_what_was_given_to_them_by_name as
  select g.space_id, g.container_id, g.item_id, g.principal_id as person_id, g.rights,
    'by-name'::text as because, g.principal_id as via_id, g.id as grant_id
  from access_grant g
  join effective_membership inside on inside.group_id = g.space_id and inside.person_id = g.principal_id
  where g.principal_kind = 'person';

create or replace view a_member_has_what_was_given_to_a_group_of_theirs as
  select g.space_id, g.container_id, g.item_id, m.person_id, g.rights,
    case when g.principal_id = g.space_id then 'all-members' else 'through-group' end as because,
    g.principal_id as via_id, g.id as grant_id
  from access_grant g
  join effective_membership m on m.group_id = g.principal_id
  join effective_membership inside on inside.group_id = g.space_id and inside.person_id = m.person_id
  where g.principal_kind = 'group';

-- A grant in a private space works only as long as its owner and its receiver share a group.
create or replace view a_person_has_what_somebody_of_a_shared_group_gave_them as
  select g.space_id, g.container_id, g.item_id, g.principal_id as person_id, g.rights,
    'by-name'::text as because, g.principal_id as via_id, g.id as grant_id
  from access_grant g
  join space s on s.id = g.space_id and s.kind = 'private'
  where g.principal_kind = 'person'
    and exists (
      select from effective_membership theirs
      join effective_membership mine on mine.group_id = theirs.group_id
      where theirs.person_id = s.owner_id and mine.person_id = g.principal_id);

create or replace view a_member_has_what_somebody_of_the_group_gave_to_the_group as
  select g.space_id, g.container_id, g.item_id, m.person_id, g.rights,
    'through-group'::text as because, g.principal_id as via_id, g.id as grant_id
  from access_grant g
  join space s on s.id = g.space_id and s.kind = 'private'
  join effective_membership m on m.group_id = g.principal_id
  where g.principal_kind = 'group'
    and exists (
      select from effective_membership theirs
      where theirs.group_id = g.principal_id and theirs.person_id = s.owner_id);

create or replace view grant_rule as
  select * from a_member_has_what_was_given_to_them_by_name
  union all
  select * from a_member_has_what_was_given_to_a_group_of_theirs
  union all
  select * from a_person_has_what_somebody_of_a_shared_group_gave_them
  union all
  select * from a_member_has_what_somebody_of_the_group_gave_to_the_group;

-- Whether a grant lets this person view something in the space. It is called, not inlined: only visitors of private spaces
-- need it, and every statement that asks who may enter would start with the plan of `grant_rule`.
create or replace function is_given_something(who uuid, in_space uuid) returns boolean
language sql stable as $$
  select exists (select from grant_rule g where g.space_id = in_space and g.person_id = who and g.rights & 2 <> 0)
$$;

-- A grant to everybody with whom the owner of a private space shares a group gives busy or add, never view (S1). Apart from
-- grant_rule, because everything that somebody may view is found without it.
create or replace view anyone_of_a_shared_group_has_what_was_given_to_them_all as
  select g.space_id, g.container_id, mine.person_id, g.rights, g.id as grant_id
  from access_grant g
  join space s on s.id = g.space_id and s.kind = 'private'
  join effective_membership theirs on theirs.person_id = s.owner_id
  join effective_membership mine on mine.group_id = theirs.group_id and mine.person_id <> s.owner_id
  where g.principal_kind = 'shared-group';
