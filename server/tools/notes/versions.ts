import { touchItem } from '../../foundation/items/items.ts'
import { editText, storedText, weighItem } from '../../foundation/live-text/texts.ts'
import { cardsOf } from '../../foundation/people/cards.ts'
import { inTransaction } from '../../foundation/people/people.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import { asking, convert } from './convert.ts'
import type { Part } from './differences.ts'
import { authorizeNote, keyOf, noteAnswer, type AuthorizedNote } from './notes.ts'
import type { NoteAnswer, VersionAnswer, VersionRowAnswer } from './schema.ts'
import { field, textKey } from './live-text.ts'
import type { ReadNote } from './store.ts'
import * as versionStore from './versions-store.ts'
import { textOf } from './text.ts'

export async function versions(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<VersionRowAnswer>> {
  const [before] = cursor<[number]>(after) ?? []
  const from = Number.isInteger(before) ? before! : null
  const rows = await versionStore.versions(ctx, keyOf(note), from, limit + 1)
  const page = pageOf(rows, limit, (last) => [last.number])
  return { items: await answers(ctx, page.items), next: page.next }
}

async function answers<Row extends versionStore.VersionRow>(ctx: Context, rows: Row[]) {
  const cards = await cardsOf(ctx, new Set(rows.flatMap(({ authors }) => authors)))
  return rows.map((row) => ({
    ...row,
    authors: row.authors.map((author: PersonId) => cards.get(author)!),
  }))
}

export async function version(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  number: number,
): Promise<VersionAnswer> {
  const found = await versionOf(ctx, note, number)
  return (await answers(ctx, [found]))[0]! as VersionAnswer
}

async function versionOf(ctx: Context, note: AuthorizedNote<'view'>, number: number) {
  const found = await versionStore.version(ctx, keyOf(note), number)
  if (!found) throw new NotFound()
  return found
}

/**
 * The differences of version `number` from `against`, or from the present text: what restoring it would remove and bring
 * back.
 */
export async function difference(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  number: number,
  against: number | undefined,
): Promise<Part[]> {
  const { text } = await versionOf(ctx, note, number)
  const other =
    against === undefined ? await present(ctx, note) : await versionOf(ctx, note, against)
  return convert(asking(ctx), 'compare', other.text, text)
}

/** The present text, in the form of versions. */
async function present(ctx: Context, note: ReadNote) {
  const content = JSON.stringify((await textOf(ctx, note)).content)
  return (await convert(asking(ctx), 'remember', content))!
}

/** Saves the present text as a named version. */
export async function nameVersion(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  label: string,
): Promise<VersionRowAnswer> {
  const { content, text } = await present(ctx, note)
  return inLockedNote(ctx, note, async (inside, now) => {
    await addVersion(inside, now, { content, text, label: label.trim(), why: 'named' })
    await weighItem(inside, keyOf(now), now)
    const [newest] = await versionStore.versions(inside, keyOf(now), null, 1)
    return (await answers(inside, [newest!]))[0]!
  })
}

/** Restores a version by edits on top of the present text, visible immediately to everybody who has the note open. */
export async function restore(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  number: number,
): Promise<NoteAnswer> {
  const version = await versionOf(ctx, note as unknown as AuthorizedNote<'view'>, number)
  const { state, updates } = (await storedText(ctx.db, textKey(keyOf(note)))) ?? notFound()
  const bytes = updates.map((update) => update.bytes)
  const { edit, ...then } = await convert(
    asking(ctx),
    'rewrite',
    state,
    bytes,
    JSON.stringify(version.content),
  )
  await inLockedNote(ctx, note, async (inside, now) => {
    await addVersion(inside, now, { ...then, label: null, why: 'restored' })
    await editText(inside, now, field, edit)
    await touchItem(inside, now)
  })
  return noteAnswer(ctx, await authorizeNote(ctx, 'view', note.space, note.id))
}

function notFound(): never {
  throw new NotFound()
}

/** Runs `act` under the lock, after authorizing the person again. Texts must be converted before. */
function inLockedNote<T>(
  ctx: Context,
  { space, id }: AuthorizedNote<'edit'>,
  act: (inside: Context, note: AuthorizedNote<'edit'>) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx, async (inside) => {
    await lockSpaces(inside, [space])
    return act(inside, await authorizeNote(inside, 'edit', space, id))
  })
}

function addVersion(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  version: Pick<versionStore.NewVersion, 'content' | 'text' | 'label' | 'why'>,
): Promise<void> {
  const { title } = note
  return versionStore.insertVersion(ctx, keyOf(note), {
    authors: [ctx.person.id],
    title,
    ...version,
  })
}
