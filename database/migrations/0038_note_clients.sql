-- A Yjs client number belongs to one session of one person: nobody else continues what was written under it.

create table note_client (
  space_id uuid not null,
  item_id uuid not null,
  number bigint not null,
  person_id uuid not null,
  session_id uuid not null,
  primary key (space_id, item_id, number),
  foreign key (space_id, item_id) references note (space_id, item_id)
);
