create table shelf_paper (
  space_id uuid not null,
  item_id uuid not null,
  body text not null,
  worth integer not null,
  story text not null default '',
  starts_at timestamptz,
  ends_at timestamptz,
  secret boolean not null default false,
  primary key (space_id, item_id),
  foreign key (space_id, item_id) references item (space_id, id)
);
create table shelf_stamp (like shelf_paper including all);
alter table shelf_stamp add foreign key (space_id, item_id) references item (space_id, id);
