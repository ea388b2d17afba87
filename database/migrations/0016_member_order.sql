-- A member's name beside the membership: a page of a group of ten thousand reads no more than a page, in the order of names.
-- Last, first and last name again, without case and accents, so that both orders are found in it. Kept
-- by whatever writes the row or the name (member_name_key in database/access/7_…).
alter table flat_membership add column name_key text collate "C" not null default '';

update flat_membership m set name_key = lower(trim(regexp_replace(regexp_replace(normalize(
    p.last_name || ' ' || p.first_name || ' ' || p.last_name, NFKD), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g')))
from person p where p.id = m.person_id;

create index flat_membership_by_name on flat_membership (group_id, name_key, person_id) include (via_id, until);
