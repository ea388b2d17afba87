-- An organization that no longer allows guests: what becomes of those inside is its admin's decision (SPEC O5).
alter table organization add column guests_inside text check (guests_inside in ('read-only', 'leave'));
alter table organization add column guests_leave_at timestamptz;
alter table organization add check (guests_inside is null or not guests_allowed);
alter table organization add check ((guests_inside = 'leave') = (guests_leave_at is not null));

-- Kept on every group of the organization, so that the rule book finds it without another look-up.
alter table workgroup add column guests_read_only boolean not null default false;
