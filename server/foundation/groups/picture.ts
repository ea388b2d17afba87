import { Readable } from 'node:stream'
import { authorizeGroup } from '../../access/groups.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { inTransaction } from '../people/people.ts'
import { squarePicture } from '../people/pictures.ts'
import { pictureOf } from './answers.ts'
import { groupRow } from './capacity.ts'
import { recordGroup } from './events.ts'
import * as store from './store.ts'

/** Where pictures lay before each group had its own shelf. */
export const shelfOfAll = 'groups'
const side = 256

/** Draws what was sent anew, and asks again whether it may be set: an upload takes its time (A11). */
export async function setPicture(ctx: Context, group: SpaceId, upload: unknown): Promise<string> {
  const drawn = await squarePicture(await whole(upload as Readable), side)
  const { sha256 } = await ctx.house.blobs.put(group, Readable.from([drawn]))
  await inTransaction(ctx, async (inside) => {
    await lockSpaces(inside, [group])
    await authorizeGroup(inside, 'changeSettings', group)
    await change(inside, group, sha256)
  })
  return pictureOf({ id: group, picture: sha256 })!
}

export async function removePicture(ctx: Context, group: SpaceId): Promise<void> {
  await change(ctx, group, null)
}

async function change(ctx: Context, group: SpaceId, picture: string | null): Promise<void> {
  await store.setPicture(ctx, group, picture)
  await recordGroup(ctx, group, { kind: 'group.picture-changed', detail: {} })
}

/** The picture by the name that it has now. */
export async function picture(ctx: Context, group: SpaceId, name: string): Promise<FileAnswer> {
  const row = await groupRow(ctx, group)
  if (row.picture === null || row.picture !== name) throw new NotFound()
  const { blobs } = ctx.house
  const { stream, size } = await blobs.get(group, name).catch(() => blobs.get(shelfOfAll, name))
  return { stream, size, type: 'image/webp', immutable: true }
}

async function whole(upload: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of upload as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}
