import type { Acquaintance } from '../../access/people.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, invalidField } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import { searchWords } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { isLastAdmin, takeDeletionBack } from '../people/going-store.ts'
import type { OrgRole } from '../people/people.ts'
import { endSessionsOf, holdPerson } from '../people/sessions.ts'
import {
  personDeactivated,
  personDeletionTakenBack,
  personPlanChanged,
  personReactivated,
  personRoleChanged,
} from './events.ts'
import { governAlone } from './government.ts'
import * as store from './store.ts'
import { heldByGovernance } from './store.ts'
import * as words from './words.ts'
import { recordAboutPerson } from '../people/events.ts'

interface Internal {
  card: Card
  orgRole: OrgRole
  /** For governors only. */
  plan: { id: string; name: string } | null
  groupsAdministered: number | null
  /** Whether signing in asks for more than the password. */
  secondFactor: boolean | null
  createdAt: string
  deactivatedAt: string | null
  /** When the account will be deleted; for governors only. */
  deletionDueAt: string | null
  invited: false
}

/** The people of an organization: everybody for governors, the directory for anyone else whom policy lets look (O5). */
export async function internals(
  ctx: Context,
  organization: OrganizationId,
  governs: boolean,
  asked: { search?: string; after?: string; limit?: number },
): Promise<Page<Internal> & { total: number }> {
  const found = searchWords(asked.search ?? '')
  const limit = asked.limit ?? 50
  const after = cursor<[string, string]>(asked.after)
  const [rows, total] = await Promise.all([
    store.internals(ctx, organization, { words: found, after, limit, alsoDeactivated: governs }),
    store.countInternals(ctx, organization, found, governs),
  ])
  const { items, next } = pageOf(rows, limit, (last) => [last.key, last.id])
  const ids = items.map(({ id }) => id)
  const cards = await cardsOf(ctx, ids, organization)
  return { items: items.map((row) => internal(row, cards.get(row.id)!, governs)), next, total }
}

function internal(row: store.InternalRow, card: Card, governs: boolean): Internal {
  return {
    card,
    orgRole: row.orgRole,
    plan: governs ? { id: row.planId, name: row.planName } : null,
    groupsAdministered: governs ? row.groupsAdministered : null,
    secondFactor: governs ? row.secondFactor : null,
    createdAt: row.createdAt,
    deactivatedAt: row.deactivatedAt,
    deletionDueAt: governs ? row.deletionDueAt : null,
    invited: false,
  }
}

/** Changes somebody's role or plan in the organization; an organization never loses its last admin (O4). */
export async function changeInternal(
  ctx: Context,
  organization: OrganizationId,
  { id }: Acquaintance,
  change: { orgRole?: OrgRole; plan?: string },
): Promise<void> {
  await governAlone(ctx, organization)
  if (change.plan !== undefined && !(await store.planIn(ctx, organization, change.plan)))
    throw invalidField('body.plan', 'unknown', words.noSuchPlan)
  if (change.orgRole !== undefined && change.orgRole !== 'admin') await keepAnAdmin(ctx, id)
  const before = await store.partOf(ctx, id)
  if (governs(change.orgRole) && !governs(before.orgRole)) await mustNotBeBroughtIn(ctx, id)
  await store.changeInternal(ctx, id, change)
  const after = await store.partOf(ctx, id)
  if (before.orgRole !== after.orgRole)
    await recordAboutPerson(ctx, id, personRoleChanged, { from: before.orgRole, to: after.orgRole })
  if (before.plan !== after.plan)
    await recordAboutPerson(ctx, id, personPlanChanged, { from: before.plan, to: after.plan })
  ctx.db.afterCommit(() => ctx.house.live.recheck(id))
}

export { heldByGovernance }

const governs = (role: string | undefined) => role === 'admin' || role === 'manager'

/** Nobody becomes a governor inside a private group that other governors brought them into (M3). */
async function mustNotBeBroughtIn(ctx: Context, person: PersonId): Promise<void> {
  const groups = await heldByGovernance(ctx, person)
  if (groups.length > 0)
    throw new Conflict('brought-in-by-governance', words.broughtIn(groups.map(({ name }) => name)))
}

/**
 * Stops an account: sessions, API tokens, app passwords and open connections end immediately; content stays theirs by name
 * (O9).
 */
export async function deactivate(
  ctx: Context,
  organization: OrganizationId,
  { id }: Acquaintance,
): Promise<void> {
  await governAlone(ctx, organization)
  await keepAnAdmin(ctx, id)
  await holdPerson(ctx, id) // a session or token that is made meanwhile is complete by now, and ends too
  const stopped = await store.deactivate(ctx, id, ctx.person.id)
  await endSessionsOf(ctx, id)
  if (stopped) await recordAboutPerson(ctx, id, personDeactivated, {})
}

/** Starts the account again, with everything it had, and cancels a deletion by an admin; old sessions stay ended (O9). */
export async function reactivate(
  ctx: Context,
  organization: OrganizationId,
  { id }: Acquaintance,
): Promise<void> {
  await governAlone(ctx, organization)
  if (await takeDeletionBack(ctx, id, 'asked-by-others'))
    await recordAboutPerson(ctx, id, personDeletionTakenBack, {})
  if (await store.reactivate(ctx, id)) await recordAboutPerson(ctx, id, personReactivated, {})
}

/** Refuses when the organization would have no admin left; a person who is about to be deleted does not count (O4). */
async function keepAnAdmin(ctx: Context, without: PersonId): Promise<void> {
  if (await isLastAdmin(ctx, without)) throw new Conflict('last-admin', words.lastAdmin)
}
