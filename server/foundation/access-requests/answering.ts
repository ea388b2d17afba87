import { authorizeContainer, authorizeItem } from '../../access/authorize.ts'
import { authorizeGroup } from '../../access/groups.ts'
import type { Principal } from '../../access/principals.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ContainerId, ItemId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { invite } from '../invitations/invitations.ts'
import { cardsOf } from '../people/cards.ts'
import { inTransaction } from '../people/people.ts'
import {
  accessOf,
  chooseEditors,
  chooseReaders,
  itemGrants,
  setAccess,
} from '../spaces/access-list.ts'
import { givenLevels, type AccessRequests } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

type Given = (typeof givenLevels)[number]

/** Requests of others that I may answer now. */
export async function accessRequests(ctx: Context): Promise<Static<typeof AccessRequests>> {
  const rows = await store.requestsReaching(ctx, ctx.person.id)
  const cards = await cardsOf(
    ctx,
    rows.map(({ person }) => person),
    ctx.person.organizationId,
  )
  return {
    items: rows.map((row) => ({
      ...{ id: row.id, card: cards.get(row.person)!, message: row.message, askedAt: row.askedAt },
      space: { id: row.space, name: row.spaceName, hue: row.hue },
      thing: thingOf(row),
      way: row.way,
      levels: levelsOf(row),
    })),
  }
}

function thingOf({ way, item, container, title, tool }: store.Waiting) {
  if (way !== 'right' || !container) return null
  const kind = item ? ('item' as const) : ('container' as const)
  return { kind, id: item ?? container, title: title ?? '', tool: tool ?? '' }
}

/** Lowest level first (J8). On an item, only its author may grant editing (A4). */
function levelsOf({ way, item, isAuthor }: store.Waiting): Given[] {
  if (way === 'membership') return []
  if (!item) return [...givenLevels]
  return isAuthor ? ['reader', 'editor'] : ['reader']
}

/** Grants a request at this level, by the rights that the answering person has without it (I7). */
export function approveAccess(ctx: Context, id: string, level: Given | undefined): Promise<void> {
  return answering(ctx, id, 'given', async (turn, request) => {
    if (request.way === 'membership') return bringIn(turn, request)
    const chosen = level ?? 'reader'
    if (!levelsOf(request).includes(chosen)) throw words.notThisLevel()
    if (request.item) await giveItem(turn, request, request.item, chosen)
    else await giveContainer(turn, request, request.container!, chosen)
  })
}

/** The asker is not told, since a refusal would reveal that the thing exists. */
export function declineAccess(ctx: Context, id: string): Promise<void> {
  return answering(ctx, id, 'declined', async () => undefined)
}

/** Reads the request again under the lock of its space, and throws when it was already answered. */
function answering(
  ctx: Context,
  id: string,
  said: 'given' | 'declined',
  work: (turn: Context, request: store.Waiting) => Promise<void>,
): Promise<void> {
  return inTransaction(ctx, async (turn) => {
    const [before] = await store.requestsReaching(turn, ctx.person.id, id)
    if (!before) throw new NotFound()
    await lockSpaces(turn, [before.space])
    const [request] = await store.requestsReaching(turn, ctx.person.id, id)
    if (!request || !(await store.answer(turn, id, said, ctx.person.id))) throw new NotFound()
    await work(turn, request)
  })
}

async function giveItem(
  ctx: Context,
  { space, person }: store.Waiting,
  id: ItemId,
  level: Given,
): Promise<void> {
  const item = await authorizeItem(ctx, 'view', space, id)
  const now = await itemGrants(ctx, item)
  const same = now.filter((each) => each.level === level).map(({ principal }) => principal)
  const to = [...same, { kind: 'person', id: person }] as Principal[]
  await (level === 'editor' ? chooseEditors : chooseReaders)(ctx, item, to)
}

async function giveContainer(
  ctx: Context,
  { space, person }: store.Waiting,
  id: ContainerId,
  level: Given,
): Promise<void> {
  const container = await authorizeContainer(ctx, 'manage', space, id)
  const { grants } = await accessOf(ctx, await authorizeContainer(ctx, 'view', space, id))
  const others = grants.filter(({ principal }) => principal.id !== person)
  await setAccess(ctx, container, {
    ownList: true,
    grants: [
      ...others.map(({ principal: { kind, id: to }, level: has, rights }) => ({
        principal: { kind, id: to },
        ...(has ? { level: has } : { rights }),
      })),
      { principal: { kind: 'person', id: person }, level },
    ],
  })
}

/** Invites the asker where access needs membership, if the answering person may invite (M5). */
async function bringIn(ctx: Context, { space, person }: store.Waiting): Promise<void> {
  const group = await authorizeGroup(ctx, 'invite', space)
  const [asker] = await store.addressees(ctx, [person])
  const [invited] = await invite(ctx, group, { people: [{ email: asker!.email }] })
  if (!['invited', 'already-invited'].includes(invited!.status)) throw words.notInvited()
}
