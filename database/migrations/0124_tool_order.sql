-- How a person has ordered the tools, the same in all spaces: those shown first and those under "More". Tools in neither list
-- have not been placed. On a phone, one tab opens a tool, or the search.
alter table person
  add column pinned_tools text[] not null default '{}',
  add column more_tools text[] not null default '{}',
  add column tab text not null default 'search';
