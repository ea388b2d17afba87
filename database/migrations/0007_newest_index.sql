-- Lists over all spaces look at the newest few of each: where they lie is in the index itself.
drop index item_newest_in_space;
create index item_newest_in_space on item (space_id, changed_at desc, id desc) include (container_id) where trashed_at is null;
