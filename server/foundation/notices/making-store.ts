import { mayAnswerRequest } from '../../access/join-requests.ts'
import type { Database, Transaction } from '../../kernel/db.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import type { Stretch } from '../../kernel/work-following.ts'
import { defaults, families, inBursts, ofOthers, withLetterOfTheirOwn } from './notice.ts'

/** The statements that follow the change log. Their number depends neither on the people nor on the changes. */

/** That somebody may view the container of this alias, or a thing of theirs in it. */
function mayViewContainer(person: string, container: string, marked: string): string {
  return `exists (select from rights_on(${person}, l.space_id, ${container}.rights_from, null, ${container}.tool,
    ${container}.internal or ${marked}, 'infinity', null) r where r.bits & r.left_over & 2 <> 0)`
}

/** Who was named, in a comment or in a text: a person, or everybody in a group. */
const mentions = `
  select l.space_id, l.seq, l.at, m.mentioned_by as actor, 'mention' as kind, 'mention' as family, who.person_id,
    l.item_id as about, l.item_id, l.container_id, coalesce(m.comment_id, l.item_id) as thing, '{}'::jsonb as detail
  from line l
  join mention m on m.space_id = l.space_id and m.item_id = l.item_id and m.at = l.at
    and m.comment_id is not distinct from (l.detail->>'comment')::uuid
  cross join lateral (
    select p.id as person_id from person p where p.id = m.principal_id
    union select e.person_id from effective_membership e where e.group_id = m.principal_id) who
  where l.kind in ('comment.added', 'comment.edited', 'item.edited')`

/** What was said. A comment that comes back is no news. */
const said = `
  select l.space_id, l.seq, l.at, l.item_id, l.container_id, k.id, k.author_id, k.created_at
  from line l
  join comment k on k.space_id = l.space_id and k.id = (l.detail->>'comment')::uuid and k.created_at = l.at
  where l.kind = 'comment.added'`

/** Who hears of what is said on each of these things: as its author or follower, or as somebody who said something there, from then on. */
const listener = `
  select distinct on (w.space_id, w.item_id, w.person_id) w.* from (
    select i.space_id, i.id as item_id, coalesce(i.taken_over_by, i.author_id) as person_id, 'comment' as kind, '-infinity'::timestamptz as since
      from item i join (select distinct space_id, item_id from said) t on t.space_id = i.space_id and t.item_id = i.id
    union all select f.space_id, f.item_id, f.person_id, 'comment', '-infinity'
      from follow f join (select distinct space_id, item_id from said) t using (space_id, item_id)
    union all select b.space_id, b.item_id, b.author_id, 'reply', min(b.created_at)
      from comment b join (select distinct space_id, item_id from said) t using (space_id, item_id)
      where b.trashed_at is null group by b.space_id, b.item_id, b.author_id) w
  order by w.space_id, w.item_id, w.person_id, w.kind`

/** Comments on what somebody wrote or follows, and replies; who is named in it hears of that instead. */
const comments = `
  select k.space_id, k.seq, k.at, k.author_id, who.kind, who.kind, who.person_id, k.item_id, k.item_id, k.container_id, k.id, '{}'::jsonb
  from said k
  join listener who on who.space_id = k.space_id and who.item_id = k.item_id and who.since < k.created_at
  where not exists (select from mention m where m.space_id = k.space_id and m.item_id = k.item_id and m.comment_id = k.id
      and (m.principal_id = who.person_id or is_in(who.person_id, m.principal_id)))`

/** What others do to a thing while it stays where people find it. */
const changes = `('item.edited', 'item.renamed', 'item.moved', 'item.restored')`

/** An edit tells who wrote, which may be several. */
const wroteIt = `coalesce(l.detail->'authors' ? who.person_id::text, false)`

/** Changes to what somebody follows. */
const follows = `
  select l.space_id, l.seq, l.at, l.actor_id, 'followed', 'follow', who.person_id, l.item_id, l.item_id, l.container_id, l.item_id, '{}'::jsonb
  from line l join follow who on who.space_id = l.space_id and who.item_id = l.item_id
  where l.kind in ${changes} and not ${wroteIt}`

