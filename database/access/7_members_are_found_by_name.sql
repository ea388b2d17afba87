-- The name that a member is sorted and found by stands beside the membership.
create or replace function member_name_key(first_name text, last_name text) returns text
language sql immutable parallel safe as $$
  select lower(trim(regexp_replace(regexp_replace(normalize(last_name || ' ' || first_name || ' ' || last_name, NFKD),
    '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g')))
$$;

create or replace function name_a_member() returns trigger language plpgsql as $$
begin
  select member_name_key(p.first_name, p.last_name) into new.name_key from person p where p.id = new.person_id;
  return new;
end $$;

create or replace trigger member_is_named before insert on flat_membership
for each row execute function name_a_member();

create or replace function rename_a_member() returns trigger language plpgsql as $$
begin
  update flat_membership set name_key = member_name_key(new.first_name, new.last_name) where person_id = new.id;
  return null;
end $$;

create or replace trigger member_is_renamed after update of first_name, last_name on person
for each row when (old.first_name <> new.first_name or old.last_name <> new.last_name)
execute function rename_a_member();
