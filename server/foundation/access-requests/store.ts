import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp, Transaction } from '../../kernel/db.ts'
import type { ContainerId, ItemId, OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'

/** How long a request stays open. */
const waits = `interval '30 days'`

/** Idempotent: an open request is not stored twice. */
export async function insertRequest(
  ctx: PublicContext,
  id: string,
  person: PersonId,
  asked: { space: string; thing: string | null; message: string },
): Promise<void> {
  await ctx.db.run({
    name: 'insert-access-request',
    text: `insert into access_request (id, person_id, space_id, thing_id, message, asked_at) values ($1, $2, $3, $4, $5, $6)
      on conflict (person_id, space_id, thing_id) where answer is null do nothing`,
    values: [id, person, asked.space, asked.thing, asked.message, ctx.now],
  })
}

export interface Mine {
  id: string
  space: SpaceId
  thing: string | null
  askedAt: Timestamp
}

/** This person's requests that were not granted. A declined request looks like one that nobody has answered. */
export function requestsOf(ctx: PublicContext, person: PersonId): Promise<Mine[]> {
  return ctx.db.rows<Mine>({
    name: 'access-requests-of',
    text: `select id, space_id as space, thing_id as thing, asked_at as "askedAt" from access_request
      where person_id = $1 and answer is distinct from 'given' and asked_at > the_time() - ${waits}
      order by asked_at desc, id limit 100`,
    values: [person],
  })
}

export async function deleteRequest(
  ctx: PublicContext,
  id: string,
  person: PersonId,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'delete-access-request',
    text: `delete from access_request where id = $1 and person_id = $2 and answer is distinct from 'given'`,
    values: [id, person],
  })
  return touched === 1
}

export interface Waiting {
  id: string
  person: PersonId
  message: string
  askedAt: Timestamp
  space: SpaceId
  spaceName: string | null
  hue: number
  way: 'right' | 'membership'
  container: ContainerId | null
  item: ItemId | null
  title: string | null
  tool: string | null
  isAuthor: boolean
}

/** Open requests that this person may answer now, oldest first; or only the one with this id. */
export function requestsReaching(
  ctx: PublicContext,
  answerer: PersonId,
  id: string | null = null,
): Promise<Waiting[]> {
  return ctx.db.rows<Waiting>({
    name: 'access-requests-reaching',
    text: `with near as (
        select m.group_id as space_id from effective_membership m where m.person_id = $1
        union select s.id from space s where s.owner_id = $1)
      select r.id, r.person_id as person, r.message, r.asked_at as "askedAt", r.space_id as space, w.name as "spaceName", s.hue,
        reached.way, reached.container_id as container, reached.item_id as item,
        case when reached.way = 'right' then coalesce(i.title, c.name) end as title, c.tool, reached.is_author as "isAuthor"
      from access_request r
      join near on near.space_id = r.space_id
      join space s on s.id = r.space_id
      left join workgroup w on w.id = s.id
      cross join lateral reached_by(r.person_id, r.space_id, r.thing_id) reached
      left join container c on c.space_id = r.space_id and c.id = reached.container_id
      left join item i on i.space_id = r.space_id and i.id = reached.item_id
      where r.answer is null and r.asked_at > the_time() - ${waits} and reached.person_id = $1 and ($2::uuid is null or r.id = $2)
      order by r.asked_at, r.id limit 200`,
    values: [answerer, id],
  })
}

export async function answer(
  ctx: PublicContext,
  id: string,
  said: 'given' | 'declined',
  by: PersonId,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'answer-access-request',
    text: `update access_request set answer = $2, answered_at = $3, answered_by = $4 where id = $1 and answer is null`,
    values: [id, said, ctx.now, by],
  })
  return touched === 1
}

export interface Unheard {
  id: string
  person: PersonId
  space: SpaceId
  reaches: PersonId[]
}

/** Takes the next requests that were not announced yet, and skips those that another process has locked. */
export function takeUnheard(tx: Transaction, now: Date): Promise<Unheard[]> {
  return tx.rows<Unheard>({
    name: 'take-unheard-access-requests',
    text: `with taken as (
        select id from access_request where heard_at is null order by asked_at limit 50 for update skip locked),
      heard as (
        update access_request r set heard_at = $1 from taken where r.id = taken.id returning r.id, r.person_id, r.space_id, r.thing_id)
      select h.id, h.person_id as person, h.space_id as space,
        coalesce((select array_agg(distinct reached.person_id) from reached_by(h.person_id, h.space_id, h.thing_id) reached), '{}') as reaches
      from heard h`,
    values: [now],
  })
}

export async function forgetOld(db: Querier): Promise<void> {
  await db.run({
    name: 'forget-old-access-requests',
    text: `delete from access_request where asked_at < the_time() - ${waits}`,
  })
}

export interface Addressee {
  id: PersonId
  email: string
  language: 'en' | 'fr'
  organization: OrganizationId | null
}

/** The addresses of people, without deactivated accounts. */
export function addressees(ctx: PublicContext, people: PersonId[]): Promise<Addressee[]> {
  return ctx.db.rows<Addressee>({
    name: 'addressees-of-access-request',
    text: `select id, email, language, organization_id as organization from person
      where id = any($1::uuid[]) and deactivated_at is null order by id`,
    values: [people],
  })
}
