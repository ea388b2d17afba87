-- Texts and their versions count as storage too, also in the trash (SPEC O7).

-- Bytes of a version, computed once: a note with hundreds of them is weighed without reading their texts.
alter table note_version add column bytes integer not null generated always as (octet_length(content::text) + octet_length(text)) stored;

-- Bytes that the tool keeps of the item besides its files. space_counter.stored is the sum of these and of the files of the space.
alter table item add column weight bigint not null default 0 check (weight >= 0);

update item i set weight = octet_length(n.state)
  + coalesce((select sum(octet_length(u.bytes)) from note_update u where u.space_id = n.space_id and u.item_id = n.item_id), 0)
  + coalesce((select sum(v.bytes) from note_version v where v.space_id = n.space_id and v.item_id = n.item_id), 0)
from note n where n.space_id = i.space_id and n.item_id = i.id;

update space_counter c set stored = c.stored + w.weight
from (select space_id, sum(weight) as weight from item group by space_id) w where w.space_id = c.space_id;