/** Everything new and changed in a group, for those who chose that; what is new is not told as changed as well. */
const everything = `
  select l.space_id, l.seq, l.at, l.actor_id, case l.kind when 'item.added' then 'new-item' else 'changed-item' end, 'all', who.person_id,
    l.item_id, l.item_id, l.container_id, l.item_id, '{}'::jsonb
  from line l
  join effective_membership who on who.group_id = l.space_id
  where (l.kind = 'item.added' or l.kind in ${changes}) and not ${wroteIt}
    and exists (select from notice_level x where x.person_id = who.person_id and x.family = 'all'
      and (x.space_id is null or x.space_id = l.space_id) and (x.product or x.push or x.mail <> 'off'))
    and (l.kind = 'item.added' or not (
      exists (select from follow f where f.space_id = l.space_id and f.item_id = l.item_id and f.person_id = who.person_id)
      or exists (select from line a where a.space_id = l.space_id and a.item_id = l.item_id and a.kind = 'item.added')
      or exists (select from notice n where n.person_id = who.person_id and n.space_id = l.space_id and n.kind = 'new-item'
        and n.about = l.item_id and n.read_at is null)))`

/** Something of somebody's was put into the trash. */
const deletions = `
  select l.space_id, l.seq, l.at, l.actor_id, 'deleted', 'follow', coalesce(i.taken_over_by, i.author_id), l.item_id, l.item_id,
    l.container_id, l.item_id, '{}'::jsonb
  from line l join item i on i.space_id = l.space_id and i.id = l.item_id
  where l.kind = 'item.trashed'
  union all
  select l.space_id, l.seq, l.at, l.actor_id, 'comment-deleted', 'reply', k.author_id, l.item_id, l.item_id, l.container_id, k.id, '{}'::jsonb
  from line l join comment k on k.space_id = l.space_id and k.id = (l.detail->>'comment')::uuid
  where l.kind = 'comment.trashed'`

/**
 * A container was put into the trash, with things of somebody's in it or below: once for each author, about the topmost
 * that they may still know of.
 */
const containerDeletions = `
  select distinct l.space_id, l.seq, l.at, l.actor_id, 'container-deleted', 'follow', mine.author, known.id, null::uuid, known.id, known.id, '{}'::jsonb
  from line l
  join container top on top.space_id = l.space_id and top.id = l.container_id
  cross join lateral (
    select distinct c.id, c.rights_from, c.tool, c.internal, i.internal_only_at is not null as marked, coalesce(i.taken_over_by, i.author_id) as author
    from container c join item i on i.space_id = c.space_id and i.container_id = c.id and i.trashed_at is null
    where c.space_id = l.space_id and c.trashed_at = l.at and c.trashed_by = l.actor_id) mine
  cross join lateral (
    select case when ${mayViewContainer('mine.author', 'top', 'false')} then top.id else mine.id end as id
    where ${mayViewContainer('mine.author', 'mine', 'mine.marked')}) known
  where l.kind = 'container.trashed'`

/** Given to somebody by name. The readers or editors of an item are written anew each time: who was one before has no news. */
const shares = `
  select l.space_id, l.seq, l.at, l.actor_id, 'shared', 'share', g.principal_id, coalesce(g.item_id, g.container_id),
    g.item_id, g.container_id, coalesce(g.item_id, g.container_id), '{}'::jsonb
  from line l
  join access_grant g on g.space_id = l.space_id and g.principal_kind = 'person' and g.granted_at = l.at
    and g.container_id = l.container_id and g.item_id is not distinct from l.item_id
  where l.kind in ('container.access-changed', 'item.access-changed')
    and not exists (
      select from (select b.detail from change b where b.space_id = l.space_id and b.item_id = l.item_id and b.seq < l.seq
          and b.kind = l.kind and b.detail->>'level' = l.detail->>'level' order by b.seq desc limit 1) before
      where before.detail->'principals' @> jsonb_build_array(jsonb_build_object('id', g.principal_id)))`

