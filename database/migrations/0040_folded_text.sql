-- One way to make text plain (SPEC G2, Q1), the same as in server/kernel/plain-text.ts: without case, accents, width, ligatures,
-- kinds of apostrophes and dashes, and without what cannot be seen. A test compares the two.

-- Case of every script, whatever the locale of the database: Unicode's own rules where PostgreSQL brings them.
do $do$ begin
  execute format($make$
create function folded(given text) returns text language sql immutable strict parallel safe as $body$
  select trim(regexp_replace(
    replace(replace(replace(replace(
      translate(
        lower(regexp_replace(normalize(translate(given, '´', ''''), NFKD),
          '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF'
          '\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]+',
          '', 'g') collate %I),
        'øđðłħŧıς‘’‚‛ʻʼʽˈ′`ʹ‹›“”„‟«»‐‒–—―−⁃',
        'oddlhtiσ''''''''''''''''''''''''''""""""-------'),
      'ß', 'ss'), 'œ', 'oe'), 'æ', 'ae'), 'þ', 'th'),
    '[\u0001-\u0020\u007F-\u009F\u1680\u2028\u2029]+', ' ', 'g'))
$body$ $make$, coalesce(
    (select collname from pg_collation where collname in ('pg_c_utf8', 'und-x-icu')
      and collnamespace = 'pg_catalog'::regnamespace and collencoding in (-1, pg_char_to_encoding('UTF8'))
      order by collname limit 1), 'default'));
end $do$;

drop index item_by_title_in_container;
alter table item add column title_key text not null generated always as (folded(title)) stored;
create index item_by_title_in_container on item (space_id, container_id, title_key, id) where trashed_at is null;

-- What searches look in; the text itself is in `state`.
alter table note rename column text to search_text;
update note set search_text = folded(search_text);

-- Last, first and last name again, so that both orders are found in it, and the address.
alter table person add column search_key text not null generated always as (
  folded(last_name || ' ' || first_name || ' ' || last_name || ' ' || email)) stored;

update organization set name_key = folded(name);
update flat_membership m set name_key = folded(p.last_name || ' ' || p.first_name || ' ' || p.last_name)
from person p where p.id = m.person_id;

-- Names that differed only by what does not count any more: the older one keeps it.
delete from workgroup_name n using workgroup_name older
where older.organization_id = n.organization_id and folded(older.name_key) = folded(n.name_key)
  and (older.since, older.group_id, older.name_key) < (n.since, n.group_id, n.name_key);
update workgroup_name set name_key = folded(name_key) where name_key <> folded(name_key);
delete from tag t using tag other
where other.space_id = t.space_id and other.item_id = t.item_id and folded(other.name) = folded(t.name)
  and other.name_key < t.name_key;
update tag set name_key = folded(name) where name_key <> folded(name);

alter table workgroup drop column name_key, drop column sector_key;
alter table workgroup add column name_key text not null generated always as (folded(name)) stored;
alter table workgroup add column sector_key text generated always as (folded(sector)) stored;
update workgroup set name_threes = array(
  select distinct substr(name_key, at, 3) from generate_series(1, length(name_key) - 2) at);
create index workgroup_in_directory on workgroup (organization_id, name_key, id)
  where listed <> 'no' and archived_at is null and deleted_at is null;
create index workgroup_in_directory_by_openness on workgroup (organization_id, openness, name_key, id)
  where listed <> 'no' and archived_at is null and deleted_at is null;
create index workgroup_found_in_order on workgroup (name_key, id)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
create index workgroup_found_by_activity on workgroup (activity, language, name_key, id)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
create index workgroup_found_by_sector on workgroup (sector_key, name_key, id)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
