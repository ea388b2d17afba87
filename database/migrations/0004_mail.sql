-- Outgoing mail stays readable here, sent or not (E3).

create table outbox (
  id uuid primary key,
  organization_id uuid,
  person_id uuid,
  to_address text not null,
  kind text not null,
  language text not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  created_at timestamptz not null,
  next_try_at timestamptz not null,
  tries integer not null default 0,
  sent_at timestamptz,
  failed_at timestamptz,
  last_error text
);

create index outbox_due on outbox (next_try_at) where sent_at is null and failed_at is null;
create index outbox_newest on outbox (created_at desc, id desc);
