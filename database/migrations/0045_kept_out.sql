-- Somebody who was removed and does not come back by themself (SPEC J7): until a date, or until it is lifted.
create table kept_out (
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  reason text not null default '',
  until timestamptz,
  since timestamptz not null,
  kept_out_by uuid not null references person,
  primary key (group_id, person_id)
);

create index kept_out_by_person on kept_out (person_id);
