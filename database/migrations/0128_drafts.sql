-- An item in the private space of its author that is to be published in another place. The place may be gone.
create table draft (
  space_id uuid not null,
  item_id uuid not null,
  to_space_id uuid not null,
  to_container_id uuid not null,
  primary key (space_id, item_id),
  foreign key (space_id, item_id) references item (space_id, id)
);
