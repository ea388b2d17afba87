import { Readable } from 'node:stream'
import { authorizeItem } from '../../access/authorize.ts'
import { personById } from '../../foundation/people/people.ts'
import { sessionsOf } from '../../foundation/people/sessions.ts'
import { countAttempt } from '../../foundation/people/throttle.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import * as store from './store.ts'

/** So many an hour and person: each reads everything that somebody ever wrote. */
const anHour = 5
const pageSize = 100

/** One's own data, written out while it is read: never more than a page of it is in memory (O9). */
export async function exportMine(ctx: Context): Promise<FileAnswer> {
  await countAttempt(ctx, [{ key: `export:${ctx.person.id}`, free: anHour }])
  const day = ctx.now.toISOString().slice(0, 10)
  return {
    stream: Readable.from(written({ ...ctx, db: { ...ctx.house.db, afterCommit: neverWrites } })),
    type: 'application/json; charset=utf-8',
    name: `atelier-${day}.json`,
  }
}

async function* written(ctx: Context): AsyncGenerator<string> {
  const { passwordHash: _, ...profile } = await personById(ctx, ctx.person.id)
  yield `{"exportedAt":${JSON.stringify(ctx.now.toISOString())},"profile":${JSON.stringify(profile)}`
  yield* list('sessions', [await sessionsOf(ctx)])
  yield* list('memberships', [await store.memberships(ctx)])
  yield* list(
    'invitations',
    pages((after) => store.invitations(ctx, after, pageSize)),
  )
  yield* list(
    'grantsGiven',
    pages((after) => store.grantsGiven(ctx, after, pageSize)),
  )
  yield* list(
    'notes',
    readable(ctx, (after) => store.items(ctx, after, pageSize), withText),
  )
  yield* list(
    'comments',
    readable(ctx, (after) => store.comments(ctx, after, pageSize)),
  )
  yield '}\n'
}

type Row = { id: string }

async function* list(
  name: string,
  parts: Iterable<object[]> | AsyncIterable<object[]>,
): AsyncGenerator<string> {
  yield `,\n"${name}":[`
  let first = true
  for await (const part of parts)
    for (const each of part) {
      yield `${first ? '' : ','}\n${JSON.stringify(each)}`
      first = false
    }
  yield ']'
}

async function* pages<R extends Row>(
  next: (after: string | null) => Promise<R[]>,
): AsyncGenerator<R[]> {
  let after: string | null = null
  for (;;) {
    const page: R[] = await next(after)
    if (page.length > 0) yield page
    if (page.length < pageSize) return
    after = page.at(-1)!.id
  }
}

/** Only what one may still view, asked anew for each: the export may take a while (A11). */
async function* readable<R extends store.Written>(
  ctx: Context,
  next: (after: string | null) => Promise<R[]>,
  more: (ctx: Context, row: R) => Promise<object> = async (_, row) => row,
): AsyncGenerator<object[]> {
  for await (const page of pages(next)) {
    const kept: object[] = []
    for (const row of page) if (await mayView(ctx, row)) kept.push(await more(ctx, row))
    yield kept
  }
}

function mayView(ctx: Context, { space, item }: store.Written): Promise<boolean> {
  return authorizeItem(ctx, 'view', space, item).then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotFound) return false
      throw error
    },
  )
}

async function withText(ctx: Context, row: store.OwnItem): Promise<object> {
  const tool = ctx.house.tools.find(({ name }) => name === row.tool)
  return { ...row, text: (await tool?.asText?.(ctx, row)) ?? '' }
}

/** It is written out after the request's own statements: each reads the state of its moment. */
function neverWrites(): never {
  throw new Error('an export changes nothing')
}
