import type { Context } from '../kernel/context.ts'
import { Forbidden, NotFound } from '../kernel/errors.ts'
import type { OrganizationId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Authorized } from './authorized.ts'
import { bit } from './rights.ts'

/** The acts on a case as a case: with whom it is shared, and whose it is (R2, R4). */
export type CaseAct = 'share' | 'leave' | 'offer' | 'withdraw' | 'answer'

export interface Case {
  id: SpaceId
  organizationId: OrganizationId
  owner: PersonId
  /** The colleague to whom it is offered; everybody but its owner is suspended until they answer. */
  offeredTo: PersonId | null
}

/**
 * Finds a case if the asker may do this with it. Somebody to whom it is offered may answer and sees nothing else of it; for
 * them and for everybody outside it is like one that does not exist (A10).
 */
export async function authorizeCase<A extends CaseAct>(
  ctx: Context,
  act: A,
  id: SpaceId,
): Promise<Authorized<Case, A>> {
  const found = await ctx.db.row<Case & { rights: number }>({
    name: 'access-case',
    text: `select s.id, s.organization_id as "organizationId", s.owner_id as owner, o.person_id as "offeredTo",
        given_in_whole($1, s.id) as rights
      from space s left join case_offer o on o.space_id = s.id where s.id = $2 and s.kind = 'case'`,
    values: [ctx.person.id, id],
  })
  if (found && allowed(ctx, act, found)) return found as unknown as Authorized<Case, A>
  if (!found || !(found.rights & bit.view)) throw new NotFound()
  throw new Forbidden('forbidden')
}

function allowed(ctx: Context, act: CaseAct, found: Case & { rights: number }): boolean {
  const { id, organizationId } = ctx.person
  if (act === 'answer') return found.offeredTo === id && found.organizationId === organizationId
  if (act === 'share') return (found.rights & bit.manage) !== 0
  if (act === 'leave') return found.owner !== id && (found.rights & bit.view) !== 0
  return found.owner === id
}
