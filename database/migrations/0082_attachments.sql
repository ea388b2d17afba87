-- Files that people attach to items of any tool and to comments. The content is a file of the item (item_blob); this row says
-- what it is called, what it was sent as, and by whom. A removed attachment can be restored for a while; then the row goes.
create table attachment (
  space_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  -- Null where it is attached to the item itself.
  comment_id uuid,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  added_at timestamptz not null,
  added_by uuid not null,
  removed_at timestamptz,
  removed_by uuid,
  primary key (space_id, id),
  foreign key (space_id, item_id) references item (space_id, id),
  foreign key (space_id, comment_id) references comment (space_id, id),
  foreign key (space_id, sha256) references blob (space_id, sha256) deferrable initially deferred
);

create index attachment_by_item on attachment (space_id, item_id, comment_id, added_at, id);
create index attachment_removed on attachment (removed_at) where removed_at is not null;
create index comment_trashed on comment (trashed_at) where trashed_at is not null;
