import { Type, type Static } from 'typebox'
import { mentionIn } from '../../foundation/comments/comments.ts'
import { insertText, storedText } from '../../foundation/live-text/texts.ts'
import { nameFile } from '../../foundation/files/files.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { invalidField, NotFound } from '../../kernel/errors.ts'
import { judgeOf } from '../../kernel/judge.ts'
import { Name, OneOf } from '../../kernel/shapes.ts'
import type { ArchivedItem, ItemAlong, ItemCopy, ItemKey, ItemOrigin } from '../../kernel/tool.ts'
import { asking, convert } from './convert.ts'
import { changed } from './blocks.ts'
import { isOwnFile, type DocumentNode } from './document.ts'
import * as archived from './archive-store.ts'
import { pictureOf } from './files.ts'
import { limits, label } from './note.ts'
import { Naming, Renaming } from './schema.ts'
import { textKey } from './live-text.ts'
import { said, unreadableNote } from './words.ts'

// A note in an archive of its group (G13): Markdown for people, and its text, versions and pictures as data, from which the
// same note is made again. The Yjs document itself is never exported: it still contains deleted text.

/** The group itself, where people and groups are named: another instance gives it another id. */
const thisGroup = 'this-group'

const Moment = Type.String({ format: 'date-time' })
const Uuid = Type.String({ format: 'uuid' })
const Content = Type.Object({ type: Type.Literal('doc') })

/** The door accepts no longer one. */
const longestLabel = (Naming.properties.label as { maxLength?: number }).maxLength!

const NotePart = Type.Object({
  note: Type.Object({
    content: Content,
    template: Type.Union([Type.Object({ at: Moment, by: Uuid }), Type.Null()]),
  }),
})
const VersionPart = Type.Object({
  version: Type.Object({
    number: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    at: Moment,
    authors: Type.Array(Uuid, { maxItems: 1000 }),
    title: Name(limits.title, 0),
    label: Type.Union([Name(longestLabel, 0), Type.Null()]),
    why: OneOf(['created', 'edited', 'restored', 'imported', 'named']),
    content: Content,
  }),
})
type NotePart = Static<typeof NotePart>
type VersionPart = Static<typeof VersionPart>

const isNotePart = judgeOf<NotePart>(NotePart)
const isVersionPart = judgeOf<VersionPart>(VersionPart)
const isTitle = judgeOf<string>(Renaming.properties.title)

export async function exportNoteItem(
  ctx: PublicContext,
  of: ItemKey,
  along: ItemAlong,
): Promise<ItemCopy> {
  const stored = await storedText(ctx.db, textKey(of))
  if (!stored) throw new NotFound()
  const updates = stored.updates.map(({ bytes }) => bytes)
  const { content, text } = await convert(asking(ctx), 'read', stored.state, updates)
  const document = JSON.parse(content) as DocumentNode
  const shown = JSON.stringify(changed(document, (node) => withLink(node, along)))
  const body = shown === content ? text : await convert(asking(ctx), 'write', shown)
  return { text: { ending: 'md', body }, parts: partsOf(ctx, of, document, along) }
}

async function* partsOf(
  ctx: PublicContext,
  of: ItemKey,
  document: DocumentNode,
  along: ItemAlong,
): AsyncGenerator<object> {
  const leaving = (content: DocumentNode) => changed(content, (node) => leavingHouse(node, of))
  const template = await archived.templateMark(ctx, of)
  if (template) along.names(template.by)
  yield { note: { content: leaving(document), template } }
  for (let after = 0, goesOn = true; goesOn;) {
    const found = await archived.nextVersion(ctx, of, after)
    if (!found) return
    const { more, ...version } = found
    for (const author of version.authors) along.names(author)
    yield { version: { ...version, content: leaving(version.content as DocumentNode) } }
    after = version.number
    goesOn = more
  }
}

function withLink(node: DocumentNode, along: ItemAlong): DocumentNode {
  const src = node.attrs?.['src']
  if (node.type !== 'image' || !isOwnFile(src)) return node
  const link = along.link(src.slice('files/'.length))
  return link === undefined ? node : { ...node, attrs: { ...node.attrs, src: link } }
}

function leavingHouse(node: DocumentNode, { space }: ItemKey): DocumentNode {
  if (node.type !== 'mention' || node.attrs?.['id'] !== space) return node
  return { ...node, attrs: { ...node.attrs, id: thisGroup } }
}

