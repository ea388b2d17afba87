-- The key by which a member is sorted and found; it is stored with the flat membership.
create or replace function member_name_key(first_name text, last_name text) returns text
language sql immutable parallel safe as $$
  select folded(last_name || ' ' || first_name || ' ' || last_name)
$$;
