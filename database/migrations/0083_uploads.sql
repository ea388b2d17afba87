-- Files that are on their way: sent in one request or in several, by one person, to an item or a comment. What came is kept
-- on the shelf of the space under the names in `pieces`; it counts as storage once it is attached. A row lives for a day.
create table upload (
  space_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- Not called item_id: an upload does not move with its item, whose new space has another shelf.
  to_item uuid not null,
  to_comment uuid,
  name text not null,
  media_type text not null,
  size bigint not null,
  received bigint not null default 0,
  pieces text[] not null default '{}',
  touched_at timestamptz not null,
  -- What it became, so that a client that did not hear of it can ask.
  attachment_id uuid,
  primary key (space_id, id)
);

create index upload_by_person on upload (person_id);
create index upload_untouched on upload (touched_at);
