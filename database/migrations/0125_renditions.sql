-- What is made of a content for people to see or find it, by a process of its own: a thumbnail, its text. It has no rights of its
-- own, does not count as storage, and is released with the content.
create table rendition (
  space_id uuid not null,
  sha256 bytea not null,
  kind text not null,
  state text not null check (state in ('waiting', 'done', 'cannot')),
  -- Why not, by a word.
  reason text,
  -- On the disk; null for a text.
  file text,
  content text,
  -- Characters of the text.
  letters int not null default 0,
  -- The search has read the text.
  indexed boolean not null default true,
  tries int not null default 0,
  -- In whose turn it is made.
  asked_by uuid not null,
  asked_at timestamptz not null,
  primary key (space_id, sha256, kind),
  foreign key (space_id, sha256) references blob (space_id, sha256) on delete cascade
);
create index rendition_waiting on rendition (asked_at) where state = 'waiting';
create index rendition_not_indexed on rendition (space_id, sha256) where not indexed;

insert into rendition (space_id, sha256, kind, state, asked_by, asked_at)
select b.space_id, b.sha256, k.kind, 'waiting', b.created_by, b.created_at
from blob b cross join (values ('thumbnail'), ('text')) as k (kind)
where b.media_type = 'application/octet-stream';

alter table blob drop column thumbnail;
