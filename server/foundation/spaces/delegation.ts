import type { Authorized, Container } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { bit } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, Forbidden, NotFound } from '../../kernel/errors.ts'
import * as store from './store.ts'
import type { GrantRow } from './grants-store.ts'
import { said } from './words.ts'

/** The rights of one principal on a list. */
export interface Held {
  to: string
  bits: number
}

export const held = ({ principalId, rights }: GrantRow): Held => ({
  to: principalId,
  bits: rights,
})

/**
 * A person who manages by a grant (not by role or ownership) gives and takes at most the rights that they have, in every way:
 * by a new list, by following another one, or by moving under another parent (I7, X40, X41).
 */
export async function refuseBeyond(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  before: Held[],
  after: Held[],
): Promise<void> {
  if (await store.rulesTheSpace(ctx, ctx.person.id, container.space)) return
  const was = new Map(before.map(({ to, bits }) => [to, bits]))
  const willBe = new Map(after.map(({ to, bits }) => [to, bits]))
  const lacking = ~container.rights & ~bit['see-busy']
  const beyond = [...was.keys(), ...willBe.keys()].some(
    (to) => (((was.get(to) ?? 0) ^ (willBe.get(to) ?? 0)) & lacking) !== 0,
  )
  if (beyond) throw new Forbidden('beyond-own-rights', said.beyondOwnRights)
}

/** After a change of rights, refuses if the asker can no longer see the container: nobody shuts themselves out by mistake. */
export async function stillSeen(
  ctx: Context,
  { space, id }: Container,
): Promise<Authorized<Container, 'view'>> {
  try {
    return await authorizeContainer(ctx, 'view', space, id)
  } catch (error) {
    throw error instanceof NotFound ? new Conflict('shuts-you-out', said.shutsYouOut) : error
  }
}
