-- The codes of words side by side (server/foundation/search/pairs.ts) are among the words of every text, long or short, without
-- positions: a phrase is looked for only in items that have its codes.
create function search_keys(space uuid, words tsvector) returns tsvector
language sql immutable strict parallel safe as $$
  select array_to_tsvector(string_to_array(
    right(space::text, 8) || '~' || array_to_string(tsvector_to_array(words), ' ' || right(space::text, 8) || '~')
    || coalesce(' ' || right(space::text, 8) || '='
      || nullif(array_to_string(tsvector_to_array(ts_filter(words, '{a}')), ' ' || right(space::text, 8) || '='), ''), ''), ' '))
$$;

drop index search_row_by_key;
create index search_row_by_key on search_row using gin (search_keys(space_id, words)) with (fastupdate = off);
drop function search_keys(uuid, tsvector, text);
alter table search_row drop column pairs;

-- Everything is read again in the background.
delete from search_position;
