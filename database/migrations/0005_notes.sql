-- Notes: rich text written together (SPEC N). state is the compacted Yjs document, note_update what came since.

create table note (
  space_id uuid not null,
  item_id uuid not null,
  state bytea not null,
  text text not null default '',
  preview text not null default '',
  words integer not null default 0,
  template_at timestamptz,
  template_by uuid,
  primary key (space_id, item_id),
  foreign key (space_id, item_id) references item (space_id, id)
);

create table note_update (
  space_id uuid not null,
  item_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  bytes bytea not null,
  primary key (space_id, item_id, id),
  foreign key (space_id, item_id) references note (space_id, item_id)
);

create table note_version (
  space_id uuid not null,
  item_id uuid not null,
  number integer not null,
  at timestamptz not null,
  authors uuid[] not null,
  title text not null,
  content jsonb not null,
  text text not null,
  label text,
  why text not null check (why in ('created', 'edited', 'restored', 'imported', 'named')),
  primary key (space_id, item_id, number),
  foreign key (space_id, item_id) references note (space_id, item_id)
);
