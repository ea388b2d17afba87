import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import { kindsOf } from '../../kernel/event.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { memberHandedOver } from '../membership/events.ts'

export interface Act {
  space: SpaceId
  seq: number
  at: Timestamp
  actorId: PersonId | null
  kind: string
  detail: Record<string, unknown>
  address: string | null
  /** SHA-256 of this line and the previous hash, hexadecimal; null for lines from before the chain. */
  hash: string | null
  /** The name of the group; null in an organization's own history. */
  groupName: string | null
}

export interface Wishes {
  /** Folded. */
  search: string | null
  about: string | null
  actor: string | null
  from: Date | null
  before: Date | null
  /** The last line of the previous page: its time, space and sequence number. */
  after: [Timestamp, SpaceId, number] | null
  limit: number
}

/** Lines of a history are about no item, or about rights. Must equal the predicate of the index `change_of_governance`. */
const governance = `(h.item_id is null or h.kind like '%.access-changed')`

/** Lines for a former administrator: those that name them as administrator, and hand-overs from or to them (M3). */
const before = (person: string) => `(h.detail->>'administrator' = ${person}
  or (h.kind = '${memberHandedOver.kind}' and ${person} in (h.detail->'from'->>'person', h.detail->'to'->>'person')))`

/** $2: readable kinds; $3 to $9: former administrator, search, about, actor, from, to, limit; $10 to $12: after. */
const acts = `select h.space_id as space, h.seq, h.at, h.actor_id as "actorId", h.kind, h.detail, h.address, encode(h.hash, 'hex') as hash
  from change h
  where h.space_id = s.id and ${governance}
    and h.kind = any($2::text[])
    and ($3::text is null or ${before('$3')})
    and ($4::text is null or h.detail_key like $4 or h.kind like $4)
    and ($5::text is null or split_part(h.kind, '.', 1) = $5 or ($5 = 'rights' and h.kind like '%.access-changed'))
    and ($6::uuid is null or h.actor_id = $6)
    and ($7::timestamptz is null or h.at >= $7)
    and ($8::timestamptz is null or h.at < $8)
    and ($10::timestamptz is null or (h.at <= $10 and (h.at, h.space_id, h.seq) < ($10, $11::uuid, $12::bigint)))
  order by h.at desc, h.seq desc limit $9`

/** The kinds of events in a history; with `rights`, also grants on containers and items. */
function kinds(ctx: PublicContext, rights: boolean): string[] {
  return kindsOf(
    ctx.house.events,
    ({ audit }) => audit === 'governance' || (rights && audit === 'rights'),
  )
}

/** The readable lines of a group. */
export function actsOfGroup(
  ctx: PublicContext,
  group: SpaceId,
  readable: 'all' | 'membership' | PersonId,
  wishes: Wishes,
): Promise<Act[]> {
  return ctx.db.rows<Act>({
    name: 'history-of-group',
    text: `select h.*, s.name as "groupName" from workgroup s cross join lateral (${acts}) h
      where s.id = $1 order by h.at desc, h.space desc, h.seq desc`,
    values: [
      group,
      kinds(ctx, readable !== 'membership'),
      readable === 'all' || readable === 'membership' ? null : readable,
      ...valuesOf(wishes),
    ],
  })
}

/** The lines of an organization and all its groups, without the content of the groups. */
export function actsOfOrganization(
  ctx: PublicContext,
  organization: OrganizationId,
  wishes: Wishes,
): Promise<Act[]> {
  return ctx.db.rows<Act>({
    name: 'history-of-organization',
    text: `select h.*, s.name as "groupName"
      from (select $1::uuid as id, null as name union all select w.id, w.name from workgroup w where w.organization_id = $1) s
      cross join lateral (${acts}) h
      order by h.at desc, h.space desc, h.seq desc limit $9`,
    values: [organization, kinds(ctx, false), null, ...valuesOf(wishes)],
  })
}

function valuesOf({ search, about, actor, from, before, after, limit }: Wishes): unknown[] {
  const like = search && `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return [like, about, actor, from, before, limit, ...(after ?? [null, null, null])]
}

/** Whether the history of a group has lines that this former administrator may read (M3). */
export async function saw(ctx: PublicContext, group: SpaceId, person: PersonId): Promise<boolean> {
  const row = await ctx.db.row<{ saw: boolean }>({
    name: 'saw-governance',
    text: `select exists (select from change h join workgroup w on w.id = h.space_id and w.deleted_at is null
      where h.space_id = $1 and ${governance} and h.kind = any($2::text[]) and ${before('$3')}) as saw`,
    values: [group, kinds(ctx, false), person],
  })
  return row!.saw
}

/** The first line of each broken history: one whose hash or sequence number is wrong, or that disagrees with the counter. */
export function brokenHistories(db: Querier): Promise<{ space: SpaceId; seq: number }[]> {
  return db.rows({
    text: `with line as (
        select h.*, lag(h.hash) over by_place as hash_before, lag(h.seq) over by_place as seq_before
        from change h window by_place as (partition by h.space_id order by h.seq)),
      wrong as (
        select space_id, seq from line
        where seq <> coalesce(seq_before, 0) + 1
          or ((hash is not null or hash_before is not null)
            and hash is distinct from change_hash(hash_before, space_id, seq, at, actor_id, address, kind, container_id, item_id, detail))
        union all
        select k.space_id, k.seq from space_counter k
        left join change last on last.space_id = k.space_id and last.seq = k.seq
        where k.seq <> coalesce(last.seq, 0) or k.hash is distinct from last.hash
          or exists (select from change h where h.space_id = k.space_id and h.seq > k.seq))
      select space_id as space, min(seq) as seq from wrong group by space_id order by space_id`,
  })
}

/** One hash over the last lines of all histories. Stored elsewhere, it proves later whether a history was rewritten. */
export async function headOfHistories(db: Querier): Promise<string | null> {
  const row = await db.row<{ head: string | null }>({
    text: `select encode(sha256(string_agg(uuid_send(space_id) || hash, '' order by space_id)), 'hex') as head
      from space_counter where hash is not null`,
  })
  return row?.head ?? null
}
