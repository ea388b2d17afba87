-- Files that are released with their last item, counted for their space, and looked through now and then (SPEC O7, X95).

-- The name on the disk. It is never used twice, so a file that is removed is never one that was just added again.
alter table blob add column file text;
update blob set file = encode(sha256, 'hex');
alter table blob alter column file set not null;

-- When the content was last compared with its hash, and what was wrong.
alter table blob add column checked_at timestamptz;
alter table blob add column fault text check (fault in ('missing', 'spoilt'));

create index item_blob_by_content on item_blob (space_id, sha256);

-- What no item names any more was left by items that are gone; its files are removed by the next scrub.
delete from blob b where not exists (select from item_blob n where n.space_id = b.space_id and n.sha256 = b.sha256);

-- Bytes of all files of the space: the sum of its rows in blob, changed together with them.
alter table space_counter add column stored bigint not null default 0 check (stored >= 0);
update space_counter c set stored = (select coalesce(sum(b.size), 0) from blob b where b.space_id = c.space_id);
