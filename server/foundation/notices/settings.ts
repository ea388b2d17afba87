import type { Authorized, Space } from '../../access/authorized.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { usualRhythm } from './hours.ts'
import { readStopToken, secretOf, type Stop } from './links.ts'
import { families } from '../../kernel/notice.ts'
import { defaults, mailedFamilies, withLetterOfTheirOwn, type Level } from './notice.ts'
import type { Levels, NoticeSettings, RhythmShape } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'

type LevelsAnswer = Required<Static<typeof Levels>>

/** All settings of a person's notices: everywhere, per group, and when (E1). */
export async function mySettings(ctx: Context): Promise<Static<typeof NoticeSettings>> {
  const rows = await store.levels(ctx)
  const everywhere = levelsFrom(rows, null, defaults)
  const muted = new Map((await store.mutes(ctx)).map(({ space, until }) => [space, until]))
  const groups = await store.myGroups(ctx)
  return {
    levels: everywhere,
    mailed: [...mailedFamilies],
    rhythm: (await store.rhythm(ctx)) ?? usualRhythm,
    timeZone: ctx.person.timeZone,
    groups: groups.map(({ id, name, hue, notifications }) => ({
      id,
      name,
      hue,
      notifications,
      own: rows.some(({ space }) => space === id),
      levels: levelsFrom(rows, id, everywhere),
      muted: muted.has(id),
      mutedUntil: muted.get(id) ?? null,
    })),
  }
}

function levelsFrom(
  rows: store.LevelRow[],
  space: SpaceId | null,
  usual: Record<string, Level>,
): LevelsAnswer {
  const own = new Map(rows.filter((row) => row.space === space).map((row) => [row.family, row]))
  return Object.fromEntries(
    families.map((family) => {
      const { product, push, mail } = own.get(family) ?? usual[family]!
      return [family, { product, push, mail }]
    }),
  ) as LevelsAnswer
}

export async function setLevelsEverywhere(
  ctx: Context,
  levels: Static<typeof Levels>,
): Promise<void> {
  await store.setLevels(ctx.db, ctx.person.id, null, rowsOf(levels))
  await store.endMails(ctx, ctx.person.id)
}

export async function setLevelsIn(
  ctx: Context,
  { id }: Authorized<Space, 'enter'>,
  levels: Static<typeof Levels>,
): Promise<void> {
  await store.setLevels(ctx.db, ctx.person.id, id, rowsOf(levels))
  await store.endMails(ctx, ctx.person.id)
}

function rowsOf(levels: Static<typeof Levels>) {
  return families.flatMap((family) => {
    const level = levels[family]
    if (!level) return []
    const mail = withLetterOfTheirOwn.includes(family) ? 'off' : level.mail
    return [{ family, product: level.product, push: level.push, mail } as const]
  })
}

export async function followEverywhere(
  ctx: Context,
  { id }: Authorized<Space, 'enter'>,
): Promise<void> {
  await store.dropLevels(ctx, id)
  await store.endMails(ctx, ctx.person.id)
}

/** Mutes a space: nothing is pushed, mailed or counted from there until that time, or until it is unmuted. */
export async function mute(
  ctx: Context,
  { id }: Authorized<Space, 'enter'>,
  until: string | null | undefined,
): Promise<void> {
  const end = until ? new Date(until) : null
  if (end && Number.isNaN(end.getTime())) throw words.notATime('body.until')
  if (end && end <= ctx.now) throw words.inThePast()
  await store.mute(ctx, id, end)
  ctx.db.afterCommit(() => ctx.house.live.nudge(ctx.person.id, 'notices'))
}

export async function unmute(ctx: Context, { id }: Authorized<Space, 'enter'>): Promise<void> {
  await store.unmute(ctx, id)
  ctx.db.afterCommit(() => ctx.house.live.nudge(ctx.person.id, 'notices'))
}

export async function setRhythm(ctx: Context, rhythm: Static<typeof RhythmShape>): Promise<void> {
  if ((rhythm.quietFrom === null) !== (rhythm.quietTo === null))
    throw words.bothQuietHours(rhythm.quietFrom === null ? 'body.quietFrom' : 'body.quietTo')
  if (rhythm.digest === 'off') await store.stopDigest(ctx, ctx.person.id)
  await store.setRhythm(ctx, rhythm)
}

/** Returns the mails that the link at the end of a mail would stop. The name of a group is shown to its members only. */
export async function lookAtStop(
  ctx: PublicContext,
  token: string,
): Promise<{ digest: boolean; group: string | null }> {
  const { person, space } = await stopOf(ctx, token)
  const found = space && (await store.nameForMember(ctx, person, space))
  return { digest: space === null, group: found ? found.name : null }
}

/** One click, no session; a second click changes nothing and gets the same answer (RFC 8058). */
export async function stop(ctx: PublicContext, token: string): Promise<void> {
  const { person, space } = await stopOf(ctx, token)
  if (!space) return store.stopDigest(ctx, person)
  await store.stopMails(ctx, person, space, usualOfMailed())
  await store.endMails(ctx, person)
}

async function stopOf(ctx: PublicContext, token: string): Promise<Stop> {
  const { linkKey } = await secretOf(ctx.house)
  const found = readStopToken(linkKey, token)
  if (!found) throw new NotFound()
  return found
}

/**
 * The families that one click in a mail about a group stops; mails of their own (invitations, requests, membership) still
 * come.
 */
function usualOfMailed() {
  return mailedFamilies.map((family) => ({ family, ...defaults[family] }))
}
