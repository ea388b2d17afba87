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
import type { Language } from '../../kernel/i18n.ts'
import type { Book } from './book.ts'
import { toDocx } from './docx-out.ts'
import { toHtml } from './html-out.ts'
import { toMarkdown } from './markdown-out.ts'
import { toOdt } from './odt-out.ts'
import { filled, type FieldValues } from './template-fields.ts'
import { emptyDocument, limits, plainText, readingOf, type Reading } from './note.ts'

/** Content as JSON text: cheap to pass from a worker, and stored in the database unchanged. */
export type ContentJson = string

/** A new text in all forms in which it is stored. */
export interface NewText {
  content: ContentJson
  state: Uint8Array
  reading: Reading
}

/** The conversions, which are slow for long texts: plain data in and out, so that a worker can run them (convert.ts). */
export const jobs = {
  /** The API's answer; the text is Markdown. */
  read(state: Uint8Array, updates: Uint8Array[]): { content: ContentJson; text: string } {
    const content = contentOf(documentFrom(state, updates))
    return { content: JSON.stringify(content), text: toMarkdown(content) }
  },
  /** The data that lists, search and versions store. */
  digest(
    state: Uint8Array,
    updates: Uint8Array[] = [],
  ): { content: ContentJson; reading: Reading } {
    const content = contentOf(documentFrom(state, updates))
    return { content: JSON.stringify(content), reading: readingOf(content) }
  },
  /** An imported text; `title` is its first heading, which is then removed from the text. */
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
  /** The addresses of the pictures in a text. */
  picturesIn(markdown: string): string[] {
    const addresses = new Set<string>()
    fromMarkdown(markdown, (address) => (addresses.add(address), address))
    return [...addresses]
  },
  /** An exported file, named by the note's title: a heading at its beginning is marked as not being the title. */
  file(content: ContentJson): string {
    const document = JSON.parse(content) as DocumentNode
    const markdown = toMarkdown(document)
    return isTitle(document.content?.[0]) ? `${noTitle}\n\n${markdown}` : markdown
  },
  /** A page of its own. */
  page(title: string, language: Language, content: ContentJson, byline: string): string {
    return toHtml(title, language, JSON.parse(content) as DocumentNode, byline)
  },
  /** The parts of an office document but its pictures, by their names. */
  docx(book: Book): Record<string, string> {
    return toDocx(book)
  },
  odt(book: Book): Record<string, string> {
    return toOdt(book)
  },
  async pdf(book: Book, pictures: Record<string, Uint8Array>): Promise<Uint8Array> {
    const { toPdf } = await import('./pdf-out.ts') // only where one is made: its fonts and layout are large
    return toPdf(book, pictures)
  },
  /** A text that begins from a template, with the values of its fields. */
  fill(content: ContentJson, values: FieldValues): NewText {
    return fitting(filled(JSON.parse(content) as DocumentNode, values))
  },
  /** The edit that turns the present text into this one. */
  rewrite(
    state: Uint8Array,
    updates: Uint8Array[],
    content: ContentJson,
  ): { edit: Uint8Array; content: ContentJson; text: string } {
    const then = asAnEditorHoldsIt(JSON.parse(content) as DocumentNode) ?? emptyDocument
    const edit = rewrite(documentFrom(state, updates), then)
    return { edit, content: JSON.stringify(then), text: readingOf(then).text }
  },
  /** A text from an archive; undefined when no note can hold it. */
  rebuild(content: ContentJson): NewText | undefined {
    const held = asAnEditorHoldsIt(JSON.parse(content) as DocumentNode)
    return held && textFrom(held)
  },
  /** The same for an old version, without a document. */
  remember(content: ContentJson): { content: ContentJson; text: string } | undefined {
    const held = asAnEditorHoldsIt(JSON.parse(content) as DocumentNode)
    return held && { content: JSON.stringify(held), text: readingOf(held).text }
  },
  write(content: ContentJson): string {
    return toMarkdown(JSON.parse(content) as DocumentNode)
  },
}

export type Jobs = typeof jobs

/** Throws when a text is too long: a note at its limit could not be edited. */
function fitting(document: DocumentNode): NewText {
  const text = textFrom(document)
  if (text.state.length > limits.state) throw new RangeError('too long for a note')
  return text
}

/** Marks that the first heading is not the title. An empty comment: other programs ignore it. */
const noTitle = '<!-- -->'

function isTitle(node: DocumentNode | undefined): node is DocumentNode {
  return node?.type === 'heading' && node.attrs?.['level'] === 1
}

interface Beginning {
  titled?: boolean
  /** The pictures that came with the text, by their addresses in it. */
  pictures?: Record<string, string>
}

/** Keeps an address that looks like one of the note's own files from being taken for one: it belongs to another note. */
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
