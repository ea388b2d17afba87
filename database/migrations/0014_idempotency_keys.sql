-- What a creation with an idempotency key answered, so that the same request sent again makes nothing a second time.
create table idempotency_key (
  person_id uuid not null references person,
  key text not null,
  -- SHA-256 of method, address and body
  request bytea not null,
  at timestamptz not null,
  -- null as long as it is not known whether anything was made
  answer json,
  primary key (person_id, key)
);

create index idempotency_key_by_time on idempotency_key (at);
