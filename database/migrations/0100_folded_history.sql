-- The details of lines that a history tells, folded like the words of its search: the predicate is that of
-- change_of_governance. Lines about items, which are most lines, store nothing.
alter table change add column detail_key text generated always as
  (case when item_id is null or kind like '%.access-changed' then folded(detail::text) end) stored;
