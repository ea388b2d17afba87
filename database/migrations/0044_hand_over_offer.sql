-- A hand-over waits for the yes of whoever is to administer the group (SPEC M1).
alter table organization add column hand_over text not null default 'with-consent'
  check (hand_over in ('with-consent', 'at-once'));

-- One at a time, of the administrator who had the seat then.
create table hand_over_offer (
  group_id uuid primary key references workgroup,
  administrator_id uuid not null references person,
  person_id uuid not null references person,
  offered_by uuid not null references person,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  reason text not null default ''
);

create index hand_over_offer_by_person on hand_over_offer (person_id);
create index hand_over_offer_by_end on hand_over_offer (expires_at);
