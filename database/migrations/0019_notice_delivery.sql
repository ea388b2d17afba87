-- A mail that had nothing left to say when its turn came was dropped; it did not fail.
alter table outbox add column dropped_at timestamptz;
drop index outbox_due;
create index outbox_due on outbox (next_try_at) where sent_at is null and failed_at is null and dropped_at is null;

-- The link that ends such mails is made when they are sent, as their words are: none stands in the outbox.
alter table outbox drop column headers;

-- Old notices are found by their age.
create index notice_by_age on notice (at);

-- A push that was interrupted goes on after the browser that was told last.
alter table notice add column pushed_up_to uuid;

-- The instance's own keys are sealed with a key that lies in the data folder. A row from before is sealed when it is first read.
alter table notice_secret
  alter column vapid_private drop not null,
  alter column link_key drop not null,
  add column sealed bytea,
  add check (sealed is not null or (vapid_private is not null and link_key is not null)),
  add check (sealed is null or (vapid_private is null and link_key is null));

-- What somebody has not chosen is said in one place, the application.
alter table notice_rhythm
  alter column digest drop default,
  alter column digest_minute drop default,
  alter column digest_day drop default;
