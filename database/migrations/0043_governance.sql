-- Governance gives no content, and is never silent (SPEC M3).

-- Whether those who govern come into a private group with the yes of its administrator, or at once and told to everybody.
alter table organization add column governors_enter text not null default 'with-consent'
  check (governors_enter in ('with-consent', 'at-once'));
-- How long an administrator has to answer whether they still administer.
alter table organization add column seat_days integer not null default 14 check (seat_days between 1 and 365);

-- Brought in by somebody who governs, or by somebody who came that way: such members bring nobody who governs.
alter table membership add column by_governance boolean not null default false;

-- Somebody who governs wants somebody else in, and the administrator has to agree.
alter table join_request add column asked_by uuid references person;

-- Somebody who governs asks the administrator whether they still administer; an answer deletes the row.
create table seat_question (
  group_id uuid primary key references workgroup,
  administrator_id uuid not null references person,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  reason text not null default ''
);

-- Whoever is not inside by way of an inner group, though the inner group is: they govern, and nobody has agreed yet.
create table not_through_nesting (
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  since timestamptz not null,
  primary key (group_id, person_id)
);
