-- A person changes their e-mail address (SPEC O3). While the new address is not proven, the row belongs to the session that
-- asked and ends with it; once it is (changed_at), it holds the way back, which whoever reads the old address has for a while.
create table email_change (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  session_id uuid references session (id) on delete cascade,
  from_email text not null,
  to_email text not null,
  -- what the link in the mail to the new address hashes to
  proof_hash bytea unique,
  -- what the link in the mail to the old address hashes to
  stop_hash bytea not null unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  changed_at timestamptz,
  check ((changed_at is null) = (session_id is not null)),
  check ((changed_at is null) = (proof_hash is not null))
);

create unique index one_email_change_under_way_each on email_change (person_id) where changed_at is null;
create index email_change_by_person on email_change (person_id);
create index email_change_by_session on email_change (session_id) where session_id is not null;
create index email_change_by_end on email_change (expires_at);
