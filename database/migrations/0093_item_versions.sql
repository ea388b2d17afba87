-- Versions belong to items of any tool. They are weighed with the comments and tags of their item (side_weight).
alter table note_version rename to item_version;
alter table item_version rename constraint note_version_pkey to item_version_pkey;
alter table item_version rename constraint note_version_why_check to item_version_why_check;
alter table item_version drop constraint note_version_space_id_item_id_fkey;
alter table item_version add foreign key (space_id, item_id) references item (space_id, id);

-- kept: never thinned out. words: counted once, so that a list of versions does not read their texts.
alter table item_version add column kept boolean not null default false;
alter table item_version add column words integer not null default 0;
update item_version
set words = coalesce(array_length(regexp_split_to_array(nullif(regexp_replace(text, '^\s+|\s+$', '', 'g'), ''), '\s+'), 1), 0);

update item i set side_weight = i.side_weight + v.bytes
from (select space_id, item_id, sum(bytes) as bytes from item_version group by space_id, item_id) v
where v.space_id = i.space_id and v.item_id = i.id;