export async function importNoteItem(
  ctx: Context,
  to: ArchivedItem,
  parts: AsyncIterable<unknown>,
  origin: ItemOrigin,
): Promise<void> {
  if (!isTitle(to.title)) throw unreadableNote(to.title)
  const pictures = await bringPictures(ctx, to, origin)
  const arriving = (content: object) => asHere(content as DocumentNode, to, pictures, origin)
  let now: Known | undefined
  for await (const part of parts)
    if (!now && isNotePart(part)) now = await bringNote(ctx, to, part, origin, arriving)
    else if (now && isVersionPart(part)) await bringVersion(ctx, to, part, origin, arriving, now)
    else throw unreadableNote(to.title)
  if (!now) throw unreadableNote(to.title)
}

/** A text that has been converted: the newest version mostly says the same. */
interface Known {
  arrived: string
  content: string
  text: string
}

/** Imports the pictures of the note; returns them by their old names. */
async function bringPictures(
  ctx: Context,
  to: ArchivedItem,
  origin: ItemOrigin,
): Promise<Map<string, string>> {
  const pictures = new Map<string, string>()
  for (const { sha256, name } of to.files) {
    const kept = origin.file(sha256)
    if (!kept) continue
    pictures.set(`files/${sha256}`, `files/${kept.sha256}`)
    await nameFile(ctx, to, kept, { type: kept.type, name })
  }
  return pictures
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
  arriving: (content: object) => string,
): Promise<Known> {
  const arrived = arriving(note.content)
  const text = await convert(asking(ctx), 'rebuild', arrived)
  if (!text || text.state.length > limits.state) throw unreadableNote(to.title)
  const template = note.template && {
    at: origin.moment(note.template.at),
    by: origin.person(note.template.by),
  }
  await insertText(ctx, textKey(to), text.state)
  await archived.insertWholeNote(ctx, to, text.reading, template)
  const { mentions } = text.reading
  if (mentions.length > 0) await mentionIn(ctx, { space: to.space, id: to.item }, mentions)
  return { arrived, content: text.content, text: text.reading.text }
}

async function bringVersion(
  ctx: Context,
  to: ArchivedItem,
  { version }: VersionPart,
  origin: ItemOrigin,
  arriving: (content: object) => string,
  now: Known,
): Promise<void> {
  const arrived = arriving(version.content)
  const held = arrived === now.arrived ? now : await convert(asking(ctx), 'remember', arrived)
  if (!held) throw unreadableNote(to.title)
  await archived.insertWholeVersion(ctx, to, {
    ...version,
    at: origin.moment(version.at),
    content: held.content,
    text: held.text,
    authors: [...new Set(version.authors.map((author) => origin.person(author)))],
  })
}

/**
 * The text adapted to this instance: pictures under their present names, and mentions only of people and groups that are
 * known here.
 */
function asHere(
  document: DocumentNode,
  to: ArchivedItem,
  pictures: Map<string, string>,
  origin: ItemOrigin,
): string {
  if (isTooDeep(document)) throw unreadableNote(to.title)
  const here = changed(document, (node) => known(renamed(node, pictures), to, origin))
  return JSON.stringify(here)
}

/** Whether it is nested deeper than any editor writes it, marks and attributes included. */
function isTooDeep(value: unknown, left = limits.depth * 4): boolean {
  if (typeof value !== 'object' || value === null) return false
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1))
}

function renamed(node: DocumentNode, pictures: Map<string, string>): DocumentNode {
  const src = pictures.get(String(node.attrs?.['src']))
  if (node.type !== 'image' || src === undefined) return node
  return { ...node, attrs: { ...node.attrs, src } }
}

/** Turns a mention of a person or group that is not known here into its text. */
function known(node: DocumentNode, { space }: ItemKey, origin: ItemOrigin): DocumentNode {
  if (node.type !== 'mention') return node
  const { id, kind } = node.attrs ?? {}
  const here =
    id === thisGroup ? space : origin.principal(kind === 'group' ? 'group' : 'person', String(id))
  if (here !== undefined) return { ...node, attrs: { ...node.attrs, id: here } }
  return { type: 'text', text: `@${label(node)}`, ...(node.marks && { marks: node.marks }) }
}
