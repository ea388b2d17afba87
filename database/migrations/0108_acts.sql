-- Lines that one act on many things wrote have its id; an act that was undone is no news any more, nor is its undo.
alter table change add column act uuid, add column undone boolean not null default false;
create index change_of_act on change (space_id, act) where act is not null;

-- Waiting undos last half a minute.
delete from bulk_undo;
alter table bulk_undo add column act uuid not null;
