import { Type, type Static } from 'typebox'
import { mentionIn } from '../../foundation/comments/comments.ts'
import { insertText, storedText } from '../../foundation/live-text/texts.ts'
import { nameFile } from '../../foundation/files/files.ts'
import { unreadableItem } from '../../foundation/items/words.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { invalidField, NotFound } from '../../kernel/errors.ts'
import type { ItemId } from '../../kernel/ids.ts'
import { judgeOf } from '../../kernel/judge.ts'
import type {
  ArchivedItem,
  ItemAlong,
  ItemCopy,
  ItemKey,
  ItemOrigin,
  Versioned,
} from '../../kernel/tool.ts'
import { asking, convert } from './convert.ts'
import { changed } from './blocks.ts'
import { isOwnFile, itemLinkText, type DocumentNode } from './document.ts'
import * as archived from './archive-store.ts'
import { pictureOf } from './files.ts'
import { limits, label } from './note.ts'
import { Renaming } from './schema.ts'
import { textKey } from './live-text.ts'
import { said } from './words.ts'

// A note in an archive of its group (G13): Markdown for people, and its text, versions and pictures as data, from which the
// same note is made again. The Yjs document itself is never exported: it still contains deleted text.

/** The group itself, where people and groups are named: another instance gives it another id. */
const thisGroup = 'this-group'

const Moment = Type.String({ format: 'date-time' })
const Uuid = Type.String({ format: 'uuid' })
const Content = Type.Object({ type: Type.Literal('doc') })

const NotePart = Type.Object({
  note: Type.Object({
    content: Content,
    template: Type.Union([Type.Object({ at: Moment, by: Uuid }), Type.Null()]),
  }),
})
type NotePart = Static<typeof NotePart>

const isContent = judgeOf<Static<typeof Content>>(Content)
const isNotePart = judgeOf<NotePart>(NotePart)
const isTitle = judgeOf<string>(Renaming.properties.title)

export async function exportNoteItem(
  ctx: PublicContext,
  of: ItemKey,
  along: ItemAlong,
): Promise<ItemCopy> {
  const [stored, template] = await Promise.all([
    storedText(ctx.db, textKey(of)),
    archived.templateMark(ctx, of),
  ])
  if (!stored) throw new NotFound()
  if (template) along.names(template.by)
  const updates = stored.updates.map(({ bytes }) => bytes)
  const { content, text } = await convert(asking(ctx), 'read', stored.state, updates)
  const document = JSON.parse(content) as DocumentNode
  const shown = JSON.stringify(changed(document, (node) => withLink(node, along)))
  const body = shown === content ? text : await convert(asking(ctx), 'write', shown)
  return {
    text: { ending: 'md', body },
    parts: partsOf({ content: leaving(document, of, along), template }),
  }
}

async function* partsOf(note: object): AsyncGenerator<object> {
  yield { note }
}

/** A document as an export contains it. */
export function leaving(content: DocumentNode, of: ItemKey, along: ItemAlong): DocumentNode {
  return changed(content, (node) => leavingHouse(node, of, along))
}

function withLink(node: DocumentNode, along: ItemAlong): DocumentNode {
  if (node.type === 'itemLink') {
    const number = along.item(node.attrs?.['id'] as ItemId)
    const text = number === undefined ? itemLinkText : `[#${number}]`
    return { type: 'text', text, ...(node.marks && { marks: node.marks }) }
  }
  const src = node.attrs?.['src']
  if (node.type !== 'image' || !isOwnFile(src)) return node
  const link = along.link(src.slice('files/'.length))
  return link === undefined ? node : { ...node, attrs: { ...node.attrs, src: link } }
}

function leavingHouse(node: DocumentNode, { space }: ItemKey, along: ItemAlong): DocumentNode {
  if (node.type === 'itemLink') {
    const number = along.item(node.attrs?.['id'] as ItemId)
    return linkTo(node, number?.toString())
  }
  if (node.type !== 'mention' || node.attrs?.['id'] !== space) return node
  return { ...node, attrs: { ...node.attrs, id: thisGroup } }
}

