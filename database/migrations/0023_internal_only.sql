-- Internal only, and what newcomers see of the past (SPEC G10, G11).

-- A container is internal when it, or one that it lies in, was marked: kept by whatever marks, moves or makes a container.
alter table container add column internal boolean not null default false;

with recursive marked as (
  select space_id, id from container where internal_only_at is not null
  union
  select c.space_id, c.id from marked m join container c on c.space_id = m.space_id and c.parent_id = m.id)
update container c set internal = true from marked m where c.space_id = m.space_id and c.id = m.id;

-- Who came after this moment sees what was made from the day they came; whoever was there before sees everything.
alter table workgroup add column horizon_since timestamptz;
update workgroup set horizon_since = created_at where history_horizon = 'joined';
alter table workgroup add check ((history_horizon = 'joined') = (horizon_since is not null));

-- Since when somebody is inside by this way: through an inner group, since both hold.
alter table flat_membership add column since timestamptz not null default now();

with recursive way as (
  select m.group_id, m.person_id, m.group_id as via_id, m.since from membership m
  union
  select n.outer_id, w.person_id, n.inner_id, greatest(n.since, w.since)
  from way w join group_nesting n on n.inner_id = w.group_id),
first as (select group_id, person_id, via_id, min(since) as since from way group by group_id, person_id, via_id)
update flat_membership f set since = first.since from first
where f.group_id = first.group_id and f.person_id = first.person_id and f.via_id = first.via_id;
