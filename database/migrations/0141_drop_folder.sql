-- The drop folder of a person: a folder of their private space, made when it is first used (SPEC S1). Without a row it is
-- not used yet, and takes files; with one, the grant to everybody whom its owner meets, on the folder's own list, decides.
create table drop_folder (
  space_id uuid primary key references space,
  -- Null where the owner switched it off before it was used.
  container_id uuid
);

-- People whose files the owner of the private space does not want.
create table blocked_sender (
  space_id uuid not null references space,
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (space_id, person_id)
);

-- Bytes of what was sent, for the sender's own list and for the limit of each sender.
alter table receipt add column size bigint;

-- An upload also becomes an item of a container in which its sender sees nothing; `became` is then their receipt.
alter table upload drop constraint upload_purpose_check;
alter table upload add constraint upload_purpose_check check (purpose in ('attachment', 'content', 'item', 'drop'));