export async function importNoteItem(
  ctx: Context,
  to: ArchivedItem,
  parts: AsyncIterable<unknown>,
  origin: ItemOrigin,
): Promise<void> {
  if (!isTitle(to.title)) throw unreadableItem(to.title)
  let note: NotePart | undefined
  for await (const part of parts)
    if (!note && isNotePart(part)) note = part
    else throw unreadableItem(to.title)
  if (!note) throw unreadableItem(to.title)
  await bringPictures(ctx, to, origin)
  await bringNote(ctx, to, note, origin)
}

async function bringPictures(ctx: Context, to: ArchivedItem, origin: ItemOrigin): Promise<void> {
  for (const { sha256, name } of to.files) {
    const kept = origin.file(sha256)
    if (kept) await nameFile(ctx, to, kept, { type: kept.type, name })
  }
}

/**
 * Bytes: the door's limit, and some more, since a picture may have grown when it was re-encoded without its metadata
 * (files.ts).
 */
const largestPicture = limits.file * 1.5

export async function importPicture(bytes: Buffer): ReturnType<typeof pictureOf> {
  if (bytes.length > largestPicture) throw invalidField('body', 'picture', said.notAPicture)
  return pictureOf(bytes)
}

async function bringNote(
  ctx: Context,
  to: ArchivedItem,
  { note }: NotePart,
  origin: ItemOrigin,
): Promise<void> {
  const arrived = asHere(note.content as DocumentNode, to, origin)
  const text = arrived && (await convert(asking(ctx), 'rebuild', arrived))
  if (!text || text.state.length > limits.state) throw unreadableItem(to.title)
  const template = note.template && {
    at: origin.moment(note.template.at),
    by: origin.person(note.template.by),
  }
  await insertText(ctx, textKey(to), text.state)
  await archived.insertWholeNote(ctx, to, text.reading, template)
  const { mentions } = text.reading
  if (mentions.length > 0) await mentionIn(ctx, { space: to.space, id: to.item }, mentions)
}

/** A version from an archive, as a note of this instance holds it; undefined when no note can. */
export const arrivingVersion: Versioned['arriving'] = async (ctx, content, to, origin) => {
  const arrived = isContent(content) && asHere(content as DocumentNode, to, origin)
  return arrived ? convert(asking(ctx), 'remember', arrived) : undefined
}

/**
 * The text adapted to this instance: pictures under their present names, and mentions only of people and groups that are
 * known here. Undefined when it is too deep.
 */
function asHere(document: DocumentNode, to: ItemKey, origin: ItemOrigin): string | undefined {
  if (isTooDeep(document)) return undefined
  const here = changed(document, (node) => known(renamed(node, origin), to, origin))
  return JSON.stringify(here)
}

/** Whether it is nested deeper than any editor writes it, marks and attributes included. */
function isTooDeep(value: unknown, left = limits.depth * 4): boolean {
  if (typeof value !== 'object' || value === null) return false
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1))
}

function renamed(node: DocumentNode, origin: ItemOrigin): DocumentNode {
  const src = node.attrs?.['src']
  const file = isOwnFile(src) && origin.file(src.slice('files/'.length))
  if (node.type !== 'image' || !file) return node
  return { ...node, attrs: { ...node.attrs, src: `files/${file.sha256}` } }
}

/** A link to an item that is not on the other side leads nowhere there. */
function linkTo(node: DocumentNode, id: string | undefined): DocumentNode {
  return { ...node, attrs: { id: id ?? null } }
}

/** Turns a mention of a person or group that is not known here into its text. */
function known(node: DocumentNode, { space }: ItemKey, origin: ItemOrigin): DocumentNode {
  if (node.type === 'itemLink') {
    const id = origin.item(Number(node.attrs?.['id']))
    return linkTo(node, id)
  }
  if (node.type !== 'mention') return node
  const { id, kind } = node.attrs ?? {}
  const here =
    id === thisGroup ? space : origin.principal(kind === 'group' ? 'group' : 'person', String(id))
  if (here !== undefined) return { ...node, attrs: { ...node.attrs, id: here } }
  return { type: 'text', text: `@${label(node)}`, ...(node.marks && { marks: node.marks }) }
}
