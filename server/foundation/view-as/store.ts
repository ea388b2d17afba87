import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { viewableRoles } from './schema.ts'

export interface Viewing {
  group: SpaceId
  role: (typeof viewableRoles)[number] | null
  guest: boolean
  person: PersonId | null
}

export async function insertViewing(
  ctx: PublicContext,
  tokenHash: Buffer,
  viewer: PersonId,
  { group, role, guest, person }: Viewing,
  minutes: number,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-viewing',
    text: `insert into viewing (token_hash, group_id, viewer_id, role, guest, person_id, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, the_time(), the_time() + make_interval(mins => $7))`,
    values: [tokenHash, group, viewer, role, guest, person, minutes],
  })
}

export function viewing(
  ctx: PublicContext,
  tokenHash: Buffer,
  viewer: PersonId,
): Promise<Viewing | undefined> {
  return ctx.db.row<Viewing>({
    name: 'viewing',
    text: `select group_id as "group", role, guest, person_id as person from viewing
      where token_hash = $1 and viewer_id = $2 and expires_at > the_time()`,
    values: [tokenHash, viewer],
  })
}

export async function deleteEndedViewings(db: Querier, now: Date): Promise<void> {
  await db.run({
    name: 'delete-ended-viewings',
    text: 'delete from viewing where expires_at < $1',
    values: [now],
  })
}

/** Whether this person is a member at this moment, in any way. */
export async function isInside(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'view-as-inside',
    text: 'select from effective_membership where group_id = $1 and person_id = $2 limit 1',
    values: [group, person],
  })
  return row !== undefined
}

export interface Seer {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: 'admin' | 'manager' | 'coordinator' | 'member' | null
  language: Language
  timeZone: string
}

export function seer(ctx: PublicContext, person: PersonId): Promise<Seer | undefined> {
  return ctx.db.row<Seer>({
    name: 'view-as-person',
    text: `select id, organization_id as "organizationId", org_role as "orgRole", language, time_zone as "timeZone"
      from person where id = $1 and deactivated_at is null`,
    values: [person],
  })
}

/** Inserts a temporary person with that role; only ever inside a transaction that is rolled back. */
export async function insertSeer(
  ctx: PublicContext,
  id: PersonId,
  { group, role, guest }: Viewing,
  [firstName, lastName]: [string, string],
): Promise<void> {
  await ctx.db.run({
    name: 'view-as-insert-person',
    text: `insert into person (id, organization_id, org_role, email, email_key, first_name, last_name, created_at)
      select $1::uuid, case when $3 then null else w.organization_id end, case when $3 then null else 'member' end, $1::text, $1::text, $5, $6, $4
      from workgroup w where w.id = $2`,
    values: [id, group, guest, ctx.now, firstName, lastName],
  })
  await ctx.db.run({
    name: 'view-as-insert-member',
    text: `insert into membership (group_id, person_id, role, since, how) values ($1, $2, $3, $4, 'added')`,
    values: [group, id, role, ctx.now],
  })
  await ctx.db.run({
    name: 'view-as-insert-flat-member',
    text: `insert into flat_membership (group_id, person_id, via_id, role, name_key, since)
      values ($1, $2, $1, $3, chr(1), $4)`,
    values: [group, id, role, ctx.now],
  })
}

/** Hides the member's own marks, which are nobody else's business; only ever inside a transaction that is rolled back. */
export async function hideMarks(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  for (const table of ['favourite', 'follow', 'recent', 'seen', 'read_mark'])
    await ctx.db.run({
      name: `view-as-hide-${table}`,
      text: `delete from ${table} where person_id = $1 and space_id = $2`,
      values: [person, group],
    })
}

/** Hides links out of the group, to things that only the member may see; only ever inside a transaction that is rolled back. */
export async function hideLinksOut(ctx: PublicContext, group: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'view-as-hide-links',
    text: `delete from item_link
      where (space_id = $1 and to_space_id <> $1) or (to_space_id = $1 and space_id <> $1)`,
    values: [group],
  })
}