const invitations = `
  select l.space_id, l.seq, l.at, l.actor_id, 'invitation', 'invitation', p.id, v.id, null::uuid, null::uuid, v.id, '{}'::jsonb
  from line l
  join invitation v on v.id = (l.detail->>'invitation')::uuid
  join person p on p.email_key = v.email_key
  where l.kind = 'invitation.sent'
    and not exists (select from blocked_inviter b where b.email_key = v.email_key and b.inviter_id = v.invited_by)
    and not exists (select from effective_kept_out k where k.group_id = v.group_id and k.person_id = p.id
      and not exists (select from membership a where a.group_id = v.group_id and a.person_id = v.invited_by and a.role = 'administrator'))`

/** For everybody who may let the asker in (access/groups.ts, approve), but for those who only govern. */
const requests = `
  select l.space_id, l.seq, l.at, l.actor_id, 'request', 'request', m.person_id, l.space_id, null, null, (l.detail->>'person')::uuid, '{}'::jsonb
  from line l
  join workgroup w on w.id = l.space_id
  join effective_membership m on m.group_id = w.id and ${mayAnswerRequest('m', 'w', "(l.detail->>'person')::uuid")}
  where l.kind = 'request.made'`

/** What those who govern did before the eyes of the administrator, and what becomes of the seat (M1, M3). */
const governing = `
  select l.space_id, l.seq, l.at, l.actor_id,
    case l.kind when 'member.seat-asked' then 'seat-asked' when 'member.handed-over' then 'seat-lost'
      when 'member.hand-over-offered' then 'seat-offered' when 'member.hand-over-declined' then 'seat-declined' else 'governed' end,
    'membership', p.id, l.space_id, null, null, l.space_id, jsonb_build_object('name', w.name)
  from line l
  join workgroup w on w.id = l.space_id
  join person p on p.id = case
    when l.kind in ('member.seat-asked', 'member.hand-over-offered') then l.detail->>'person'
    when l.kind = 'member.handed-over' then l.detail->'from'->>'person'
    when l.kind = 'member.hand-over-declined' then (select b.detail->>'by' from change b where b.space_id = l.space_id
      and b.seq < l.seq and b.kind = 'member.hand-over-offered' order by b.seq desc limit 1)
    else l.detail->>'administrator' end::uuid
  where l.kind in ('member.seat-asked', 'member.hand-over-offered', 'member.handed-over', 'member.hand-over-declined')
    or (l.kind <> 'request.made' and l.kind not like 'member.hand-over-%' and l.detail ? 'administrator')`

/** What was done with somebody's own belonging. The name of the group as it was then: they may not know it later. */
const belonging = `
  select l.space_id, l.seq, l.at, l.actor_id,
    case l.kind when 'request.approved' then 'request-approved' when 'request.declined' then 'request-declined'
      when 'member.joined' then 'added' when 'member.begun' then 'added' when 'member.removed' then 'removed' when 'member.ended' then 'ended'
      when 'member.handed-over' then 'handed-over' when 'successor.asked' then 'succession'
      else 'role-changed' end,
    case when l.kind like 'member.role-%' then 'group' else 'membership' end,
    p.id, l.space_id, null, null, l.space_id,
    jsonb_strip_nulls(jsonb_build_object('name', w.name, 'reason', nullif(l.detail->>'reason', ''),
      'role', case when l.kind like 'member.role-%' then l.detail->>'to' else l.detail->>'role' end))
  from line l
  join workgroup w on w.id = l.space_id
  join person p on p.id = coalesce(l.detail->>'person', l.detail->'to'->>'person')::uuid
  where not l.detail ? 'via' and not l.detail ? 'stays' and (l.kind <> 'member.joined' or (l.detail->>'how' = 'added' and not l.detail ? 'from'))
    and l.kind in ('request.approved', 'request.declined', 'member.joined', 'member.begun', 'member.removed', 'member.ended',
      'member.role-changed', 'member.role-begun', 'member.role-ended', 'member.handed-over', 'successor.asked')`

