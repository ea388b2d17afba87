-- Case spaces (SPEC R): one owner, and people with whom the case is shared, as a whole or not at all (R2).
alter table space drop constraint space_check;
alter table space add constraint space_has_an_owner check ((kind in ('private', 'case')) = (owner_id is not null));
create index space_by_owner on space (owner_id) where owner_id is not null;

create table case_share (
  space_id uuid not null references space,
  principal_id uuid not null,
  principal_kind text not null check (principal_kind in ('person', 'group')),
  level text not null check (level in ('reader', 'approval', 'contributor', 'full')),
  rights integer not null generated always as (case level when 'full' then 63 when 'contributor' then 7 else 3 end) stored,
  given_at timestamptz not null,
  given_by uuid not null references person,
  primary key (space_id, principal_id)
);
create index case_share_by_principal on case_share (principal_id);

-- People who left a case: what a group of theirs was given is not theirs until somebody names them again.
create table case_leaver (
  space_id uuid not null references space,
  person_id uuid not null references person,
  left_at timestamptz not null,
  primary key (space_id, person_id)
);

-- A case that is offered to a colleague (R4): nobody but its owner has anything of it until it is answered.
create table case_offer (
  space_id uuid primary key references space,
  person_id uuid not null references person,
  offered_at timestamptz not null
);
create index case_offer_by_person on case_offer (person_id);
