-- People, organizations, plans, sessions (SPEC O). Small, rarely written: kept on every node.

create table organization (
  id uuid primary key,
  name text not null,
  name_key text not null unique,
  language text not null default 'en' check (language in ('en', 'fr')),
  who_creates_groups text not null default 'everyone' check (who_creates_groups in ('everyone', 'managers')),
  guests_allowed boolean not null default true,
  group_names_may_change boolean not null default true,
  adding_allowed boolean not null default true,
  who_sees_directory text not null default 'everyone' check (who_sees_directory in ('everyone', 'managers')),
  guest_days integer check (guest_days > 0),
  default_plan_id uuid,
  created_at timestamptz not null
);

create table plan (
  id uuid primary key,
  organization_id uuid not null references organization,
  name text not null,
  max_groups integer check (max_groups >= 0),
  max_members integer not null check (max_members > 0),
  group_storage bigint not null check (group_storage >= 0),
  private_storage bigint not null check (private_storage >= 0),
  guests_allowed boolean not null default true,
  created_at timestamptz not null,
  unique (organization_id, name)
);

alter table organization add foreign key (default_plan_id) references plan;

create table person (
  id uuid primary key,
  organization_id uuid references organization,
  org_role text check (org_role in ('admin', 'manager', 'coordinator', 'member')),
  plan_id uuid references plan,
  email text not null,
  email_key text not null unique,
  first_name text not null,
  last_name text not null,
  company text not null default '',
  picture text,
  language text not null default 'en' check (language in ('en', 'fr')),
  time_zone text not null default 'UTC',
  password_hash text,
  always_ask_me boolean not null default false,
  presence_hidden boolean not null default false,
  seen_home_at timestamptz,
  created_at timestamptz not null,
  deactivated_at timestamptz,
  deactivated_by uuid,
  check ((organization_id is null) = (org_role is null))
);

create index person_by_organization on person (organization_id, last_name, first_name);

create table session (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references person,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text not null default '',
  address text not null default ''
);

create index session_by_person on session (person_id);

-- Single-use links: only the hash is kept (O1).
create table one_time_token (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('set-up', 'password-reset')),
  person_id uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table throttle (
  key text primary key,
  attempts integer not null,
  window_started_at timestamptz not null
);

-- "They may decline, and block the inviter" (J5).
create table blocked_inviter (
  person_id uuid not null references person,
  inviter_id uuid not null references person,
  at timestamptz not null,
  primary key (person_id, inviter_id)
);
