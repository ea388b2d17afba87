-- A name in an archive of another house (SPEC G13). Its id is kept where the id of an author is kept; it belongs to no account.
-- The owner of the address becomes the author by accepting an invitation into the group.
create table imported_author (
  id uuid primary key,
  group_id uuid not null references workgroup,
  first_name text not null,
  last_name text not null,
  -- the address that may accept; null where there is none, and once somebody has accepted
  email_key text
);

create index imported_author_by_address on imported_author (email_key, group_id) where email_key is not null;
