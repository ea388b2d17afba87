-- An administrator looks at their group as somebody else would see it (A8): for an hour, reading only.
create table viewing (
  token_hash bytea primary key,
  group_id uuid not null references workgroup,
  viewer_id uuid not null references person,
  -- as a role would, from inside or outside the organization; or as this member
  role text check (role in ('co-administrator', 'moderator', 'member')),
  guest boolean not null default false,
  person_id uuid references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((role is null) <> (person_id is null))
);

create index viewing_by_viewer on viewing (viewer_id);
create index viewing_by_group on viewing (group_id);
