-- Tokens end with their age, so rows that no token can need any more are deleted (server/foundation/sync).
alter table sight_ended add column at timestamptz not null default now();
alter table sight_ended alter column at drop default;
create index sight_ended_by_time on sight_ended (at);
