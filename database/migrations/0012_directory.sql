-- The directory, several organizations, and the end of groups (SPEC J1, J2, O2, G7, V1).

-- Without case and accents: what names are compared, sorted and found by.
alter table workgroup add column name_key text not null generated always as (
  lower(trim(regexp_replace(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g')))) stored;
alter table workgroup add column sector_key text generated always as (
  lower(trim(regexp_replace(regexp_replace(normalize(sector, NFKD), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g')))) stored;
-- Every three consecutive letters of name_key: an index over them finds what contains a word, without any extension.
alter table workgroup add column name_threes text[] not null default '{}';
update workgroup set name_threes = array(
  select distinct substr(name_key, at, 3) from generate_series(1, length(name_key) - 2) at);
-- 3 open, 2 restricted, 1 by invitation, 0 private: the access level (G4) as something to sort by.
alter table workgroup add column openness smallint not null generated always as (
  case when listed = 'no' then 0 when joining = 'open' then 3 when joining = 'request' then 2 else 1 end) stored;
-- Set when purging began: from then on it cannot be restored (G7).
alter table workgroup add column purged_since timestamptz;

create index workgroup_in_directory on workgroup (organization_id, name_key, id)
  where listed <> 'no' and archived_at is null and deleted_at is null;
create index workgroup_in_directory_by_openness on workgroup (organization_id, openness, name_key, id)
  where listed <> 'no' and archived_at is null and deleted_at is null;
create index workgroup_found_by_name on workgroup using gin (name_threes)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
create index workgroup_found_by_activity on workgroup (activity, language, name_key, id)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
create index workgroup_found_by_sector on workgroup (sector_key, name_key, id)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
create index workgroup_deleted on workgroup (deleted_at) where deleted_at is not null;

-- An address part that is taken in one organization says nothing in another.
alter table workgroup drop constraint workgroup_handle_key;
alter table workgroup add constraint workgroup_handle_key unique (organization_id, handle);

-- What the group was called when somebody asked to join: the asker keeps it, whatever becomes of the group.
alter table join_request add column asked_name text;
update join_request r set asked_name = w.name from workgroup w where w.id = r.group_id;
create index join_request_by_person on join_request (person_id, created_at desc);

-- A set-up link that makes one more organization on an instance that has some (O2).
alter table one_time_token add column another_organization boolean not null default false;

-- What is done without anybody asking: when last, with what result, when next (V1).
create table job (
  name text primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  next_at timestamptz,
  error text,
  done jsonb not null default '{}'
);
