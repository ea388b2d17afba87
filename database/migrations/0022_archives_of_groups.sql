-- A whole group leaves the house as one archive, and comes back as a group (SPEC G13). The archives lie in the data folder,
-- under names that only these rows know.

create table group_export (
  id uuid primary key,
  group_id uuid not null references workgroup,
  -- who asked, and alone may have it
  person_id uuid not null references person,
  state text not null check (state in ('waiting', 'running', 'ready', 'failed')),
  starts integer not null default 0,
  done integer not null default 0,
  total integer,
  file text unique,
  size bigint,
  asked_at timestamptz not null,
  finished_at timestamptz,
  -- why there is none: a code and a sentence in each language
  problem jsonb
);

create unique index one_export_under_way_each on group_export (group_id, person_id) where state in ('waiting', 'running');
create index group_export_under_way on group_export (asked_at) where state in ('waiting', 'running');
create index group_export_by_person on group_export (person_id);

create table group_import (
  id uuid primary key,
  person_id uuid not null references person,
  state text not null check (state in ('received', 'checking', 'ready', 'confirmed', 'making', 'made', 'refused')),
  starts integer not null default 0,
  done integer not null default 0,
  total integer,
  -- gone once the group is made or the archive refused
  file text unique,
  size bigint not null,
  received_at timestamptz not null,
  -- what was found in it, to be confirmed
  preview jsonb,
  -- the name that was confirmed
  name text,
  group_id uuid references workgroup,
  finished_at timestamptz,
  problem jsonb
);

create index group_import_under_way on group_import (received_at) where state in ('received', 'checking', 'confirmed', 'making');
create index group_import_by_person on group_import (person_id);
