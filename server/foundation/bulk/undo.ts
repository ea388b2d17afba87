import { randomBytes } from 'node:crypto'
import type { Context } from '../../kernel/context.ts'
import { newId, type ActId, type ContainerId, type ItemId, type SpaceId } from '../../kernel/ids.ts'
import { hashOf } from '../people/sessions.ts'
import * as store from './store.ts'

/** Titles that got a number by a move: what they are now, and what they were. */
export type Titles = [now: string, before: string][]

/** The act that reverts another, for the items that it changed. */
export type Inverse = { items: ItemId[] } & (
  | { act: 'restore' }
  | { act: 'trash' }
  | { act: 'move'; to: ContainerId; titles: Titles }
  | { act: 'tag'; name: string }
  | { act: 'untag'; name: string }
  | { act: 'follow'; following: boolean }
  | { act: 'favour'; favourite: boolean }
  | { act: 'mark'; internalOnly: boolean }
)

const undoSeconds = 30

/** A context whose lines in the log are told as one act. */
export function oneAct(ctx: Context): ActContext {
  return { ...ctx, act: { id: newId<ActId>() } }
}

export type ActContext = Context & Required<Pick<Context, 'act'>>

/** Issues an undo token for this person and space. Only its hash is stored. */
export async function giveUndo(
  ctx: ActContext,
  space: SpaceId,
  inverses: Inverse[],
): Promise<{ undo: string; until: string }> {
  const undo = randomBytes(32).toString('base64url')
  const until = await store.keepUndo(ctx, space, hashOf(undo), inverses, undoSeconds)
  return { undo, until }
}

/**
 * Consumes an undo token: from now on the act is news to nobody. Returns the context that undoes it; undefined when the token
 * is unknown, used or expired.
 */
export async function takeUndo(
  ctx: Context,
  space: SpaceId,
  token: string,
): Promise<{ undoing: Context; inverses: Inverse[] } | undefined> {
  const taken = await store.takeUndo<Inverse>(ctx, space, hashOf(token))
  if (!taken) return undefined
  await store.takeBack(ctx, space, taken.act)
  return { undoing: { ...ctx, act: { id: taken.act, undone: true } }, inverses: taken.inverses }
}
