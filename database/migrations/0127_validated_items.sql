-- An item that was validated is read-only for everybody until somebody changes it again.
alter table item add column validated_at timestamptz, add column validated_by uuid,
  add check ((validated_at is null) = (validated_by is null));

alter table item_version drop constraint item_version_why_check,
  add check (why in ('created', 'edited', 'restored', 'imported', 'named', 'validated'));
