-- What somebody says to being in a group only through another one inside it (SPEC G9, M4): asked first and not answered yet
-- (no answer), yes, or no. Without a row nobody asked them, and they are inside.
create table nesting_consent (
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  asked_at timestamptz,
  answer text check (answer in ('yes', 'no')),
  answered_at timestamptz,
  primary key (group_id, person_id),
  check (asked_at is not null or answer is not null),
  check ((answer is null) = (answered_at is null))
);

create index nesting_consent_by_person on nesting_consent (person_id);
