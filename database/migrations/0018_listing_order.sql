-- Words that many names contain are found by walking the names in order, not by sorting all that contain them (J2).
create index workgroup_found_in_order on workgroup (name_key, id)
  where listed = 'everyone' and archived_at is null and deleted_at is null;