/** Into a group through another one inside it, out of it, or asked first; coming in also where it follows from one's own act (G9). */
const through = `
  select l.space_id, l.seq, l.at, case when l.kind = 'member.left' then l.actor_id else nullif(l.actor_id, p.id) end,
    case l.kind when 'member.joined' then 'nested' when 'member.asked' then 'nesting-asked' else 'nesting-ended' end,
    'membership', p.id, l.space_id, null, null, l.space_id, jsonb_build_object('name', w.name)
  from line l
  join workgroup w on w.id = l.space_id
  join person p on p.id = (l.detail->>'person')::uuid
  where l.detail ? 'via' and l.kind in ('member.joined', 'member.asked', 'member.left')`

/** For whoever may answer somebody who asks for access (J8). */
const askings = `
  select l.space_id, l.seq, l.at, q.person_id, 'access-asked', 'request', reached.person_id, q.id, null, null, q.id, '{}'::jsonb
  from line l
  join access_request q on q.id = (l.detail->>'request')::uuid and q.answer is null
  cross join lateral reached_by(q.person_id, q.space_id, q.thing_id) reached
  where l.kind = 'access.asked'`

/** Who came and went, for those who run the group: on the day when it begins (M9); whoever invited or governs hears of it in another way. */
const comings = `
  select l.space_id, l.seq, l.at, p.id, case when l.kind in ('member.joined', 'member.begun') then 'joined' else 'left' end, 'coming', m.person_id,
    l.space_id, null, null, p.id, '{}'::jsonb
  from line l
  join person p on p.id = (l.detail->>'person')::uuid
  join effective_membership m on m.group_id = l.space_id and m.role in ('administrator', 'co-administrator')
  where l.kind in ('member.joined', 'member.begun', 'member.left', 'member.removed', 'member.ended') and not l.detail ? 'stays'
    and not (l.kind = 'member.joined' and l.detail ? 'from')
    and m.person_id is distinct from l.actor_id and (l.detail->>'administrator' is distinct from m.person_id::text)
    and not (l.kind = 'member.joined' and l.detail->>'how' = 'invited'
      and exists (select from membership b where b.group_id = l.space_id and b.person_id = p.id and b.brought_by = m.person_id))`

/** The answer to somebody's invitation. */
const answers = `
  select l.space_id, l.seq, l.at, b.person_id, 'invitation-accepted', 'coming', b.brought_by, l.space_id, null, null, b.person_id, '{}'::jsonb
  from line l join membership b on b.group_id = l.space_id and b.person_id = (l.detail->>'person')::uuid and b.how = 'invited'
  where l.kind = 'member.joined' and l.detail->>'how' = 'invited' and b.brought_by is not null
  union all
  select l.space_id, l.seq, l.at, l.actor_id, 'invitation-declined', 'coming', v.invited_by, l.space_id, null, null, v.id, '{}'::jsonb
  from line l join invitation v on v.id = (l.detail->>'invitation')::uuid
  where l.kind = 'invitation.declined'`

/** The stay of a guest ends soon, for whoever vouches for them (M9). */
const endings = `
  select l.space_id, l.seq, l.at, p.id, 'guest-ending', 'membership', (l.detail->'sponsor'->>'person')::uuid, l.space_id, null, null, p.id, '{}'::jsonb
  from line l join person p on p.id = (l.detail->>'person')::uuid
  where l.kind = 'member.ending'`

const archived = `
  select l.space_id, l.seq, l.at, l.actor_id, 'archived', 'group', m.person_id, l.space_id, null, null, l.space_id, '{}'::jsonb
  from line l join effective_membership m on m.group_id = l.space_id
  where l.kind = 'group.archived'`

