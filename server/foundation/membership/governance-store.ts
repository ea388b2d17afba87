import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

/** Statements about governing, the seat and keeping people out (M1, M3, J7). */

const governs = (who: string) =>
  `(${who}.organization_id is not distinct from w.organization_id and ${who}.org_role in ('admin', 'manager'))`

const administers = (who: string) =>
  `exists (select from membership a where a.group_id = w.id and a.person_id = ${who} and a.role = 'administrator')`

export interface Entry {
  /** The person who brings them administers the group. */
  byAdministrator: boolean
  /** The person who brings them governs the group without administering it. */
  byGovernor: boolean
  /** The person who brings them governs the group, or came in through governance, and does not administer it. */
  byGovernance: boolean
  /** The person who comes governs the group, which is private, and policy requires the administrator's consent. */
  needsConsent: boolean
  /** The same, whatever the policy. */
  isWatched: boolean
  acting: boolean
  isKeptOut: boolean
}

/** How somebody would come into a group, and what the person who brings them may do there. */
export async function entry(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  by: PersonId | null,
): Promise<Entry> {
  const row = await ctx.db.row<Entry>({
    name: 'entry-into-group',
    text: `select e.*, e."isWatched" and o.governors_enter = 'with-consent' as "needsConsent"
      from (
        select w.organization_id, ${administers('$3')} as "byAdministrator",
          coalesce(${governs('b')}, false) and not ${administers('$3')} as "byGovernor",
          not ${administers('$3')} and (coalesce(${governs('b')}, false)
            or exists (select from membership m where m.group_id = w.id and m.person_id = $3 and m.by_governance)) as "byGovernance",
          w.listed = 'no' and ${governs('p')} as "isWatched",
          exists (select from acting_administrator a where a.group_id = w.id) as acting,
          exists (select from effective_kept_out k where k.group_id = w.id and k.person_id = p.id) as "isKeptOut"
        from workgroup w join person p on p.id = $2 left join person b on b.id = $3
        where w.id = $1) e
      join organization o on o.id = e.organization_id`,
    values: [group, person, by],
  })
  return row!
}

/** The administrator gave somebody a role: they no longer count as brought in by governance. */
export async function takeAsOwn(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'take-as-own',
    text: 'update membership set by_governance = false where group_id = $1 and person_id = $2 and by_governance',
    values: [group, person],
  })
}

/**
 * Keeps outside those of these people who govern a private group and would come in through a group inside it without an act
 * of its administrator, until the administrator agrees. Returns them.
 */
export async function stopAtNesting(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>({
    name: 'stop-at-nesting',
    text: `insert into not_through_nesting (group_id, person_id, since)
      select w.id, p.id, $3 from workgroup w
      join organization o on o.id = w.organization_id and o.governors_enter = 'with-consent'
      join person p on p.id = any($2::uuid[]) and ${governs('p')}
      where w.id = $1 and w.listed = 'no'
        and not exists (select from seated_membership f where f.group_id = w.id and f.person_id = p.id)
        and exists (select from group_nesting n join flat_membership e on e.group_id = n.inner_id
          where n.outer_id = w.id and e.person_id = p.id)
        and not exists (select from membership m where m.group_id = w.id and m.person_id = p.id)
        and not ${administers('$4')}
      on conflict do nothing
      returning person_id as id`,
    values: [group, people, ctx.now, ctx.person?.id ?? null],
  })
  return rows.map(({ id }) => id)
}

// The seat (M1, M3)

export interface Question {
  administrator: PersonId
  askedBy: PersonId
  askedAt: Timestamp
  dueAt: Timestamp
  reason: string
}

/** Returns undefined when there is one already. */
export function insertQuestion(
  ctx: PublicContext,
  group: SpaceId,
  administrator: PersonId,
  reason: string,
): Promise<{ dueAt: Timestamp } | undefined> {
  return ctx.db.row({
    name: 'insert-seat-question',
    text: `insert into seat_question (group_id, administrator_id, asked_by, asked_at, due_at, reason)
      select w.id, $2, $3, $4, the_time() + make_interval(days => o.seat_days), $5
      from workgroup w join organization o on o.id = w.organization_id where w.id = $1
      on conflict (group_id) do nothing returning due_at as "dueAt"`,
    values: [group, administrator, ctx.person!.id, ctx.now, reason],
  })
}

