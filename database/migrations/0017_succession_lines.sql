-- Who is named to follow an administrator belongs into the history of the group (M8, V2).
drop index change_of_governance;
create index change_of_governance on change (space_id, at desc, seq desc)
  where split_part(kind, '.', 1) in ('organization', 'plan', 'person', 'group', 'member', 'successor', 'invitation', 'request')
    or kind in ('container.access-changed', 'item.access-changed');
