-- Somebody asks for access to what a link led to (SPEC J8). What they name need not exist, so nothing is referred to.
create table access_request (
  id uuid primary key,
  person_id uuid not null references person,
  space_id uuid not null,
  -- a folder, a notebook or an item; without, the space itself
  thing_id uuid,
  message text not null default '',
  asked_at timestamptz not null,
  -- when whoever may answer was told, if anybody
  heard_at timestamptz,
  answer text check (answer in ('given', 'declined')),
  answered_at timestamptz,
  answered_by uuid references person,
  check ((answer is null) = (answered_at is null))
);

create unique index one_open_access_request on access_request (person_id, space_id, thing_id) nulls not distinct where answer is null;
create index access_request_by_space on access_request (space_id) where answer is null;
create index access_request_unheard on access_request (asked_at) where heard_at is null;
