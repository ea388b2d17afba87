import * as Y from 'yjs'
import {
  asAnEditorHoldsIt,
  contentOf,
  documentFrom,
  documentOf,
  fromMarkdown,
  rewrite,
} from './conversion.ts'
import type { DocumentNode } from './document.ts'
import { differences, type Part } from './differences.ts'
import { toMarkdown } from './markdown-out.ts'
import { emptyDocument, readingOf, type Reading } from './note.ts'

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
  begin(markdown: string): NewText {
    return textFrom(fromMarkdown(markdown))
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

function textFrom(content: DocumentNode): NewText {
  return {
    content: JSON.stringify(content),
    state: Y.encodeStateAsUpdate(documentOf(content)),
    reading: readingOf(content),
  }
}
