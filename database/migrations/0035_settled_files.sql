-- A file that was added and then not used is let go once the trash would have let it go (SPEC O7).
alter table item_blob add column named_at timestamptz not null default now();
alter table item_blob add column settled boolean not null default false;
create index item_blob_unsettled on item_blob (named_at) where not settled;
