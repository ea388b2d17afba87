import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { authorizeGroup } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { inTheTurn, removeFiles, Unnamed } from '../files/files.ts'
import { squarePicture } from '../people/pictures.ts'
import { pictureOf } from './answers.ts'
import { groupRow } from './capacity.ts'
import { groupPictureChanged, recordInGroup } from './events.ts'
import * as store from './store.ts'

const side = 256

/** Re-encodes an uploaded picture, then checks the right again, since an upload takes time (A11). */
export async function setPicture(ctx: Context, group: SpaceId, upload: unknown): Promise<string> {
  const drawn = await squarePicture(await buffer(upload as Readable), side)
  const unnamed = new Unnamed()
  const { name } = await unnamed.keep(ctx, group, Readable.from([drawn]))
  await inTheTurn(ctx, [group], unnamed, async (inside) => {
    await authorizeGroup(inside, 'changeSettings', group)
    await change(inside, group, name)
  })
  return pictureOf({ id: group, picture: name })!
}

export async function removePicture(ctx: Context, group: SpaceId): Promise<void> {
  await change(ctx, group, null)
}

/** Needs the lock of the group. Removes the previous picture from the disk. */
async function change(ctx: Context, group: SpaceId, picture: string | null): Promise<void> {
  const { picture: before } = await groupRow(ctx, group)
  await store.setPicture(ctx, group, picture)
  await recordInGroup(ctx, group, groupPictureChanged, {})
  if (before) ctx.db.afterCommit(() => removeFiles(ctx, group, [before]))
}

/** Serves the current picture, only by its current name. */
export async function picture(ctx: Context, group: SpaceId, name: string): Promise<FileAnswer> {
  const row = await groupRow(ctx, group)
  if (row.picture === null || row.picture !== name) throw new NotFound()
  const body = await ctx.house.blobs.get(group, name)
  return { body, type: 'image/webp', immutable: true }
}
