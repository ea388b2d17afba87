-- What is left of all rights: an archived group is read-only, a deleted one is gone, a tool that is off is hidden (G5, G6, G7).

-- A table function of one row, so that it melts into the statement that asks.

create or replace function rights_left(space uuid, of_tool text) returns table (bits integer)
language sql stable as $$
  select coalesce(
    (select case
        when w.deleted_at is not null then 0
        when not (of_tool = any (w.tools)) then 0
        when w.archived_at is not null then 3
        else 63
      end
     from workgroup w where w.id = space),
    63)
$$;
