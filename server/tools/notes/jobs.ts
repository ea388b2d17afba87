import * as Y from 'yjs'
import {
  asAnEditorHoldsIt,
  contentOf,
  documentFrom,
  documentOf,
  fromMarkdown,
  rewrite,
} from './conversion.ts'
import { isOwnFile, type DocumentNode } from './document.ts'
import { differences, type Part } from './differences.ts'
import { toHtml } from './html-out.ts'
import { toMarkdown } from './markdown-out.ts'
import { emptyDocument, limits, plainText, readingOf, type Reading } from './note.ts'

/** Content as JSON text: from a worker it comes whole and cheap, and goes into the database as it is. */
export type ContentJson = string

/** A new text in all its forms. */
export interface NewText {
  content: ContentJson
  state: Uint8Array
  reading: Reading
}

/** The conversions that take long for a long text: plain data in and out, so that a worker can do them (convert.ts). */
export const jobs = {
  /** What a reader of the API gets; the text is Markdown. */
  read(state: Uint8Array, updates: Uint8Array[]): { content: ContentJson; text: string } {
    const content = contentOf(documentFrom(state, updates))
    return { content: JSON.stringify(content), text: toMarkdown(content) }
  },
  /** What lists, search and versions keep of it. */
  digest(state: Uint8Array): { content: ContentJson; reading: Reading } {
    const content = contentOf(documentFrom(state, []))
    return { content: JSON.stringify(content), reading: readingOf(content) }
  },
  /** A text that comes in; `title` is its first heading, which then is not said twice. */
  begin(
    markdown: string,
    { titled = false, pictures = {} }: Beginning = {},
  ): NewText & { title?: string } {
    const document = fromMarkdown(markdown, (address) => pictures[address] ?? elsewhere(address))
    const [first, ...rest] = document.content ?? []
    if (!titled || !isTitle(first) || markdown.startsWith(noTitle)) return fitting(document)
    const text = fitting(rest.length > 0 ? { type: 'doc', content: rest } : emptyDocument)
    return { ...text, title: plainText(first) }
  },
  /** Where the pictures of a text are said to lie. */
  picturesIn(markdown: string): string[] {
    const addresses = new Set<string>()
    fromMarkdown(markdown, (address) => (addresses.add(address), address))
    return [...addresses]
  },
  /** A file of its own, named by the title of the note: a heading that it begins with is none. */
  file(content: ContentJson): string {
    const document = JSON.parse(content) as DocumentNode
    const markdown = toMarkdown(document)
    return isTitle(document.content?.[0]) ? `${noTitle}\n\n${markdown}` : markdown
  },
  /** A page of its own. */
  page(title: string, language: string, content: ContentJson): string {
    return toHtml(title, language, JSON.parse(content) as DocumentNode)
  },
  copy(content: ContentJson): NewText {
    return textFrom(JSON.parse(content) as DocumentNode)
  },
  /** What makes the text say this, as an edit on top of what it says. */
  rewrite(
    state: Uint8Array,
    updates: Uint8Array[],
    content: ContentJson,
  ): { edit: Uint8Array; content: ContentJson; text: string } {
    const then = asAnEditorHoldsIt(JSON.parse(content) as DocumentNode) ?? emptyDocument
    const edit = rewrite(documentFrom(state, updates), then)
    return { edit, content: JSON.stringify(then), text: readingOf(then).text }
  },
  /** What a version says otherwise than another. */
  compare(then: string, now: string): Part[] {
    return differences(then, now)
  },
  /** A text that comes from an archive; undefined when no note can hold it. */
  rebuild(content: ContentJson): NewText | undefined {
    const held = asAnEditorHoldsIt(JSON.parse(content) as DocumentNode)
    return held && textFrom(held)
  },
  /** The same of what a note once said. */
  remember(content: ContentJson): { content: ContentJson; text: string } | undefined {
    const held = asAnEditorHoldsIt(JSON.parse(content) as DocumentNode)
    return held && { content: JSON.stringify(held), text: readingOf(held).text }
  },
  write(content: ContentJson): string {
    return toMarkdown(JSON.parse(content) as DocumentNode)
  },
}

export type Jobs = typeof jobs

/** A note that is as long as it may be could not be edited. */
function fitting(document: DocumentNode): NewText {
  const text = textFrom(document)
  if (text.state.length > limits.state) throw new RangeError('too long for a note')
  return text
}

/** An empty comment, which says nothing to anybody else. */
const noTitle = '<!-- -->'

function isTitle(node: DocumentNode | undefined): node is DocumentNode {
  return node?.type === 'heading' && node.attrs?.['level'] === 1
}

interface Beginning {
  titled?: boolean
  /** The pictures that come along, by the address that the text gives them. */
  pictures?: Record<string, string>
}

/** A file of another note is none of this one: its name is an address like any other. */
function elsewhere(address: string): string {
  return isOwnFile(address) ? `./${address}` : address
}

function textFrom(content: DocumentNode): NewText {
  return {
    content: JSON.stringify(content),
    state: Y.encodeStateAsUpdate(documentOf(content)),
    reading: readingOf(content),
  }
}
