-- Membership and roles that end at a date, successors, guests who are vouched for, people who go (SPEC M8, M9, O9).

-- The name of the table becomes that of a view of the rule book, which leaves out what is over at this moment:
-- no statement that asks who is inside can forget the date.
alter table effective_membership rename to flat_membership;
alter table flat_membership add column until timestamptz;
alter table flat_membership add column role_until timestamptz;
alter table flat_membership drop constraint effective_membership_pkey;
alter table flat_membership add primary key (group_id, person_id, via_id) include (until);
drop index effective_membership_by_person;
create index flat_membership_by_person on flat_membership (person_id, group_id) include (until);
create index flat_membership_by_end on flat_membership (until) where until is not null;
create index flat_membership_by_end_of_role on flat_membership (role_until) where role_until is not null;

alter table membership add column role_until timestamptz;
-- When the end was set: who came for a week needs no reminder a fortnight before.
alter table membership add column dated_at timestamptz;
alter table membership add check (until is null or role <> 'administrator');
alter table membership add check (role_until is null or role in ('co-administrator', 'moderator'));
create index membership_by_end on membership (until) where until is not null;
create index membership_by_end_of_role on membership (role_until) where role_until is not null;
create index membership_by_sponsor on membership (sponsor_id) where sponsor_id is not null;

update membership m set sponsor_id = coalesce(
    (select b.id from person b where b.id = m.brought_by and b.organization_id = w.organization_id and b.deactivated_at is null),
    (select a.person_id from membership a where a.group_id = m.group_id and a.role = 'administrator'))
from workgroup w, person p
where w.id = m.group_id and p.id = m.person_id and p.organization_id is distinct from w.organization_id;

-- Which sponsor was reminded of which end, how many days before: each once.
create table sponsor_reminder (
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  until timestamptz not null,
  days smallint not null,
  sent_at timestamptz not null,
  primary key (group_id, person_id, until, days)
);

-- Whom the administrator named to follow them; asked when their account stops.
create table successor (
  group_id uuid primary key references workgroup,
  person_id uuid not null references person,
  named_by uuid not null references person,
  named_at timestamptz not null,
  asked_at timestamptz,
  declined_at timestamptz
);

create index successor_by_person on successor (person_id);

-- A guest of no group any more; a new invitation lets them in again.
alter table person add column closed_at timestamptz;
-- What is left is the name on what they wrote.
alter table person add column deleted_at timestamptz;

-- Somebody is to be deleted; until the day it can be taken back.
create table person_deletion (
  person_id uuid primary key references person,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  due_at timestamptz not null
);
