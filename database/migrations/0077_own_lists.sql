-- Which containers of a space have a list of rights of their own: few, however many there are.
create index container_with_own_list on container (space_id, name_key, id)
  where trashed_at is null and rights_from = id and parent_id is not null;