const followed = [
  'comment.added',
  'comment.edited',
  'item.edited',
  'item.added',
  'item.renamed',
  'item.moved',
  'item.restored',
  'item.trashed',
  'comment.trashed',
  'container.trashed',
  'container.access-changed',
  'item.access-changed',
  'invitation.sent',
  'invitation.declined',
  'member.ending',
  'request.made',
  'request.approved',
  'request.declined',
  'member.joined',
  'member.begun',
  'access.asked',
  'member.asked',
  'member.left',
  'member.removed',
  'member.ended',
  'member.role-changed',
  'member.role-begun',
  'member.role-ended',
  'member.handed-over',
  'successor.asked',
  'member.seat-asked',
  'member.hand-over-offered',
  'member.hand-over-declined',
  'group.archived',
]

const sources = [
  mentions,
  comments,
  follows,
  everything,
  deletions,
  containerDeletions,
  shares,
  invitations,
  requests,
  governing,
  belonging,
  through,
  comings,
  answers,
  endings,
  askings,
  archived,
]

/** Only who may view the thing at this moment is told of it. */
const mayView = `exists (
  select from container c
  left join item i on i.space_id = e.space_id and i.id = e.item_id
  cross join lateral rights_on(e.person_id, e.space_id, c.rights_from, e.item_id, c.tool,
    c.internal or i.internal_only_at is not null, coalesce(i.created_at, 'infinity'), coalesce(i.taken_over_by, i.author_id)) r
  where c.space_id = e.space_id and c.id = coalesce(i.container_id, e.container_id)
    and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) is not distinct from e.person_id, r.left_over) & 2 <> 0)`

/** Keeps the list of things and people of a notice from growing for ever; what is older counts, and is not named. */
const mostNamed = 50

/**
 * Turns these stretches of the log into notices, for all people at once; what is unread about the same thing becomes one
 * line. Answers whose lists have changed.
 */
export async function makeNotices(
  tx: Transaction,
  stretches: Stretch[],
  now: Date,
): Promise<PersonId[]> {
  const bundles = await bundlesOf(tx, stretches, now)
  const rows = await insertBundles(
    tx,
    bundles.map((bundle) => ({ ...bundle, id: newId() })),
    now,
  )
  return [...new Set(rows.map(({ person }) => person))]
}

/** What is to be told to whom, one of each about the same thing, as the columns of a notice. Rights are asked once for each, not for every event. */
async function bundlesOf(tx: Transaction, stretches: Stretch[], now: Date): Promise<object[]> {
  const rows = await tx.rows<{ bundle: object }>({
    name: 'notices-bundle',
    text: `with line as materialized (
        select h.* from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as stretch (space_id, seq, up_to)
        join change h on h.space_id = stretch.space_id and h.seq > stretch.seq and h.seq <= stretch.up_to
        where h.kind = any($4::text[]) or h.detail ? 'administrator'),
      said as materialized (${said}),
      listener as materialized (${listener}),
      event as materialized (${sources.join(' union all ')}),
      gathered as materialized (
        select person_id, space_id, kind, family, about, min(item_id::text)::uuid as item_id, min(container_id::text)::uuid as container_id,
          (array_agg(thing order by seq desc))[1:$11] as things, (array_agg(actor order by seq desc) filter (where actor is not null))[1:$11] as actors,
          count(*)::int as events, (array_agg(detail order by seq desc))[1] as detail, max(seq) as seq, max(at) as at
        from event where person_id is distinct from actor
        group by person_id, space_id, kind, family, about),
      wanted as (
        select e.*, l.product, l.push and not muted.now and exists (
            select from push_subscription s where s.person_id = e.person_id) as push,
          case when muted.now or e.family = any($9::text[]) or (l.mail = 'digest' and h.digest = 'off') then 'off' else l.mail end as mail
        from gathered e
        join person p on p.id = e.person_id and p.deactivated_at is null
        left join workgroup w on w.id = e.space_id
        left join notice_rhythm h on h.person_id = e.person_id
        join unnest($5::text[], $6::boolean[], $7::boolean[], $8::text[]) as usual (family, product, push, mail) on usual.family = e.family
        left join notice_level here on here.person_id = e.person_id and here.space_id = e.space_id and here.family = e.family
        left join notice_level anywhere on anywhere.person_id = e.person_id and anywhere.space_id is null and anywhere.family = e.family
        cross join lateral (select coalesce(here.product, anywhere.product, usual.product) as product,
          coalesce(here.push, anywhere.push, usual.push) as push, coalesce(here.mail, anywhere.mail, usual.mail) as mail) l
        cross join lateral (select exists (select from notice_mute m where m.person_id = e.person_id
          and m.space_id = e.space_id and (m.until is null or m.until > $10)) as now) muted
        where (e.container_id is null and not e.kind = any($12::text[]) or w.id is null or w.notifications and w.archived_at is null)
          and (e.container_id is null or ${mayView})),
      bundle as (
        select person_id, space_id, kind, about, item_id, container_id, things, actors, events, detail, seq, at,
          product as listed, push, mail = 'at-once' as mail, mail = 'digest' as digest
        from wanted where product or push or mail <> 'off')
      select to_jsonb(bundle) as bundle from bundle`,
    values: [
      stretches.map(({ space }) => space),
      stretches.map(({ from }) => from),
      stretches.map(({ upTo }) => upTo),
      followed,
      families,
      families.map((family) => defaults[family].product),
      families.map((family) => defaults[family].push),
      families.map((family) => defaults[family].mail),
      withLetterOfTheirOwn,
      now,
      mostNamed,
      ofOthers,
    ],
  })
  return rows.map(({ bundle }) => bundle)
}

