-- The order of a container is read page by page: an item that nobody has placed has the last position, and the oldest comes first.
-- Positions are within ±2^52, so that a cursor holds them exactly; what was placed until now is numbered again.
drop index item_in_order;
update item i set position = n.nth * 4294967296
from (select space_id, id, row_number() over (partition by space_id, container_id order by position, created_at, id) as nth
  from item where position is not null) n
where n.space_id = i.space_id and n.id = i.id;
update item set position = 9007199254740991 where position is null;
alter table item alter column position set default 9007199254740991;
alter table item alter column position set not null;
create index item_in_order on item (space_id, container_id, position, id);
