-- The passage of a text that a comment is about, and when the comment was resolved.
alter table comment add column passage jsonb, add column resolved_at timestamptz;
