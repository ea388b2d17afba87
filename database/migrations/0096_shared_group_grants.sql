-- A grant in a private space to everybody with whom its owner shares a group (SPEC S1). It gives one right that does not
-- include viewing, busy or add, on a container; its principal is the space itself.
alter table access_grant drop constraint access_grant_principal_kind_check;
alter table access_grant add constraint access_grant_principal_kind_check
  check (principal_kind in ('person', 'group', 'shared-group'));
alter table access_grant add constraint shared_group_grant_without_view
  check (principal_kind <> 'shared-group' or (item_id is null and principal_id = space_id and rights in (1, 4)));
