import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { decide } from '../../access/authorized.ts'
import type { Right } from '../../access/rights.ts'
import { addItem, itemAnswers, touchItem } from '../../foundation/items/items.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import * as Y from 'yjs'
import { documentOf, fromMarkdown } from './conversion.ts'
import type { DocumentNode } from './document.ts'
import { emptyDocument, readingOf } from './note.ts'
import type { NoteAnswer, NoteRowAnswer } from './schema.ts'
import * as store from './store.ts'
import { textOf } from './text.ts'

export type AuthorizedNote<R extends Right> = Authorized<store.ReadNote, R>

/** Finds a note, with all that an answer says of it, if the asker has this right on it. */
export async function authorizeNote<R extends Right>(
  ctx: Context,
  right: R,
  space: SpaceId,
  item: ItemId,
): Promise<AuthorizedNote<R>> {
  return decide(await store.note(ctx, ctx.person.id, { space, item }), right)
}

/** A new note in a notebook: empty, from Markdown, or beginning like a template of the same space. */
export async function writeNote(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  { title, markdown, template }: { title: string; markdown?: string; template?: string },
): Promise<NoteAnswer> {
  const content = template
    ? await contentOfTemplate(ctx, notebook.space, template as ItemId)
    : markdown === undefined
      ? emptyDocument
      : fromMarkdown(markdown)
  return addNote(ctx, notebook, title, content, markdown === undefined ? 'created' : 'imported')
}

async function addNote(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  title: string,
  content: DocumentNode,
  why: store.Why,
): Promise<NoteAnswer> {
  refuseOtherContainer(notebook)
  const item = await addItem(ctx, notebook, { kind: 'note', title: title.trim() })
  const key = { space: notebook.space, item }
  const reading = readingOf(content)
  await store.insertNote(ctx, key, Y.encodeStateAsUpdate(documentOf(content)), reading)
  await store.setMentions(ctx, key, reading.mentions.filter(isId), ctx.person.id)
  await store.insertVersion(ctx, key, {
    authors: [ctx.person.id],
    title,
    content,
    text: reading.text,
    label: null,
    why,
  })
  return noteAnswer(ctx, await authorizeNote(ctx, 'view', key.space, item))
}

/** Notes lie in notebooks, not in folders or in another tool's places. */
export function refuseOtherContainer({ tool, kind }: Container): void {
  if (tool !== 'notes' || kind !== 'notebook') throw new NotFound()
}

async function contentOfTemplate(ctx: Context, space: SpaceId, id: ItemId): Promise<DocumentNode> {
  const template = await authorizeNote(ctx, 'view', space, id)
  if (!template.template) throw new NotFound()
  return (await textOf(ctx, template)).content
}

export async function noteAnswer(ctx: Context, note: AuthorizedNote<'view'>): Promise<NoteAnswer> {
  const [item] = await itemAnswers(ctx, [note])
  const { preview, words, template, versions } = note
  return { ...item!, preview, words, template, versions, ...(await textOf(ctx, note)) }
}

interface ListQuery {
  sort?: 'changed' | 'title'
  after?: string
  limit?: number
  tag?: string
  search?: string
}

export async function notesOfNotebook(
  ctx: Context,
  notebook: Authorized<Container, 'view'>,
  query: ListQuery,
): Promise<Page<NoteRowAnswer>> {
  refuseOtherContainer(notebook)
  const wishes = wishesOf(query)
  const rows = await store.notesOfNotebook(ctx, ctx.person.id, notebook, wishes)
  return answerPage(ctx, rows, wishes)
}

export async function notesOfSpace(
  ctx: Context,
  space: SpaceId,
  query: ListQuery,
  templates = false,
): Promise<Page<NoteRowAnswer>> {
  const wishes = wishesOf(query)
  const rows = await store.notesOfSpace(ctx, ctx.person.id, space, { ...wishes, templates })
  return answerPage(ctx, rows, wishes)
}

function wishesOf({
  sort = 'changed',
  after,
  limit = 50,
  tag,
  search,
}: ListQuery): store.ListWishes {
  const words = search?.trim()
  return {
    sort,
    after: keyIn(after, sort),
    limit: limit + 1,
    tag: tag?.trim().toLowerCase() || null,
    search: words ? words : null,
  }
}

function keyIn(after: string | undefined, sort: string): [string, ItemId] | null {
  const [of, key, id] = cursor<[string, string, string]>(after) ?? []
  const whole = of === sort && typeof key === 'string' && typeof id === 'string' && isId(id)
  if (!whole || (sort === 'changed' && Number.isNaN(Date.parse(key)))) return null
  return [key, id as ItemId]
}

async function answerPage(
  ctx: Context,
  rows: store.NoteItem[],
  { limit, sort }: store.ListWishes,
): Promise<Page<NoteRowAnswer>> {
  const page = pageOf(rows, limit - 1, (last) => [
    sort,
    sort === 'title' ? last.title.toLowerCase() : last.changedAt,
    last.id,
  ])
  const answers = await itemAnswers(ctx, page.items)
  const columns = new Map(page.items.map((row) => [row.id as string, row]))
  const items = answers.map((answer) => {
    const { preview, words, template } = columns.get(answer.id)!
    return { ...answer, preview, words, template }
  })
  return { items, next: page.next }
}

export async function renameNote(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  title: string,
): Promise<NoteAnswer> {
  if (title.trim() !== note.title) await touchItem(ctx, note, { title: title.trim() })
  return noteAnswer(ctx, await authorizeNote(ctx, 'view', note.space, note.id))
}

export async function markAsTemplate(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  template: boolean,
): Promise<void> {
  await store.setTemplate(ctx, keyOf(note), template ? ctx.person.id : null)
  await touchItem(ctx, note)
}

export function keyOf(item: Pick<Item, 'space' | 'id'>): ItemKey {
  return { space: item.space, item: item.id }
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
