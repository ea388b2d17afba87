-- Spaces, groups, membership, invitations (SPEC G, J, M). A group's id is its space's id.

create table space (
  id uuid primary key,
  kind text not null check (kind in ('private', 'group', 'case')),
  organization_id uuid references organization,
  owner_id uuid references person,
  hue smallint not null default 0 check (hue between 0 and 12),
  created_at timestamptz not null,
  check ((kind = 'private') = (owner_id is not null))
);

create unique index one_private_space_per_person on space (owner_id) where kind = 'private';

create table workgroup (
  id uuid primary key references space,
  organization_id uuid not null references organization,
  name text not null,
  handle text not null unique,
  objective text not null default '',
  picture text,
  language text not null default 'en' check (language in ('en', 'fr')),
  activity text not null default 'business' check (activity in ('business', 'other')),
  sector text,
  starts_on date,
  ends_on date,
  template text not null default 'team',
  listed text not null default 'no' check (listed in ('no', 'organization', 'everyone')),
  member_list_published boolean not null default false,
  joining text not null default 'invitation' check (joining in ('open', 'request', 'invitation')),
  who_invites text not null default 'administrator' check (who_invites in ('administrator', 'moderators', 'members')),
  guests_allowed boolean not null default false,
  tools text[] not null default '{}',
  notifications boolean not null default true,
  hide_tasks boolean not null default false,
  mailing_list boolean not null default false,
  who_posts text not null default 'members' check (who_posts in ('members', 'organization', 'anyone')),
  default_rights integer not null default 3,
  history_horizon text not null default 'all' check (history_horizon in ('all', 'joined')),
  guide_dismissed_at timestamptz,
  created_by uuid not null references person,
  created_at timestamptz not null,
  archived_at timestamptz,
  archived_by uuid references person,
  deleted_at timestamptz,
  deleted_by uuid references person,
  check (joining <> 'open' or listed <> 'no'),
  check (joining <> 'request' or listed <> 'no'),
  check (not member_list_published or listed <> 'no'),
  check (ends_on is null or starts_on is null or ends_on >= starts_on)
);

create index workgroup_by_organization on workgroup (organization_id) where deleted_at is null;

-- Names are unique in the organization without case, accents or surrounding space; old names stay reserved (G2).
create table workgroup_name (
  organization_id uuid not null references organization,
  name_key text not null,
  group_id uuid not null references workgroup,
  since timestamptz not null,
  primary key (organization_id, name_key)
);

create index workgroup_name_by_group on workgroup_name (group_id);

create table membership (
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  role text not null check (role in ('administrator', 'co-administrator', 'moderator', 'member')),
  since timestamptz not null,
  how text not null check (how in ('created', 'added', 'invited', 'joined', 'approved', 'handed-over')),
  brought_by uuid references person,
  until timestamptz,
  sponsor_id uuid references person,
  primary key (group_id, person_id)
);

create index membership_by_person on membership (person_id);
create unique index one_administrator_per_group on membership (group_id) where role = 'administrator';

-- A group as a member of another (G9).
create table group_nesting (
  outer_id uuid not null references workgroup,
  inner_id uuid not null references workgroup,
  role text not null check (role in ('co-administrator', 'moderator', 'member')),
  since timestamptz not null,
  brought_by uuid not null references person,
  primary key (outer_id, inner_id),
  check (outer_id <> inner_id)
);

create index group_nesting_by_inner on group_nesting (inner_id);

-- Membership kept flat: one row per way in. via_id is the group itself for a direct member, else the inner group.
create table effective_membership (
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  via_id uuid not null references workgroup,
  role text not null,
  primary key (group_id, person_id, via_id)
);

create index effective_membership_by_person on effective_membership (person_id, group_id);

create table invitation (
  id uuid primary key,
  organization_id uuid not null references organization,
  group_id uuid references workgroup,
  org_role text check (org_role in ('admin', 'manager', 'coordinator', 'member')),
  plan_id uuid references plan,
  role text not null default 'member' check (role in ('co-administrator', 'moderator', 'member')),
  email text not null,
  email_key text not null,
  message text not null default '',
  language text not null default 'en' check (language in ('en', 'fr')),
  token_hash bytea not null unique,
  invited_by uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  times_sent integer not null default 1,
  last_sent_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references person,
  declined_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  check ((group_id is null) = (org_role is not null))
);

create unique index one_pending_invitation_per_group_and_address on invitation (group_id, email_key)
  where group_id is not null and accepted_at is null and declined_at is null and withdrawn_at is null;
create unique index one_pending_invitation_per_organization_and_address on invitation (organization_id, email_key)
  where group_id is null and accepted_at is null and declined_at is null and withdrawn_at is null;
create index invitation_by_address on invitation (email_key);

-- The groups that an invited colleague will be in (O4).
create table invitation_group (
  invitation_id uuid not null references invitation,
  group_id uuid not null references workgroup,
  role text not null check (role in ('co-administrator', 'moderator', 'member')),
  primary key (invitation_id, group_id)
);

create table join_request (
  id uuid primary key,
  group_id uuid not null references workgroup,
  person_id uuid not null references person,
  message text not null default '',
  created_at timestamptz not null,
  decision text check (decision in ('approved', 'declined', 'withdrawn')),
  decided_at timestamptz,
  decided_by uuid references person,
  reason text not null default ''
);

create unique index one_open_join_request on join_request (group_id, person_id) where decision is null;
