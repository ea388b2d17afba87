import type { Context } from '../kernel/context.ts'
import { Forbidden, NotFound } from '../kernel/errors.ts'
import type { OrganizationId, PersonId } from '../kernel/ids.ts'
import type { Authorized } from './authorized.ts'

/** A person whom the asker may know of: they share a group, or are internals of the same organization (O3, O5). */
export interface Acquaintance {
  id: PersonId
  organizationId: OrganizationId | null
  sharesGroup: boolean
}

/**
 * `meet`: a person in a shared group, a colleague where the directory is open, or the asker. `govern`: a person in the
 * organization that the asker governs.
 */
export async function authorizePerson<A extends 'meet' | 'govern'>(
  ctx: Context,
  act: A,
  id: PersonId,
): Promise<Authorized<Acquaintance, A>> {
  const found = (await acquaintances(ctx, [id])).get(id)
  if (!found) throw new NotFound()
  if (act === 'govern' && !(found.colleague && governs(ctx))) throw new Forbidden('forbidden')
  return found as Acquaintance as Authorized<Acquaintance, A>
}

interface Found extends Acquaintance {
  colleague: boolean
}

/** Those of these people whom the asker may know of. */
export async function acquaintances(ctx: Context, ids: PersonId[]): Promise<Map<PersonId, Found>> {
  const rows = await ctx.db.rows<Found & { colleaguesShown: boolean }>({
    name: 'access-person',
    text: `select p.id, p.organization_id as "organizationId", p.organization_id is not null and p.organization_id = $3 as colleague,
        coalesce((select o.who_sees_directory = 'everyone' from organization o where o.id = $3), false) as "colleaguesShown",
        exists (select from effective_membership theirs
          join effective_membership mine on mine.group_id = theirs.group_id
          where theirs.person_id = p.id and mine.person_id = $1) as "sharesGroup"
      from person p where p.id = any($2::uuid[])`,
    values: [ctx.person.id, ids, ctx.person.organizationId],
  })
  const known = rows.filter(
    ({ id, sharesGroup, colleague, colleaguesShown }) =>
      id === ctx.person.id || sharesGroup || (colleague && (governs(ctx) || colleaguesShown)),
  )
  return new Map(known.map((each) => [each.id, each]))
}

function governs({ person }: Context): boolean {
  return person.orgRole === 'admin' || person.orgRole === 'manager'
}
