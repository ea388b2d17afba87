-- A browser in which somebody has proved who they are: strangers who guess elsewhere do not keep it waiting.
create table known_device (
  person_id uuid not null references person,
  -- SHA-256 of the mark that the browser keeps in a cookie
  mark bytea not null,
  -- by signing in with every factor, or by a reset link from the mailbox
  by text not null check (by in ('sign-in', 'reset')),
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (person_id, mark)
);

-- Ending a session forgets the browser that it was in.
alter table session add column device bytea;
