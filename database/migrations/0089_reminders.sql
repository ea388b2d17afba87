-- Somebody wants to be reminded of an item: once, or again and again by a rule (RFC 5545). Nobody else learns of it.
create table reminder (
  space_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  -- The next time. How it was said: by the clock of a zone, and by which rule it repeats.
  at timestamptz not null,
  starts_at text not null,
  zone text not null,
  rule text,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, item_id) references item (space_id, id)
);
create index reminder_by_person on reminder (person_id, at);
create index reminder_by_item on reminder (space_id, item_id);
create index reminder_by_moment on reminder (at);
