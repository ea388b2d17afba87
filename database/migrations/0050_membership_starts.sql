-- Memberships and roles that begin at a date (SPEC M9). In the flat rows minus infinity stands for no start: it is part of the
-- key, because two ways into a group with a gap between them must not merge into one.
alter table membership add column starts timestamptz;
alter table membership add column role_starts timestamptz;
create index membership_by_start on membership (starts) where starts is not null;
create index membership_by_start_of_role on membership (role_starts) where role_starts is not null;

alter table flat_membership add column starts timestamptz not null default '-infinity';
alter table flat_membership add column role_starts timestamptz;
alter table flat_membership drop constraint flat_membership_pkey;
alter table flat_membership add primary key (group_id, person_id, via_id, starts) include (until);
drop index flat_membership_by_person;
create index flat_membership_by_person on flat_membership (person_id, group_id) include (starts, until);
drop index flat_membership_by_name;
create index flat_membership_by_name on flat_membership (group_id, name_key, person_id) include (via_id, starts, until);

alter table invitation add column starts timestamptz;
