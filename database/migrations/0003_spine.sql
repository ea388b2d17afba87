-- Containers, items, grants, the change log, and what hangs on every item of every tool (ARCHITECTURE §4).
-- space_id is first in every key: it is the distribution column; foreign keys stay inside a space.

create table space_counter (
  space_id uuid primary key,
  seq bigint not null default 0
);

create table container (
  space_id uuid not null,
  id uuid not null,
  tool text not null,
  kind text not null,
  parent_id uuid,
  rights_from uuid not null,
  name text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  changed_at timestamptz not null,
  trashed_at timestamptz,
  trashed_by uuid,
  internal_only_at timestamptz,
  internal_only_by uuid,
  primary key (space_id, id),
  foreign key (space_id, parent_id) references container (space_id, id),
  foreign key (space_id, rights_from) references container (space_id, id)
);

create unique index one_root_container_per_tool on container (space_id, tool) where parent_id is null;
create index container_by_parent on container (space_id, parent_id);
create index container_by_rights_from on container (space_id, rights_from);

create table item (
  space_id uuid not null,
  id uuid not null,
  container_id uuid not null,
  tool text not null,
  kind text not null,
  title text not null,
  author_id uuid not null,
  taken_over_by uuid,
  taken_over_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  version integer not null default 1,
  trashed_at timestamptz,
  trashed_by uuid,
  internal_only_at timestamptz,
  internal_only_by uuid,
  primary key (space_id, id),
  foreign key (space_id, container_id) references container (space_id, id)
);

create index item_newest_in_container on item (space_id, container_id, changed_at desc, id desc) where trashed_at is null;
create index item_by_title_in_container on item (space_id, container_id, lower(title), id) where trashed_at is null;
create index item_newest_in_space on item (space_id, changed_at desc, id desc) where trashed_at is null;
create index item_in_trash on item (space_id, trashed_at desc, id) where trashed_at is not null;

-- One principal's rights on one container or item. rights: busy 1, view 2, add 4, edit 8, delete 16, manage 32.
create table access_grant (
  space_id uuid not null,
  id uuid not null,
  container_id uuid not null,
  item_id uuid,
  principal_id uuid not null,
  principal_kind text not null check (principal_kind in ('person', 'group')),
  rights integer not null check (rights between 1 and 63),
  granted_at timestamptz not null,
  granted_by uuid not null,
  primary key (space_id, id),
  foreign key (space_id, container_id) references container (space_id, id),
  foreign key (space_id, item_id) references item (space_id, id),
  -- an item's own grants add view or edit only (A2)
  check (item_id is null or rights in (2, 10))
);

create unique index one_container_grant_per_principal on access_grant (space_id, container_id, principal_id) where item_id is null;
create unique index one_item_grant_per_principal on access_grant (space_id, item_id, principal_id) where item_id is not null;
create index access_grant_by_principal on access_grant (principal_id, space_id);

create table change (
  space_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  kind text not null,
  container_id uuid,
  item_id uuid,
  detail jsonb not null default '{}',
  primary key (space_id, seq)
);

create index change_by_item on change (space_id, item_id, seq) where item_id is not null;

create table comment (
  space_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  author_id uuid not null,
  body text not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  trashed_at timestamptz,
  trashed_by uuid,
  primary key (space_id, id),
  foreign key (space_id, item_id) references item (space_id, id)
);

create index comment_by_item on comment (space_id, item_id, created_at, id);

-- Who was named, where: a person, or a group as a name for its members.
create table mention (
  space_id uuid not null,
  item_id uuid not null,
  comment_id uuid,
  principal_id uuid not null,
  mentioned_by uuid not null,
  at timestamptz not null,
  foreign key (space_id, item_id) references item (space_id, id),
  foreign key (space_id, comment_id) references comment (space_id, id)
);

create unique index one_mention_each on mention (space_id, item_id, comment_id, principal_id) nulls not distinct;
create index mention_by_principal on mention (principal_id, at desc);

-- to_space_id may be another space: nothing is said of it to whoever may not see it.
create table item_link (
  space_id uuid not null,
  item_id uuid not null,
  to_space_id uuid not null,
  to_item_id uuid not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (space_id, item_id, to_space_id, to_item_id),
  foreign key (space_id, item_id) references item (space_id, id)
);

create index item_link_back on item_link (to_space_id, to_item_id);

create table tag (
  space_id uuid not null,
  item_id uuid not null,
  name_key text not null,
  name text not null,
  primary key (space_id, item_id, name_key),
  foreign key (space_id, item_id) references item (space_id, id)
);

create index tag_by_name on tag (space_id, name_key);

create table favourite (
  person_id uuid not null,
  space_id uuid not null,
  thing text not null check (thing in ('space', 'container', 'item')),
  thing_id uuid not null,
  at timestamptz not null,
  primary key (person_id, space_id, thing_id)
);

create table follow (
  person_id uuid not null,
  space_id uuid not null,
  item_id uuid not null,
  at timestamptz not null,
  primary key (person_id, space_id, item_id)
);

create index follow_by_item on follow (space_id, item_id);

create table recent (
  person_id uuid not null,
  space_id uuid not null,
  item_id uuid not null,
  at timestamptz not null,
  primary key (person_id, space_id, item_id)
);

create index recent_newest on recent (person_id, at desc);

-- How far somebody has read a space's change log.
create table seen (
  person_id uuid not null,
  space_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  primary key (person_id, space_id)
);

-- Files are blobs named by their SHA-256; equal content is shared inside a space only.
create table blob (
  space_id uuid not null,
  sha256 bytea not null,
  size bigint not null,
  media_type text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (space_id, sha256)
);

create table item_blob (
  space_id uuid not null,
  item_id uuid not null,
  sha256 bytea not null,
  name text not null,
  primary key (space_id, item_id, sha256),
  foreign key (space_id, item_id) references item (space_id, id),
  foreign key (space_id, sha256) references blob (space_id, sha256)
);
