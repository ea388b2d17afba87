-- The order that people give to the items of a container by hand; null as long as nobody has.
alter table item add column position bigint;
create index item_in_order on item (space_id, container_id, position) where position is not null;
