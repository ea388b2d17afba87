import type { House } from '../../kernel/context.ts'
import type { Database, Timestamp, Transaction } from '../../kernel/db.ts'
import {
  newId,
  type ContainerId,
  type ItemId,
  type PersonId,
  type SpaceId,
} from '../../kernel/ids.ts'
import { families, type NoticeKind } from '../../kernel/notice.ts'
import type { Stretch } from '../../kernel/work-following.ts'
import { declaredIn } from './declared.ts'
import { defaults, withLetterOfTheirOwn } from './notice.ts'

/** Statements that follow the change log. Their number depends neither on the people nor on the changes. */

/** Only people who may view the thing at this moment are told. */
const mayView = `exists (
  select from container c
  left join item i on i.space_id = e.space_id and i.id = e.item_id
  cross join lateral rights_on(e.person_id, e.space_id, c.rights_from, e.item_id, c.tool,
    c.internal or i.internal_only_at is not null, coalesce(i.arrived_at, i.created_at, 'infinity'), coalesce(i.taken_over_by, i.author_id)) r
  where c.space_id = e.space_id and c.id = coalesce(i.container_id, e.container_id)
    and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) is not distinct from e.person_id, r.left_over) & 2 <> 0)`

/** Limits the list of things and people in a notice; older ones are counted but not named. */
const mostNamed = 50

/**
 * Turns these ranges of the log into notices, for all people at once. Unread notices about the same thing are merged into
 * one. Returns the people whose lists have changed.
 */
export async function makeNotices(
  house: House,
  tx: Transaction,
  stretches: Stretch[],
  now: Date,
): Promise<PersonId[]> {
  return insertBundles(house, tx, await bundlesOf(house, tx, stretches, now), now)
}

/** The notices to insert, one per person, kind and thing, as columns. Rights are checked once for each, not for every event. */
async function bundlesOf(
  house: House,
  tx: Transaction,
  stretches: Stretch[],
  now: Date,
): Promise<Bundle[]> {
  const { relations, events, followed } = declaredIn(house)
  return tx.rows<Bundle>({
    name: 'notices-bundle',
    text: `with line as materialized (
        select h.* from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as stretch (space_id, seq, up_to)
        join change h on h.space_id = stretch.space_id and h.seq > stretch.seq and h.seq <= stretch.up_to
        where h.kind = any($4::text[]) and not h.undone),
      ${relations.map((relation) => `${relation},`).join('\n      ')}
      event as materialized (${events}),
      gathered as materialized (
        select person_id, space_id, kind, family, about, act, min(event) as event, min(item_id::text)::uuid as item_id, min(container_id::text)::uuid as container_id,
          (array_agg(thing order by seq desc))[1:$5] as things, (array_agg(actor order by seq desc) filter (where actor is not null))[1:$5] as actors,
          count(*)::int as events, (array_agg(detail order by seq desc))[1] as detail, max(seq) as seq, max(at) as at
        from event where person_id is distinct from actor
        group by person_id, space_id, kind, family, about, act),
      ${bundled(6)}`,
    values: [
      stretches.map(({ space }) => space),
      stretches.map(({ from }) => from),
      stretches.map(({ upTo }) => upTo),
      followed,
      mostNamed,
      ...wishes(house, now),
    ],
  })
}

/** Something that is in no change log and concerns one person only. */
export interface Own {
  notice: NoticeKind
  person: PersonId
  space: SpaceId
  container: ContainerId
  item: ItemId
  thing: string
  at: Timestamp
}

/** The same for things that people set for themselves: if they may view the item, at the levels that they chose. */
export async function makeOwnNotices(
  house: House,
  tx: Transaction,
  own: Own[],
  now: Date,
): Promise<PersonId[]> {
  if (own.length === 0) return []
  const told = own.map(({ notice: { kind, family }, ...each }) => ({
    ...each,
    kind,
    family,
    seq: Date.parse(each.at),
  }))
  const bundles = await tx.rows<Bundle>({
    name: 'notices-bundle-own',
    text: `with gathered as materialized (
        select person as person_id, space as space_id, kind, family, item as about, null::uuid as act, null as event, item as item_id, container as container_id,
          (array_agg(thing order by seq desc))[1:$2] as things, '{}'::uuid[] as actors, count(*)::int as events, '{}'::jsonb as detail,
          max(seq) as seq, max(at) as at
        from jsonb_to_recordset($1::jsonb) as o (person uuid, space uuid, container uuid, item uuid, kind text, family text, thing uuid,
          at timestamptz, seq bigint)
        group by person, space, kind, family, item, container),
      ${bundled(3)}`,
    values: [JSON.stringify(told), mostNamed, ...wishes(house, now)],
  })
  return insertBundles(house, tx, bundles, now)
}

/**
 * Of `gathered`, what people want to be told and may view, as the columns of a notice. Its values are `wishes`, from $first
 * on.
 */
