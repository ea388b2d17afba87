-- An item is linked with another item, or with a person or a group that it concerns; `to_space_id` is then their id too.
-- A link made by hand says how (`type`); one that the text contains (`in_text`) need not.
alter table item_link
  add column to_kind text not null default 'item',
  add column type text,
  add column in_text boolean not null default false;
update item_link set type = 'related';
