import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import { allows, levelOf, type Level } from '../../access/rights.ts'
import { lockSpaces, record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupRow } from '../groups/capacity.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { lockFamily } from './flat.ts'
import { leaveAlone } from './membership.ts'
import * as leavingStore from './leaving-store.ts'
import type { PrivateGrant, ReceivedGrant } from './leaving-store.ts'
import * as words from './words.ts'
import { accessWithdrawn } from './events.ts'

export interface GrantAtStake {
  grant: string
  space: SpaceId
  container: string
  item: string | null
  tool: string
  title: string
  principal:
    | { kind: 'person'; id: PersonId; card: Card }
    | { kind: 'group'; id: SpaceId; name: string }
  level: Level | null
}

/** A grant from a member to the leaver. */
export interface GrantReceived {
  grant: string
  space: SpaceId
  container: string
  item: string | null
  tool: string
  title: string
  owner: Card
  through: string | null
  level: Level | null
}

interface Stakes {
  grants: GrantAtStake[]
  kept: GrantAtStake[]
  /** The other way round: grants that end for the leaver, and those that another shared group still justifies. */
  losing: GrantReceived[]
  keeping: GrantReceived[]
}

/**
 * Every right on private data between the leaver and the members, both ways: those that would end, and those that stay
 * justified (J4).
 */
export async function beforeLeaving(
  ctx: Context,
  group: Authorized<Group, 'leave'>,
): Promise<Stakes> {
  const given = await leavingStore.grantsToMembers(ctx, group.id, ctx.person.id)
  const received = await leavingStore.grantsFromMembers(ctx, group.id, ctx.person.id)
  const [grants, kept] = parted(given, await described(ctx, given))
  const [losing, keeping] = parted(received, await receivedOnes(ctx, received))
  return { grants, kept, losing, keeping }
}

/** Splits grants into those that would end and those that another group still justifies. */
function parted<T>(rows: { justified: boolean }[], shown: T[]): [T[], T[]] {
  return [
    shown.filter((_, index) => !rows[index]!.justified),
    shown.filter((_, index) => rows[index]!.justified),
  ]
}

async function receivedOnes(ctx: Context, rows: ReceivedGrant[]): Promise<GrantReceived[]> {
  const owners = rows.map(({ owner }) => owner)
  const cards = await cardsOf(ctx, owners, ctx.person.organizationId)
  return rows.map((row) => ({
    ...{ grant: row.id, space: row.space, container: row.container, item: row.item },
    ...{ tool: row.tool, title: row.title, through: row.through, level: levelIn(row) },
    owner: cards.get(row.owner)!,
  }))
}

async function described(ctx: Context, rows: PrivateGrant[]): Promise<GrantAtStake[]> {
  const people = rows
    .filter((row) => row.principalKind === 'person')
    .map((row) => row.principal as PersonId)
  const cards = await cardsOf(ctx, people, ctx.person.organizationId)
  const names = new Map<SpaceId, string>()
  for (const { principal, principalKind } of rows)
    if (principalKind === 'group' && !names.has(principal as SpaceId))
      names.set(principal as SpaceId, (await groupRow(ctx, principal as SpaceId)).name)
  return rows.map((row) => ({
    ...{ grant: row.id, space: row.space, container: row.container, item: row.item },
    ...{ tool: row.tool, title: row.title, level: levelIn(row) },
    principal:
      row.principalKind === 'person'
        ? {
            kind: 'person',
            id: row.principal as PersonId,
            card: cards.get(row.principal as PersonId)!,
          }
        : {
            kind: 'group',
            id: row.principal as SpaceId,
            name: names.get(row.principal as SpaceId)!,
          },
  }))
}

function levelIn({ item, rights }: Pick<PrivateGrant, 'item' | 'rights'>): Level | null {
  if (item === null) return levelOf(rights)
  return allows(rights, 'edit') ? 'editor' : 'reader'
}

/**
 * Leaves, and takes back the grants that only this group justified; `keep` narrows the others to those that it lists (J4,
 * A7).
 */
export async function leave(
  ctx: Context,
  group: Authorized<Group, 'leave'>,
  keep: string[] | undefined,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const rows = await leavingStore.grantsToMembers(ctx, group.id, ctx.person.id)
  const justified = rows.filter((row) => row.justified).map(({ id }) => id)
  const staying = keep ?? justified
  if (!staying.every((id) => justified.includes(id))) throw words.notKeepable()
  await withdraw(
    ctx,
    rows.filter(({ id }) => !staying.includes(id)),
  )
  await leaveAlone(ctx, group.id, ctx.person.id)
}

async function withdraw(ctx: Context, rows: PrivateGrant[]): Promise<void> {
  if (rows.length === 0) return
  const space = ctx.person.privateSpace
  await lockSpaces(ctx, [space])
  await leavingStore.deleteGrants(
    ctx,
    space,
    rows.map(({ id }) => id),
  )
  for (const { container, item, principal, rights } of rows)
    await record(ctx, space, accessWithdrawn, {
      container,
      ...(item !== null && { item: item as never }),
      detail: { principal, rights },
    })
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(space))
}
