-- Which words a long text has side by side, as codes of two letters (server/foundation/search/pairs.ts): a phrase is looked for
-- only in items that have the codes of its pairs, or none at all.
alter table search_row add column pairs text not null default '';
alter table search_row alter column pairs set storage external;

-- The words and pairs as the index has them: each begins with its space, so that a search costs what the asker's own spaces
-- hold, and its time tells nothing of any other. `=` begins the words of title and tags, `~` all words, `+` the codes; alone, it
-- marks an item without codes.
create function search_keys(space uuid, words tsvector, pairs text) returns tsvector
language sql immutable strict parallel safe as $$
  select array_to_tsvector(string_to_array(
    right(space::text, 8) || '~' || array_to_string(tsvector_to_array(words), ' ' || right(space::text, 8) || '~')
    || coalesce(' ' || right(space::text, 8) || '='
      || nullif(array_to_string(tsvector_to_array(ts_filter(words, '{a}')), ' ' || right(space::text, 8) || '='), ''), '')
    || ' ' || right(space::text, 8) || '+' || replace(pairs, ' ', ' ' || right(space::text, 8) || '+'), ' '))
$$;

drop index search_row_by_key;
create index search_row_by_key on search_row using gin (search_keys(space_id, words, pairs)) with (fastupdate = off);
drop function search_keys(uuid, tsvector);

-- Everything is read again in the background.
delete from search_position;
