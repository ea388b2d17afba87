-- People who may answer a request for access to the target of a link (SPEC J8), and how they could give it: by a right on
-- the thing alone where the asker could hold one (A7), otherwise by making them a member of the group. No row when the
-- thing does not exist, is hidden from the asker (G10, J7), is already visible to them, or when nobody may or wants to
-- answer them.
create or replace function reached_by(asker uuid, in_space uuid, thing uuid)
returns table (person_id uuid, way text, container_id uuid, item_id uuid, is_author boolean)
language sql stable as $$
  with place as materialized (
      select s.id, s.kind, s.owner_id, c.id as container_id, i.id as item_id, c.rights_from, c.tool, w.who_invites,
        coalesce(c.internal, false) or i.internal_only_at is not null as internal, coalesce(i.created_at, 'infinity') as made,
        coalesce(i.taken_over_by, i.author_id) as author, is_in(asker, s.id) as inside, is_guest(asker, s.id) as guest,
        coalesce(w.guests_allowed and o.guests_allowed, false) as guests_welcome
      from space s
      join person me on me.id = asker and me.deactivated_at is null
      left join workgroup w on w.id = s.id
      left join organization o on o.id = w.organization_id
      left join item i on i.space_id = s.id and i.id = thing and i.trashed_at is null
      left join container c on c.space_id = s.id and c.id = coalesce(i.container_id, thing) and c.trashed_at is null
      where s.id = in_space and s.owner_id is distinct from asker
        and (s.owner_id is not null or (w.deleted_at is null and w.archived_at is null))
        and (thing is null or i.id is not null or c.parent_id is not null) and (thing is null or c.id is not null)),
    open as (
      select p.*, case
          when p.kind = 'private' and p.container_id is not null and still_works(asker, p.owner_id, 'person', asker) then 'right'
          when p.kind = 'group' and p.inside and p.container_id is not null then 'right'
          when p.kind = 'group' and not p.inside and (not p.guest or p.guests_welcome) then 'membership'
        end as way
      from place p
      where not (p.internal and p.guest)
        and not exists (select from effective_kept_out k where k.group_id = p.id and k.person_id = asker)
        and not exists (select from rights_on(asker, p.id, p.rights_from, p.item_id, p.tool, p.internal, p.made, p.author) r
          where p.container_id is not null
            and item_rights(r.bits, r.own, p.author is not distinct from asker, r.left_over) & 2 <> 0)),
    candidate as (
      select o.*, who.person_id from open o cross join lateral (
          select o.author as person_id where o.author is not null
          union select r.person_id from space_rule r where r.space_id = o.id
          union select g.person_id from grant_rule g where g.space_id = o.id and g.container_id = o.rights_from
            and g.item_id is null and g.because = 'by-name' and g.rights & 32 <> 0) who
      where o.way = 'right'
      union all
      select o.*, m.person_id from open o join effective_membership m on m.group_id = o.id
        and m.role <> 'member' and invites_as(m.role, o.who_invites)
      where o.way = 'membership')
  select distinct c.person_id, c.way, c.container_id, c.item_id, c.author is not distinct from c.person_id
  from candidate c
  join person p on p.id = c.person_id and p.deactivated_at is null and p.id <> asker
  left join lateral rights_on(c.person_id, c.id, c.rights_from, c.item_id, c.tool, c.internal, c.made, c.author) r on c.way = 'right'
  where (c.way = 'membership'
      or (item_rights(r.bits, r.own, c.author is not distinct from c.person_id, r.left_over) & 2 <> 0
        and (c.author is not distinct from c.person_id or r.bits & r.left_over & 32 <> 0)))
    and not exists (select from blocked_inviter b where b.email_key = p.email_key and b.inviter_id = asker)
$$;
