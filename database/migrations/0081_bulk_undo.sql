-- What takes one act on many items back, until it expires. Only the hash of its token is kept.
create table bulk_undo (
  space_id uuid not null,
  token_hash bytea not null,
  person_id uuid not null references person (id),
  inverses jsonb not null,
  expires_at timestamptz not null,
  primary key (space_id, token_hash)
);
create index bulk_undo_of_person on bulk_undo (person_id);
