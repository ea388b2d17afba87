import { diffLines, diffWordsWithSpace, type Change } from 'diff'
import { touchItem } from '../../foundation/items/items.ts'
import { cardsOf } from '../../foundation/people/cards.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import { documentFrom, rewrite } from './conversion.ts'
import type { DocumentNode } from './document.ts'
import { readingOf } from './note.ts'
import { authorizeNote, keyOf, noteAnswer, type AuthorizedNote } from './notes.ts'
import { roomsOf } from './rooms.ts'
import type { NoteAnswer, VersionAnswer, VersionRowAnswer } from './schema.ts'
import * as store from './store.ts'
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

export interface Part {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** What `number` says otherwise than `against`. */
export async function difference(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  number: number,
  against: number,
): Promise<Part[]> {
  const [now, then] = [await versionOf(ctx, note, number), await versionOf(ctx, note, against)]
  return differences(then.text, now.text)
}

const fewEnough = 30_000
const patience = { timeout: 150 }

/** By words in a short text, by lines in a long one; as a whole where nearly nothing is left of it (I12). */
export function differences(then: string, now: string): Part[] {
  const short = then.length + now.length < fewEnough
  const found =
    (short ? diffWordsWithSpace(then, now, patience) : undefined) ?? diffLines(then, now, patience)
  return (found ?? whole(then, now)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

function whole(then: string, now: string): Change[] {
  return [
    { added: false, removed: true, value: then, count: 1 },
    { added: true, removed: false, value: now, count: 1 },
  ]
}

/** Keeps the text as it is now under a name. */
export async function nameVersion(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  label: string,
): Promise<VersionRowAnswer> {
  const { content } = await textOf(ctx, note)
  await addVersion(ctx, note, content, { label: label.trim(), why: 'named' })
  const [newest] = await versionStore.versions(ctx, keyOf(note), null, 1)
  return (await answers(ctx, [newest!]))[0]!
}

/** Makes the note say what it said then, by edits on top of what it says now, before the eyes of who has it open. */
export async function restore(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  number: number,
): Promise<NoteAnswer> {
  const { content } = await versionOf(ctx, note as unknown as AuthorizedNote<'view'>, number)
  const key = keyOf(note)
  const found = (await store.stored(ctx.db, key))!
  const doc = documentFrom(
    found.state,
    found.updates.map(({ bytes }) => bytes),
  )
  const edit = { id: newId(), person: ctx.person.id, bytes: rewrite(doc, content as DocumentNode) }
  await store.keepEdit(ctx, key, edit)
  await addVersion(ctx, note, content as DocumentNode, { label: null, why: 'restored' })
  await touchItem(ctx, note)
  ctx.db.afterCommit(() => void roomsOf(ctx.house).absorb(key, edit))
  return noteAnswer(ctx, await authorizeNote(ctx, 'view', note.space, note.id))
}

function addVersion(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  content: DocumentNode,
  { label, why }: Pick<versionStore.NewVersion, 'label' | 'why'>,
): Promise<void> {
  const { title } = note
  const { text } = readingOf(content)
  const authors = [ctx.person.id]
  return versionStore.insertVersion(ctx, keyOf(note), {
    authors,
    title,
    content: JSON.stringify(content),
    text,
    label,
    why,
  })
}
