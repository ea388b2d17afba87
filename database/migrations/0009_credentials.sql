-- How a person proves who they are, beside the password (SPEC O1): second factors, and keys for programs.

-- A secret is sealed with the key of the data folder. `last_step` is the step of the newest code that worked: it works once.
create table totp (
  person_id uuid primary key references person,
  secret bytea not null,
  last_step bigint not null default 0,
  created_at timestamptz not null,
  confirmed_at timestamptz
);

create table recovery_code (
  person_id uuid not null references person,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

create table passkey (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz,
  constraint passkey_is_known_once unique (credential_id)
);

create index passkey_by_person on passkey (person_id);

-- API tokens and app passwords: only the hash is kept.
create table access_token (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references person,
  kind text not null check (kind in ('api-token', 'app-password')),
  name text not null,
  scope text not null check (scope in ('read', 'write')),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);

create index access_token_by_person on access_token (person_id);

-- Between password and second factor one holds a ticket; a passkey answers a challenge. Both work once.
alter table one_time_token drop constraint one_time_token_purpose_check;
alter table one_time_token add check (purpose in ('set-up', 'password-reset', 'sign-in-ticket', 'passkey-challenge'));

-- How the session began, and when its holder last proved again who they are.
alter table session add column how text not null default 'other';
alter table session add column confirmed_at timestamptz;
