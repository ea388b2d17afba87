import type { Authorized } from '../../access/authorized.ts'
import { placesByDefault, setDefault, shiftedByDefault } from '../../access/default-rights.ts'
import type { Group } from '../../access/groups.ts'
import { bitsOfLevel, rights, allows, type Right } from '../../access/rights.ts'
import type { Context } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { cardsOf } from '../people/cards.ts'
import { groupRow } from './capacity.ts'
import type { DefaultLevel } from './group.ts'
import type { DefaultDifference } from './schema.ts'

const named = 5

/** The rights that people would gain or lose with this default level, and where: shown before it is saved (G3). */
export async function differenceOfDefault(
  ctx: Context,
  group: Authorized<Group, 'changeSettings'>,
  level: DefaultLevel,
): Promise<Static<typeof DefaultDifference>> {
  const before = (await groupRow(ctx, group.id)).defaultRights
  const rows = await shiftedByDefault(ctx, group.id, before, bitsOfLevel[level], named)
  const cards = await cardsOf(
    ctx,
    rows.flatMap(({ people }) => people),
    group.organizationId,
  )
  return {
    shifts: rows.map(({ gains, loses, total, people }) => ({
      gains: rightsIn(gains),
      loses: rightsIn(loses),
      total,
      people: people.map((person) => cards.get(person)!),
    })),
    places: await placesByDefault(ctx, group.id, before),
  }
}

function rightsIn(bits: number): Right[] {
  return rights.filter((right) => allows(bits, right))
}

/** Applies a new default to every list that follows it; lists that were set by hand stay (G3, A2). */
export async function followDefault(
  ctx: Context,
  group: SpaceId,
  before: number,
  after: number,
): Promise<void> {
  await setDefault(ctx, group, before, after, ctx.person.id)
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(group))
}