async function insertBundles(
  tx: Transaction,
  bundles: object[],
  now: Date,
): Promise<{ person: PersonId }[]> {
  return tx.rows<{ person: PersonId }>({
    name: 'notices-insert',
    text: `insert into notice as n (id, person_id, space_id, kind, about, item_id, container_id, things, actors, events, detail, seq, at, listed,
        push_at, mail_at, digest_at)
      select id, person_id, space_id, kind, about, item_id, container_id, things, coalesce(actors, '{}'), events, detail, seq, at, listed,
        case when push then $2::timestamptz + wait end, case when mail then $2::timestamptz + wait end, case when digest then $2::timestamptz end
      from jsonb_to_recordset($1::jsonb) as b (id uuid, person_id uuid, space_id uuid, kind text, about uuid, item_id uuid, container_id uuid,
        things uuid[], actors uuid[], events int, detail jsonb, seq bigint, at timestamptz, listed boolean, push boolean, mail boolean, digest boolean)
      cross join lateral (select case when kind = any($4::text[]) then interval '10 minutes' else interval '0' end as wait) burst
      where not exists (select from notice x where x.person_id = b.person_id and x.space_id = b.space_id and x.kind = b.kind
        and x.about = b.about and x.seq >= b.seq)
      on conflict (person_id, space_id, kind, about) where read_at is null do update set
        things = (excluded.things || n.things)[1:$3], actors = (excluded.actors || n.actors)[1:$3],
        events = n.events + excluded.events, detail = excluded.detail, seq = excluded.seq, at = excluded.at,
        listed = n.listed or excluded.listed, push_at = case when n.kind = any($4::text[]) then coalesce(n.push_at, excluded.push_at) else coalesce(excluded.push_at, n.push_at) end,
        pushed_up_to = case when excluded.push_at is null then n.pushed_up_to end,
        mail_at = coalesce(n.mail_at, greatest(excluded.mail_at, case when excluded.mail_at is not null then n.mailed_at + interval '1 hour' end)),
        digest_at = coalesce(n.digest_at, excluded.digest_at)
      returning person_id as person`,
    values: [JSON.stringify(bundles), now, mostNamed, inBursts],
  })
}

/** What was read, or stands in no list, goes after some months; what nobody has read after a year. */
export async function forgetOld(db: Database, read: Date, unread: Date): Promise<void> {
  await db.run({
    name: 'notices-forget-old',
    text: 'delete from notice where at < $1 and (at < $2 or read_at is not null or not listed)',
    values: [read, unread],
  })
}
