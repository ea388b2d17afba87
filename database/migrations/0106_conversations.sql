-- Direct conversations (SPEC H): a space of people who do not change. The same people have one. It counts against the plan of
-- the person who began it (O7).
alter table space drop constraint space_kind_check;
alter table space add constraint space_kind_check check (kind in ('private', 'group', 'case', 'direct'));

create table conversation (
  space_id uuid primary key references space,
  people uuid[] not null unique check (cardinality(people) between 2 and 9),
  begun_by uuid not null references person
);

create table conversation_person (
  space_id uuid not null references conversation,
  person_id uuid not null references person,
  primary key (space_id, person_id)
);
create index conversation_by_person on conversation_person (person_id);
