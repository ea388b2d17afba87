-- "They may decline, and block the inviter" (J5): also who has no account yet, so an address blocks, not a person.
drop table blocked_inviter;

create table blocked_inviter (
  email_key text not null,
  inviter_id uuid not null references person,
  at timestamptz not null,
  primary key (email_key, inviter_id)
);

create index outbox_of_organization on outbox (organization_id, created_at desc, id desc);
