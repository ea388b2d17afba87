-- A small picture of the content, made when it is first shown and removed with it. It does not count as storage.
alter table blob add column thumbnail text;