function bundled(first: number): string {
  const at = (n: number) => `$${first + n - 1}`
  return `wanted as (
        select e.*, l.product, l.push and not muted.now and exists (
            select from push_subscription s where s.person_id = e.person_id) as push,
          case when muted.now or e.family = any(${at(5)}::text[]) or (l.mail = 'digest' and h.digest = 'off') then 'off' else l.mail end as mail
        from gathered e
        join person p on p.id = e.person_id and p.deactivated_at is null
        left join workgroup w on w.id = e.space_id
        left join notice_rhythm h on h.person_id = e.person_id
        join unnest(${at(1)}::text[], ${at(2)}::boolean[], ${at(3)}::boolean[], ${at(4)}::text[]) as usual (family, product, push, mail) on usual.family = e.family
        left join notice_level here on here.person_id = e.person_id and here.space_id = e.space_id and here.family = e.family
        left join notice_level anywhere on anywhere.person_id = e.person_id and anywhere.space_id is null and anywhere.family = e.family
        cross join lateral (select coalesce(here.product, anywhere.product, usual.product) as product,
          coalesce(here.push, anywhere.push, usual.push) as push, coalesce(here.mail, anywhere.mail, usual.mail) as mail) l
        cross join lateral (select exists (select from notice_mute m where m.person_id = e.person_id
          and m.space_id = e.space_id and (m.until is null or m.until > ${at(6)})) as now) muted
        where (e.container_id is null and not e.kind = any(${at(7)}::text[]) or e.kind = any(${at(8)}::text[]) or w.id is null or w.notifications and w.archived_at is null)
          and (e.container_id is null or ${mayView})),
      told as (select * from wanted where product or push or mail <> 'off'),
      bundle as (
        select person_id, space_id, kind, about, item_id, container_id, things, actors, events, detail, seq, at,
          product as listed, push, mail = 'at-once' as mail, mail = 'digest' as digest, kind = any(${at(9)}::text[]) as later
        from told where act is null
        union all -- the items of an act: one notice, of the kind that is named first in the order of families
        select person_id, space_id, (array_agg(kind order by array_position(${at(1)}::text[], family), kind))[1], act, null,
          case when min(container_id::text) = max(container_id::text) then min(container_id::text)::uuid end,
          array_agg(distinct about), array_remove(array[min(actors[1]::text)::uuid], null), count(distinct about)::int,
          jsonb_build_object('event', (array_agg(event order by seq))[1]), max(seq), max(at),
          bool_or(product), bool_or(push), bool_or(mail = 'at-once'), bool_or(mail = 'digest') and not bool_or(mail = 'at-once'), true
        from told where act is not null group by person_id, space_id, act)
      select to_jsonb(bundle) as bundle from bundle`
}

function wishes(house: House, now: Date): unknown[] {
  return [
    families,
    families.map((family) => defaults[family].product),
    families.map((family) => defaults[family].push),
    families.map((family) => defaults[family].mail),
    withLetterOfTheirOwn,
    now,
    kindsWhere(house, ({ ofOthers }) => ofOthers),
    kindsWhere(house, ({ ofOneself }) => ofOneself),
    kindsWhere(house, ({ inBursts }) => inBursts),
  ]
}

interface Bundle {
  bundle: object
}

/** Returns the people whose lists have changed. */
async function insertBundles(
  house: House,
  tx: Transaction,
  bundles: Bundle[],
  now: Date,
): Promise<PersonId[]> {
  const rows = await tx.rows<{ person: PersonId }>({
    name: 'notices-insert',
    text: `insert into notice as n (id, person_id, space_id, kind, about, item_id, container_id, things, actors, events, detail, seq, at, listed,
        push_at, mail_at, digest_at)
      select id, person_id, space_id, kind, about, item_id, container_id, things, coalesce(actors, '{}'), events, detail, seq, at, listed,
        case when push then $2::timestamptz + wait end, case when mail then $2::timestamptz + wait end, case when digest then $2::timestamptz end
      from jsonb_to_recordset($1::jsonb) as b (id uuid, person_id uuid, space_id uuid, kind text, about uuid, item_id uuid, container_id uuid,
        things uuid[], actors uuid[], events int, detail jsonb, seq bigint, at timestamptz, listed boolean, push boolean, mail boolean, digest boolean, later boolean)
      cross join lateral (select case when later then interval '10 minutes' else interval '0' end as wait) burst
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
    values: [
      JSON.stringify(bundles.map(({ bundle }) => ({ ...bundle, id: newId() }))),
      now,
      mostNamed,
      kindsWhere(house, ({ inBursts }) => inBursts),
    ],
  })
  return [...new Set(rows.map(({ person }) => person))]
}

function kindsWhere(
  { notices }: House,
  wanted: (notice: NoticeKind) => true | undefined,
): string[] {
  return notices.filter(wanted).map(({ kind }) => kind)
}

/** Deletes notices that were read or are in no list after some months, and unread ones after a year. */
export async function forgetOld(db: Database, read: Date, unread: Date): Promise<void> {
  await db.run({
    name: 'notices-forget-old',
    text: 'delete from notice where at < $1 and (at < $2 or read_at is not null or not listed)',
    values: [read, unread],
  })
}
