-- What concerns one person, told to them (SPEC E1). Notices are made by following the change log of every space.

-- How far the log of each space has been followed. What happened before this migration is no news.
create table notice_position (
  space_id uuid primary key,
  seq bigint not null
);

insert into notice_position (space_id, seq) select space_id, seq from space_counter;

-- One line for one person: what happened to one thing since they last read of it. Nothing of the thing itself is kept:
-- whether they may still see it, and what it says, is found out when it is shown or sent (A11).
create table notice (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  space_id uuid not null,
  kind text not null,
  -- the item, container, invitation or group that it is about: what happens to the same is one line
  about uuid not null,
  container_id uuid,
  item_id uuid,
  -- newest first: comments, people who ask
  things uuid[] not null default '{}',
  actors uuid[] not null default '{}',
  events integer not null,
  detail jsonb not null default '{}',
  -- the newest change in it
  seq bigint not null,
  at timestamptz not null,
  read_at timestamptz,
  listed boolean not null,
  push_at timestamptz,
  mail_at timestamptz,
  mailed_at timestamptz,
  digest_at timestamptz,
  -- the mail in the outbox that will tell of it
  mail_id uuid
);

create unique index one_unread_notice_about_a_thing on notice (person_id, space_id, kind, about) where read_at is null;
create unique index one_notice_of_a_change on notice (person_id, space_id, kind, about, seq);
create index notice_newest on notice (person_id, at desc, id desc);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_to_push on notice (push_at) where push_at is not null;
create index notice_to_mail on notice (mail_at) where mail_at is not null;
create index notice_for_digest on notice (person_id) where digest_at is not null;
create index notice_by_mail on notice (mail_id) where mail_id is not null;

-- What somebody wants to hear of, how; without a space: everywhere. Only what differs from the defaults is kept.
create table notice_level (
  person_id uuid not null references person on delete cascade,
  space_id uuid,
  family text not null,
  product boolean not null,
  push boolean not null,
  mail text not null check (mail in ('off', 'digest', 'at-once'))
);

create unique index one_notice_level_each on notice_level (person_id, space_id, family) nulls not distinct;

create table notice_mute (
  person_id uuid not null references person on delete cascade,
  space_id uuid not null,
  until timestamptz,
  primary key (person_id, space_id)
);

-- Hours of the person's own day, in minutes since midnight; digest_day: 1 is Monday.
create table notice_rhythm (
  person_id uuid primary key references person on delete cascade,
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  digest text not null default 'daily' check (digest in ('off', 'daily', 'weekly')),
  digest_minute smallint not null default 480 check (digest_minute between 0 and 1439),
  digest_day smallint not null default 1 check (digest_day between 1 and 7),
  check ((quiet_from is null) = (quiet_to is null))
);

-- When the next digest is due, for whom something waits; reckoned in this zone.
create table notice_digest (
  person_id uuid primary key references person on delete cascade,
  due_at timestamptz not null,
  zone text not null
);

create index notice_digest_due on notice_digest (due_at);

-- A browser that wants to be told while no page is open, for as long as its session lives.
create table push_subscription (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  session_id uuid not null references session (id) on delete cascade,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  user_agent text not null default '',
  created_at timestamptz not null
);

create index push_subscription_by_person on push_subscription (person_id);
create index push_subscription_by_session on push_subscription (session_id);

-- Made once: the key pair that push services know this instance by (RFC 8292), and what signs the links that end mails.
create table notice_secret (
  only_one boolean primary key default true check (only_one),
  vapid_public text not null,
  vapid_private text not null,
  link_key bytea not null
);

-- List-Unsubscribe and the like; and mails whose words are put together when they are sent.
alter table outbox add column headers jsonb not null default '{}';
alter table outbox add column at_sending boolean not null default false;
