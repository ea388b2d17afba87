-- What a person has read beyond their mark of the space (`seen`): a container or an item, up to a line of the space's log.
create table read_mark (
  space_id uuid not null,
  person_id uuid not null,
  thing_id uuid not null,
  seq bigint not null,
  primary key (space_id, person_id, thing_id)
);
create index read_mark_by_thing on read_mark (space_id, thing_id);

create index change_of_feed_by_container on change (space_id, container_id, seq) where feed;
