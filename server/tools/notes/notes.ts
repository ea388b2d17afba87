import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import type { Right } from '../../access/rights.ts'
import { filesToCopy, inTheTurnWithCopies } from '../../foundation/files/copies.ts'
import { inTheTurn, Unnamed } from '../../foundation/files/files.ts'
import { itemLists } from '../../foundation/item-lists/item-lists.ts'
import { addItem, touchItem } from '../../foundation/items/items.ts'
import { linkInText } from '../../foundation/items/links.ts'
import { insertText, weighNewItem } from '../../foundation/live-text/texts.ts'
import { addVersion } from '../../foundation/versions/keeping.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { longDate } from '../../kernel/day-and-time.ts'
import { invalidField, NotFound, type Invalid } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { cardOf } from '../../foundation/people/cards.ts'
import { asking, convert } from './convert.ts'
import type { NewText } from './jobs.ts'
import { textKey } from './live-text.ts'
import type { NoteAnswer } from './schema.ts'
import * as store from './store.ts'
import { textOf } from './text.ts'
import { said } from './words.ts'

interface Beginning {
  title: string
  markdown?: string
  template?: string
  templateSpace?: string
  fields?: { name: string; value: string }[]
  internalOnly?: boolean
}

export type AuthorizedNote<R extends Right> = Authorized<store.ReadNote, R>

/** Notes found, authorized and read, alone and in lists. */
export const notes = itemLists(store.noteRows)

/** Finds a note, with all data of its answer, if the person has this right on it. */
export function authorizeNote<R extends Right>(
  ctx: Context,
  right: R,
  space: SpaceId,
  item: ItemId,
): Promise<AuthorizedNote<R>> {
  return notes.authorize(ctx, right, space, item) as Promise<AuthorizedNote<R>>
}

/**
 * Makes a new note in a notebook: empty, from Markdown, or from a template. Texts are read before anything is locked; then
 * notebook and template are authorized again.
 */
export async function writeNote(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  { markdown = '', template, ...beginning }: Beginning,
): Promise<NoteAnswer> {
  if (template) return writeFrom(ctx, notebook, template as ItemId, beginning)
  const text = await convert(asking(ctx, 'body.markdown'), 'begin', markdown)
  return writeText(ctx, notebook, { ...beginning, text }, 'created')
}

/** From a template of this space or, for a draft, of another one, whose files are copied. */
async function writeFrom(
  ctx: Context,
  { space, id }: Authorized<Container, 'add'>,
  template: ItemId,
  { title, internalOnly, templateSpace = space, fields = [] }: Beginning,
): Promise<NoteAnswer> {
  const from = { space: templateSpace as SpaceId, item: template }
  const begun = await authorizeTemplate(ctx, from)
  const text = await textOfTemplate(ctx, begun, fields)
  const files = (inside: PublicContext) =>
    filesToCopy(inside, from, itemKind(inside.house.tools, begun)!)
  const made = await inTheTurnWithCopies(ctx, from, space, files, async (inside, copies) => {
    const begins = await authorizeTemplate(inside, from)
    const marked = begins.internalOnly && begins.space === space
    const beginning = { title, internalOnly: internalOnly || marked }
    const notebook = await authorizeContainer(inside, 'add', space, id)
    const item = await addNote(inside, notebook, beginning, text, 'created')
    await copies.name(inside, await files(inside), { space, item })
    return item
  })
  return noteAnswer(ctx, await authorizeNote(ctx, 'view', space, made))
}

/** Pictures of a new note: already stored, and named in the transaction that makes it. */
export interface Pictures {
  unnamed: Unnamed
  name(inside: Context, note: ItemKey): Promise<void>
}

/** Makes a new note with a converted text. */
export async function writeText(
  ctx: Context,
  { space, id }: Authorized<Container, 'add'>,
  { text, ...beginning }: Pick<Beginning, 'title' | 'internalOnly'> & { text: NewText },
  why: 'created' | 'imported',
  pictures?: Pictures,
): Promise<NoteAnswer> {
  const unnamed = pictures?.unnamed ?? new Unnamed()
  const item = await inTheTurn(ctx, [space], unnamed, async (inside) => {
    const notebook = await authorizeContainer(inside, 'add', space, id)
    const made = await addNote(inside, notebook, beginning, text, why)
    await pictures?.name(inside, { space, item: made })
    return made
  })
  return noteAnswer(ctx, await authorizeNote(ctx, 'view', space, item))
}

async function textOfTemplate(
  ctx: Context,
  template: AuthorizedNote<'view'>,
  fields: NonNullable<Beginning['fields']>,
): Promise<NewText> {
  const { content } = await textOf(ctx, template)
  const { firstName, lastName } = await cardOf(ctx, ctx.person.id)
  const { language, timeZone } = ctx.person
  const values = {
    date: longDate(ctx.now, language, timeZone),
    author: `${firstName} ${lastName}`,
    group: (await store.nameOfGroup(ctx, template.space)) ?? '',
    own: Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()])),
  }
  return convert(asking(ctx, 'body.template'), 'fill', JSON.stringify(content), values)
}

async function addNote(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  { title, internalOnly }: Beginning,
  { content, state, reading }: NewText,
  why: 'created' | 'imported',
): Promise<ItemId> {
  const { kind } = store.noteRows
  const item = await addItem(ctx, notebook, { kind, title: title.trim(), internalOnly })
  const key = { space: notebook.space, item }
  await insertText(ctx, textKey(key), state)
  await store.noteRow.insert(ctx, key, reading)
  if (reading.items.length > 0) await linkInText(ctx, key, reading.items)
  await addVersion(ctx, key, { authors: [ctx.person.id], title, content, text: reading.text, why })
  await weighNewItem(ctx, key, store.noteRows)
  return item
}

async function authorizeTemplate(
  ctx: Context,
  { space, item }: ItemKey,
): Promise<AuthorizedNote<'view'>> {
  const template = await authorizeNote(ctx, 'view', space, item as ItemId).catch(
    (error: unknown) => {
      throw error instanceof NotFound ? notATemplate() : error
    },
  )
  if (!template.template) throw notATemplate()
  return template
}

function notATemplate(): Invalid {
  return invalidField('body.template', 'unknown', said.notATemplate)
}

export async function noteAnswer(ctx: Context, note: AuthorizedNote<'view'>): Promise<NoteAnswer> {
  return { ...(await notes.answer(ctx, note)), ...(await textOf(ctx, note)) }
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
