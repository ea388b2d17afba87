-- Files as items (the tool `documents`): the content is one of the item's own files (item_blob).
create table file (
  space_id uuid not null,
  item_id uuid not null,
  sha256 bytea not null,
  -- Bytes.
  size bigint not null,
  media_type text not null,
  primary key (space_id, item_id),
  foreign key (space_id, item_id) references item (space_id, id)
);

-- An upload becomes an attachment of an item or comment, the content of an item, or a new item of a container.
alter table upload rename column attachment_id to became;
alter table upload alter column to_item drop not null;
alter table upload add column to_container uuid;
alter table upload add column purpose text not null default 'attachment'
  check (purpose in ('attachment', 'content', 'item'));
alter table upload add column kind text;
-- Where a new item's name is taken: a number, or a new version of the file that has it.
alter table upload add column if_taken text check (if_taken in ('keep-both', 'new-version'));
