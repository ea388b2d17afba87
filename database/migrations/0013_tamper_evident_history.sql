-- Each line of a history carries the hash of itself and of the line before it (V2): who changes or takes out one shows it.
-- Lines from before have none; the chain begins with the next one. The formula is in database/access/6_….
alter table change add column address text;
alter table change add column hash bytea;
alter table space_counter add column hash bytea;

-- Who did what to whose rights and membership: what the histories of groups and organizations are made of.
create index change_of_governance on change (space_id, at desc, seq desc)
  where split_part(kind, '.', 1) in ('organization', 'plan', 'person', 'group', 'member', 'invitation', 'request')
    or kind in ('container.access-changed', 'item.access-changed');
