-- Texts that people write together live: of any item of any tool, and several of one item, told apart by a field name.
-- state is the compacted Yjs document, live_text_update what came since.

create table live_text (
  space_id uuid not null,
  item_id uuid not null,
  field text not null,
  state bytea not null,
  primary key (space_id, item_id, field),
  foreign key (space_id, item_id) references item (space_id, id)
);

create table live_text_update (
  space_id uuid not null,
  item_id uuid not null,
  field text not null,
  id uuid not null,
  person_id uuid not null,
  bytes bytea not null,
  primary key (space_id, item_id, field, id),
  foreign key (space_id, item_id, field) references live_text (space_id, item_id, field)
);

-- A Yjs client number belongs to one session of one person: nobody else continues what was written under it.
create table live_text_client (
  space_id uuid not null,
  item_id uuid not null,
  field text not null,
  number bigint not null,
  person_id uuid not null,
  session_id uuid not null,
  primary key (space_id, item_id, field, number),
  foreign key (space_id, item_id, field) references live_text (space_id, item_id, field)
);

insert into live_text (space_id, item_id, field, state) select space_id, item_id, 'text', state from note;
insert into live_text_update (space_id, item_id, field, id, person_id, bytes)
  select space_id, item_id, 'text', id, person_id, bytes from note_update;
insert into live_text_client (space_id, item_id, field, number, person_id, session_id)
  select space_id, item_id, 'text', number, person_id, session_id from note_client;

drop table note_update;
drop table note_client;
alter table note drop column state;
