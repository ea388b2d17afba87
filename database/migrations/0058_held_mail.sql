-- A mail about an act that can be taken back is held for a while; what else there is to tell the same reader is folded into it (X109).
alter table outbox
  -- what it is folded by; null once it has been taken for sending
  add column held_as text,
  -- what it tells of, each with its letter; null once it has left
  add column parts jsonb,
  -- whose acts it tells of
  add column causes uuid[] not null default '{}';

create unique index one_held_mail_each on outbox (to_address, organization_id, held_as) nulls not distinct where held_as is not null;
create index outbox_of_a_reader on outbox (to_address, created_at);
