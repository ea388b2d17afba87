-- What happened to the items of one container since a moment (server/foundation/sync).
create index change_by_container on change (space_id, container_id, seq) where item_id is not null;

-- The sight of an item that somebody may have lost in a container: it was moved, thrown away, or given to others. Holds what
-- the rules asked of it until then (database/access/4), so that those who could see it, and nobody else, hear that it is gone.
create table sight_ended (
  space_id uuid not null,
  container_id uuid not null,
  seq bigint not null,
  item_id uuid not null,
  internal boolean not null,
  made timestamptz not null,
  author_id uuid not null,
  given uuid[] not null,
  primary key (space_id, container_id, seq, item_id)
);
