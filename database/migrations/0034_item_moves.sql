-- An item keeps its id wherever it moves, also into another space, and all that hangs on it goes along (SPEC A9).

-- Since when an item is in its space, when it was made elsewhere: what newcomers see of the past counts from here (G11).
alter table item add column arrived_at timestamptz;

-- What an item leaves in the space that it moves out of: rights given by name, which are no rights elsewhere, and its mark.
-- Whoever undoes their move at once finds it again.
create table left_behind (
  space_id uuid not null,
  item_id uuid not null,
  container_id uuid not null,
  moved_by uuid not null,
  moved_at timestamptz not null,
  grants jsonb not null,
  internal_only_at timestamptz,
  internal_only_by uuid,
  arrived_at timestamptz,
  primary key (space_id, item_id)
);

create index left_behind_by_item on left_behind (item_id);
create index item_by_id on item (id);
