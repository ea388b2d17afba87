import type { Authorized, Container } from '../../access/authorized.ts'
import { authorizeDrop } from '../../access/authorize.ts'
import type { Acquaintance } from '../../access/people.ts'
import { inTheTurn, Unnamed } from '../../foundation/files/files.ts'
import { beginUploadOfDrop, uploadsUnderWay } from '../../foundation/files/uploads.ts'
import { cardsOf } from '../../foundation/people/cards.ts'
import { droppedSince, withoutFigures } from '../../foundation/receipts/receipts.ts'
import { makeForDrops, takeDrops } from '../../foundation/spaces/drops.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import type { ContainerKey } from '../../kernel/tool.ts'
import * as store from './drop-folder-store.ts'
import type { MyDropFolder, NewFileToPerson, SendingShape } from './schema.ts'
import { fileName } from './file-name.ts'
import { ownFolder, said, takesNothing, tooManySent, tooMuchSent } from './words.ts'

type Sending = Static<typeof SendingShape>
type Mine = Static<typeof MyDropFolder>

const dayMilliseconds = 86_400_000
const megabyte = 1_000_000

/** Whether the asker may send files to this person, and how much of a day's limit they have left. */
export async function sendingTo(
  ctx: Context,
  person: Authorized<Acquaintance, 'meet'>,
): Promise<Sending> {
  const most = limitsOf(ctx)
  const closed = { takes: false, space: null, most, left: most }
  if (!mayMeet(ctx, person)) return closed // somebody who has left may have no space any more
  const { space, container, isKnown } = await store.dropFolderOf(ctx, person.id)
  const takes = !isKnown || (container !== null && (await stillTakes(ctx, { space, container })))
  if (!takes || (await store.isBlocked(ctx, space, ctx.person.id))) return closed
  const { files, bytes } = await sentWithinADay(ctx, space)
  const left = {
    files: Math.max(most.files - files, 0),
    bytes: Math.max(most.bytes - bytes, 0),
  }
  return { takes, space, most, left }
}

/**
 * Announces a file for a person's drop folder, which is made on first use. Refuses before the first byte, in words that tell
 * nothing of what the owner has (I1).
 */
export async function beginSending(
  ctx: Context,
  person: Authorized<Acquaintance, 'meet'>,
  announced: Static<typeof NewFileToPerson>,
) {
  fileName(announced.name, 'body.name')
  if (person.id === ctx.person.id) throw ownFolder()
  if (!mayMeet(ctx, person)) throw takesNothing()
  const { space } = await store.dropFolderOf(ctx, person.id)
  return inTheTurn(ctx, [space], new Unnamed(), async (inside) => {
    const folder = await openFolder(inside, person.id)
    await mustBeWithinLimit(inside, space, announced.size)
    return beginUploadOfDrop(inside, folder, 'file', announced).catch(withoutFigures)
  })
}

function mayMeet({ person: { id } }: Context, person: Acquaintance): boolean {
  return person.sharesGroup && person.id !== id
}

/** Needs the turn of the space. */
async function openFolder(
  inside: Context,
  person: PersonId,
): Promise<Authorized<Container, 'add'>> {
  const found = await store.dropFolderOf(inside, person)
  const { space } = found
  const container = found.isKnown ? found.container : await make(inside, found)
  if (container === null) throw takesNothing()
  return dropInto(inside, { space, container }).catch((error: unknown) => {
    throw error instanceof NotFound ? takesNothing() : error
  })
}

async function make(inside: Context, { space, owner, root, language }: store.DropFolder) {
  const named = { tool: 'documents', kind: 'folder', name: said.dropFolder[language] }
  const container = await makeForDrops(inside, { space, parent: root, owner, ...named })
  await store.setDropFolder(inside, space, container)
  return container
}

/** The right to send into this folder: its list says it, unless the owner has blocked the sender. */
export async function dropInto(
  ctx: Context,
  { space, container }: ContainerKey,
): Promise<Authorized<Container, 'add'>> {
  const folder = await authorizeDrop(ctx, space, container)
  if (await store.isBlocked(ctx, space, ctx.person.id)) throw new NotFound()
  return folder
}

async function stillTakes(ctx: Context, folder: ContainerKey): Promise<boolean> {
  return dropInto(ctx, folder).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotFound) return false
      throw error
    },
  )
}

function limitsOf({ house: { config } }: Context): { files: number; bytes: number } {
  return { files: config.dropFiles, bytes: config.dropMegabytes * megabyte }
}

/** What the asker has sent there within a day, and what is on its way. */
async function sentWithinADay(
  ctx: Context,
  space: SpaceId,
): Promise<{ files: number; bytes: number }> {
  const since = new Date(ctx.now.getTime() - dayMilliseconds)
  const sent = await droppedSince(ctx, space, since)
  const coming = await uploadsUnderWay(ctx, space)
  return { files: sent.files + coming.files, bytes: sent.bytes + coming.bytes }
}

async function mustBeWithinLimit(ctx: Context, space: SpaceId, size: number): Promise<void> {
  const most = limitsOf(ctx)
  const { files, bytes } = await sentWithinADay(ctx, space)
  if (files + 1 > most.files) throw tooManySent(most.files)
  if (bytes + size > most.bytes) throw tooMuchSent(most.bytes)
}

/** The asker's own drop folder: whether it takes files, where it is, and whose files they do not want. */
export async function myDropFolder(ctx: Context): Promise<Mine> {
  const { container, name, isKnown, takes } = await store.dropFolderOf(ctx, ctx.person.id)
  const blocked = await store.blockedSenders(ctx, ctx.person.privateSpace)
  const cards = await cardsOf(ctx, blocked, ctx.person.organizationId)
  return {
    takes: isKnown ? takes : true,
    folder: container !== null && name !== null ? { id: container, name } : null,
    blocked: blocked.flatMap((person) => cards.get(person) ?? []),
  }
}

/** Switches the folder on or off; a folder that is in the trash is replaced. */
export async function switchDropFolder(ctx: Context, takes: boolean): Promise<Mine> {
  const space = ctx.person.privateSpace
  await lockSpaces(ctx, [space])
  const found = await store.dropFolderOf(ctx, ctx.person.id)
  if (found.container !== null && found.name !== null)
    await takeDrops(ctx, { space, container: found.container }, takes)
  else if (takes) await make(ctx, found)
  else await store.setDropFolder(ctx, space, null)
  return myDropFolder(ctx)
}

export async function blockSender(ctx: Context, person: PersonId): Promise<void> {
  await lockSpaces(ctx, [ctx.person.privateSpace])
  await store.block(ctx, ctx.person.privateSpace, person)
}

export async function unblockSender(ctx: Context, person: PersonId): Promise<void> {
  await store.unblock(ctx, ctx.person.privateSpace, person)
}
