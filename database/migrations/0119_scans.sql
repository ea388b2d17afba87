-- What the virus scanner says of a content. Infected content keeps its place, but not the name by which it is read: its `file`
-- begins with `infected-` until somebody releases it.
alter table blob
  -- Null where it was stored while the instance had no scanner.
  add column scan text
    check (scan in ('waiting', 'clean', 'infected', 'released', 'too-large', 'failed')),
  -- What was found.
  add column scan_found text,
  -- Attempts that the scanner did not survive, or did not answer.
  add column scan_tries smallint not null default 0,
  add column scanned_at timestamptz;

create index blob_to_scan on blob (scan_tries, created_at) where scan is null or scan = 'waiting';
create index blob_not_scanned on blob (scanned_at) where scan in ('too-large', 'failed');
create index blob_infected on blob (space_id) where scan = 'infected';
