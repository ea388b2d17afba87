-- A search orders its matches by when their items were last changed: with that time in the row, the index's matches are put in
-- order without reading their items.
alter table search_row add column changed_at timestamptz;
update search_row r set changed_at = i.changed_at from item i where i.space_id = r.space_id and i.id = r.item_id;
alter table search_row alter column changed_at set not null;

-- The same keys as before, made without a row for each, in two fifths of the processor time. Words never contain a space.
create or replace function search_keys(space uuid, words tsvector) returns tsvector
language sql immutable strict parallel safe as $$
  select array_to_tsvector(string_to_array(
    right(space::text, 8) || '~' || array_to_string(tsvector_to_array(words), ' ' || right(space::text, 8) || '~')
    || coalesce(' ' || right(space::text, 8) || '='
      || nullif(array_to_string(tsvector_to_array(ts_filter(words, '{a}')), ' ' || right(space::text, 8) || '='), ''), ''), ' '))
$$;

-- The words of common pairs are new: everything is read again in the background.
delete from search_position;