export function question(ctx: PublicContext, group: SpaceId): Promise<Question | undefined> {
  return ctx.db.row<Question>({
    name: 'seat-question',
    text: `select administrator_id as administrator, asked_by as "askedBy", asked_at as "askedAt", due_at as "dueAt", reason
      from seat_question where group_id = $1`,
    values: [group],
  })
}

export function deleteQuestion(
  ctx: PublicContext,
  group: SpaceId,
): Promise<{ askedBy: PersonId } | undefined> {
  return ctx.db.row({
    name: 'delete-seat-question',
    text: 'delete from seat_question where group_id = $1 returning asked_by as "askedBy"',
    values: [group],
  })
}

export async function isActing(ctx: PublicContext, group: SpaceId): Promise<boolean> {
  const row = await ctx.db.row<{ acting: boolean }>({
    name: 'is-acting',
    text: 'select exists (select from acting_administrator where group_id = $1) as acting',
    values: [group],
  })
  return row!.acting
}

/** Whether policy lets a hand-over happen immediately. */
export async function handsOverAtOnce(ctx: PublicContext, group: SpaceId): Promise<boolean> {
  const row = await ctx.db.row<{ now: boolean }>({
    name: 'hands-over-at-once',
    text: `select o.hand_over = 'at-once' as now from workgroup w join organization o on o.id = w.organization_id where w.id = $1`,
    values: [group],
  })
  return row!.now
}

export interface Offer {
  /** The administrator when the seat was offered. */
  administrator: PersonId
  person: PersonId
  by: PersonId
  offeredAt: Timestamp
  expiresAt: Timestamp
  reason: string
}

const offerColumns = `administrator_id as administrator, person_id as person, offered_by as by, offered_at as "offeredAt",
  expires_at as "expiresAt", reason`

/** Replaces the pending offer, if any. */
export async function putOffer(
  ctx: PublicContext,
  group: SpaceId,
  offer: Pick<Offer, 'administrator' | 'person' | 'reason'>,
): Promise<Timestamp> {
  const row = await ctx.db.row<{ expiresAt: Timestamp }>({
    name: 'put-hand-over-offer',
    text: `insert into hand_over_offer (group_id, administrator_id, person_id, offered_by, offered_at, expires_at, reason)
      values ($1, $2, $3, $4, $5, the_time() + make_interval(days => $6), $7)
      on conflict (group_id) do update set administrator_id = excluded.administrator_id, person_id = excluded.person_id,
        offered_by = excluded.offered_by, offered_at = excluded.offered_at, expires_at = excluded.expires_at, reason = excluded.reason
      returning expires_at as "expiresAt"`,
    values: [
      group,
      offer.administrator,
      offer.person,
      ctx.person!.id,
      ctx.now,
      ctx.house.config.invitationDays,
      offer.reason,
    ],
  })
  return row!.expiresAt
}

/** The pending offer; not one that has expired, or whose person is no longer inside. */
export function offer(ctx: PublicContext, group: SpaceId): Promise<Offer | undefined> {
  return ctx.db.row<Offer>({
    name: 'hand-over-offer',
    text: `select ${offerColumns} from hand_over_offer f where group_id = $1 and expires_at > the_time()
      and exists (select from effective_membership m where m.group_id = f.group_id and m.person_id = f.person_id)`,
    values: [group],
  })
}

/** Deletes the pending offer, or only if it was made to or by one of these people. */
export function deleteOffer(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[] | null = null,
): Promise<{ person: PersonId; by: PersonId } | undefined> {
  return ctx.db.row({
    name: 'delete-hand-over-offer',
    text: `delete from hand_over_offer where group_id = $1
        and ($2::uuid[] is null or person_id = any($2) or offered_by = any($2))
      returning person_id as person, offered_by as by`,
    values: [group, people],
  })
}

