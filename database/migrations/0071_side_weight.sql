-- Comments and tags count as storage as well (SPEC O7): side_weight is the part of an item's weight that they are.
alter table item add column side_weight bigint not null default 0 check (side_weight >= 0);

with side as (
  select space_id, item_id, sum(bytes) as bytes from (
    select space_id, item_id, octet_length(body) as bytes from comment
    union all select space_id, item_id, octet_length(name) from tag) each
  group by space_id, item_id),
weighed as (
  update item i set side_weight = side.bytes, weight = i.weight + side.bytes
  from side where side.space_id = i.space_id and side.item_id = i.id
  returning i.space_id, side.bytes)
update space_counter c set stored = c.stored + s.bytes
from (select space_id, sum(bytes) as bytes from weighed group by space_id) s where s.space_id = c.space_id;
