-- What every item says, as words (Q1). Rights, trash and places are not here: a search reads them from the item and its
-- container, so that nothing can differ from them. Words and positions are made by server/foundation/search/words.ts.

create table search_row (
  space_id uuid not null,
  item_id uuid not null,
  -- Up to which line of the log of the space the words are those of the item.
  seq bigint not null,
  -- Folded words and their stems, each with its positions; those of title and tags have the weight A.
  words tsvector not null,
  primary key (space_id, item_id),
  foreign key (space_id, item_id) references item (space_id, id)
) with (toast_tuple_target = 256);

alter table search_row alter column words set storage external;

-- The words as the index has them: each begins with its space, so that a search costs what the asker's own spaces hold, and
-- its time tells nothing of any other. `=` begins those of title and tags, `~` all.
create function search_keys(space uuid, words tsvector) returns tsvector
language sql immutable strict parallel safe as $$
  select array_to_tsvector(array(
    select right(space::text, 8) || '~' || w.lexeme from unnest(words) w
    union all
    select right(space::text, 8) || '=' || w.lexeme from unnest(words) w where 'A' = any (w.weights)))
$$;

-- Without a list of pending rows, which each space of a search would read again.
create index search_row_by_key on search_row using gin (search_keys(space_id, words)) with (fastupdate = off);

-- How far the log of a space is followed. `reached`: all items of the space are read again, up to this id; null: they have been.
-- A space without a row has not been read yet: taking the rows away builds the index again.
create table search_position (
  space_id uuid primary key,
  seq bigint not null,
  reached uuid
);