/** Offers that have expired, in groups that are not deleted. */
export function expiredOffers(ctx: PublicContext): Promise<{ group: SpaceId }[]> {
  return ctx.db.rows({
    name: 'expired-hand-over-offers',
    text: `select f.group_id as group from hand_over_offer f join workgroup w on w.id = f.group_id and w.deleted_at is null
      where f.expires_at <= $1 order by f.group_id limit 200`,
    values: [ctx.now],
  })
}

// Keeping out (J7)

export interface KeptOut {
  person: PersonId
  reason: string
  until: Timestamp | null
  since: Timestamp
  by: PersonId
}

export function keptOut(ctx: PublicContext, group: SpaceId): Promise<KeptOut[]> {
  return ctx.db.rows<KeptOut>({
    name: 'kept-out-of-group',
    text: `select person_id as person, reason, until, since, kept_out_by as by from effective_kept_out
      where group_id = $1 order by since desc, person_id limit 500`,
    values: [group],
  })
}

export async function keepOut(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  reason: string,
  until: Date | null,
): Promise<void> {
  await ctx.db.run({
    name: 'keep-out',
    text: `insert into kept_out (group_id, person_id, reason, until, since, kept_out_by) values ($1, $2, $3, $4, $5, $6)
      on conflict (group_id, person_id) do update set reason = excluded.reason, until = excluded.until,
        since = excluded.since, kept_out_by = excluded.kept_out_by`,
    values: [group, person, reason, until, ctx.now, ctx.person!.id],
  })
}

export async function letBack(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'let-back',
    text: 'delete from kept_out where group_id = $1 and person_id = $2',
    values: [group, person],
  })
  return touched === 1
}

/** Keeping-outs whose date has come, in groups that are not deleted. */
export function keptOutUntilNow(
  ctx: PublicContext,
): Promise<{ group: SpaceId; person: PersonId }[]> {
  return ctx.db.rows({
    name: 'kept-out-until-now',
    text: `select k.group_id as group, k.person_id as person from kept_out k
      join workgroup w on w.id = k.group_id and w.deleted_at is null
      where k.until <= the_time() order by k.group_id, k.person_id limit 200`,
  })
}

/** Whether the group has had this person inside, has their request, or keeps them out already. Nobody else can be kept out. */
export async function isKnownTo(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row<{ known: boolean }>({
    name: 'is-known-to-group',
    text: `select exists (select from flat_membership m where m.group_id = $1 and m.person_id = $2)
      or exists (select from kept_out k where k.group_id = $1 and k.person_id = $2)
      or exists (select from join_request r where r.group_id = $1 and r.person_id = $2)
      or exists (select from change h where h.space_id = $1 and h.kind in ('member.joined', 'member.left', 'member.removed', 'member.ended')
        and h.item_id is null and h.detail->>'person' = $2::text) as known`,
    values: [group, person],
  })
  return row!.known
}

/** Withdraws invitations to a person who is now kept out, unless the administrator sent them. */
export async function withdrawInvitationsOfOthers(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'withdraw-invitations-of-kept-out',
    text: `update invitation v set withdrawn_at = $3, withdrawn_by = $4
      from person p where p.id = $2 and v.email_key = p.email_key and v.group_id = $1
        and v.accepted_at is null and v.declined_at is null and v.withdrawn_at is null
        and not exists (select from membership a where a.group_id = $1 and a.person_id = v.invited_by and a.role = 'administrator')`,
    values: [group, person, ctx.now, ctx.person!.id],
  })
}

/** Whether the group keeps the owner of this address out, so that an invitation by this person does not let them in (J7). */
export async function isKeptOutFrom(
  ctx: PublicContext,
  group: SpaceId,
  emailKey: string,
  by: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row<{ out: boolean }>({
    name: 'is-kept-out-from',
    text: `select exists (select from effective_kept_out k join person p on p.id = k.person_id
        where k.group_id = $1 and p.email_key = $2)
      and not exists (select from membership a where a.group_id = $1 and a.person_id = $3 and a.role = 'administrator') as out`,
    values: [group, emailKey, by],
  })
  return row!.out
}
