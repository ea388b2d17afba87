-- Background work: one row for each, with its lease (server/kernel/work.ts) and what Health shows of it (V1).
drop table job;
create table work (
  name text primary key,
  -- The process that does it now, until when, and a number that grows with every lease: whoever lost it commits nothing.
  holder uuid,
  leased_until timestamptz,
  fence bigint not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  next_at timestamptz,
  failures integer not null default 0,
  error text
);

-- Up to where each work that follows the change log has read that of a space.
create table work_position (
  work text not null,
  space_id uuid not null,
  seq bigint not null,
  primary key (work, space_id)
);
insert into work_position (work, space_id, seq) select 'notices', space_id, seq from notice_position;
drop table notice_position;
