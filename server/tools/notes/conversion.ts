import { Node } from '@tiptap/pm/model'
import {
  prosemirrorToYXmlFragment,
  updateYFragment,
  yXmlFragmentToProsemirrorJSON,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { documentSchema, fragmentName, type DocumentNode } from './document.ts'
import { blocksOfMarkdown } from './markdown-in.ts'
import type { FindPicture } from './markdown-in-inline.ts'
import { cleaned, emptyDocument } from './note.ts'

// Conversions between the forms of a note: Yjs (stored), JSON (shown by the editor), and Markdown (imported).

export function fromMarkdown(text: string, find: FindPicture = (address) => address): DocumentNode {
  return valid(cleaned({ type: 'doc', content: blocksOfMarkdown(text, find) })) ?? ofLines(text)
}

/** The content of an archive, without parts that no note can hold; undefined when the rest is no valid document either. */
export function asAnEditorHoldsIt(content: DocumentNode): DocumentNode | undefined {
  return valid(cleaned(content))
}

/** The document if the editor can hold it unchanged. */
function valid(content: DocumentNode): DocumentNode | undefined {
  try {
    const node = Node.fromJSON(documentSchema(), content)
    node.check()
    return content
  } catch {
    return undefined
  }
}

/** Text that cannot be read as Markdown loses its formatting, never its words. */
function ofLines(text: string): DocumentNode {
  const lines = text.split(/\r?\n/)
  const content = lines.map((line) => ({
    type: 'paragraph',
    ...(line && { content: [{ type: 'text', text: line }] }),
  }))
  return { type: 'doc', content }
}

/** A new Yjs document with this content. */
export function documentOf(content: DocumentNode): Y.Doc {
  const doc = new Y.Doc()
  prosemirrorToYXmlFragment(
    Node.fromJSON(documentSchema(), content),
    doc.getXmlFragment(fragmentName),
  )
  return doc
}

export function contentOf(doc: Y.Doc): DocumentNode {
  const fragment = doc.getXmlFragment(fragmentName)
  if (fragment.length === 0) return emptyDocument
  return cleaned(yXmlFragmentToProsemirrorJSON(fragment) as DocumentNode)
}

/** Rewrites the document to this content by edits on top of its present one: no history is replaced. Returns the update. */
export function rewrite(doc: Y.Doc, content: DocumentNode): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const node = Node.fromJSON(documentSchema(), cleaned(content))
  const meta = { mapping: new Map(), isOMark: new Map() }
  doc.transact(() => updateYFragment(doc, doc.getXmlFragment(fragmentName), node, meta))
  return Y.encodeStateAsUpdate(doc, before)
}

/** Merges a state and updates, in any order, into one document. */
export function documentFrom(state: Uint8Array, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const bytes of [state, ...updates]) Y.applyUpdate(doc, bytes)
  })
  return doc
}
