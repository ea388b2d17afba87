-- The people in an archive whom its importer chose to invite, and what came of it (SPEC G13, M4).
alter table group_import add column invite text[] not null default '{}';
alter table group_import add column invited integer not null default 0;
alter table group_import add column not_invited text[] not null default '{}';
