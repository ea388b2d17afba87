-- What somebody put where they see nothing: their own record of it, and all that they keep. It is written once and names no
-- item, so that nothing that happens to the item afterwards changes it (server/foundation/receipts).
create table receipt (
  person_id uuid not null,
  id uuid not null,
  space_id uuid not null,
  container_id uuid not null,
  tool text not null,
  kind text not null,
  title text not null,
  at timestamptz not null,
  primary key (person_id, id)
);
create index receipt_newest on receipt (person_id, at desc, id desc);
