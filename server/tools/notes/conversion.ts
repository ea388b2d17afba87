import { MarkdownManager } from '@tiptap/markdown'
import { Node } from '@tiptap/pm/model'
import {
  prosemirrorToYXmlFragment,
  updateYFragment,
  yXmlFragmentToProsemirrorJSON,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import {
  documentExtensions,
  documentSchema,
  fragmentName,
  isOwnFile,
  isSafeLink,
  type DocumentNode,
} from './document.ts'
import { cleaned, emptyDocument, label, limits, plainText } from './note.ts'

// Between the forms of a note: Yjs (what is kept), JSON (what the editor shows), Markdown and HTML (what leaves the house).

let manager: MarkdownManager | undefined

function markdown(): MarkdownManager {
  return (manager ??= new MarkdownManager({ extensions: documentExtensions() }))
}

export function fromMarkdown(text: string): DocumentNode {
  return valid(filled(cleaned(markdown().parse(text) as DocumentNode))) ?? ofLines(text)
}

export function toMarkdown(content: DocumentNode): string {
  return markdown().serialize(content)
}

/** What must hold a paragraph and is empty gets one: an empty list item is fine as Markdown, but not as a document. */
function filled(node: DocumentNode): DocumentNode {
  const content = (node.content ?? []).map(filled)
  const [first] = content
  const lacks = paragraphFirst.has(node.type) && first?.type !== 'paragraph'
  if (lacks) return { ...node, content: [{ type: 'paragraph' }, ...content] }
  return node.content ? { ...node, content } : node
}

const paragraphFirst = new Set(['listItem', 'taskItem', 'tableCell', 'tableHeader'])

/** What an archive brings, without what no note holds; nothing when it still is none. */
export function asAnEditorHoldsIt(content: DocumentNode): DocumentNode | undefined {
  return valid(cleaned(content))
}

/** The document if the editor can hold it as it is. */
function valid(content: DocumentNode): DocumentNode | undefined {
  try {
    const node = Node.fromJSON(documentSchema(), content)
    node.check()
    return content
  } catch {
    return undefined
  }
}

/** Text that cannot be read as Markdown of ours loses its form, never its words. */
function ofLines(text: string): DocumentNode {
  const lines = text.split(/\r?\n/)
  const content = lines.map((line) => ({
    type: 'paragraph',
    ...(line && { content: [{ type: 'text', text: line }] }),
  }))
  return { type: 'doc', content }
}

/** A new document with this content. */
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

/** Makes the document say this, by edits on top of what it says now: nobody's history is replaced. */
export function rewrite(doc: Y.Doc, content: DocumentNode): Uint8Array {
  const before = Y.encodeStateVector(doc)
  const node = Node.fromJSON(documentSchema(), cleaned(content))
  const meta = { mapping: new Map(), isOMark: new Map() }
  doc.transact(() => updateYFragment(doc, doc.getXmlFragment(fragmentName), node, meta))
  return Y.encodeStateAsUpdate(doc, before)
}

/** The document that these bytes, in any order, make together. */
export function documentFrom(state: Uint8Array, updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const bytes of [state, ...updates]) Y.applyUpdate(doc, bytes)
  })
  return doc
}

const blocks: Record<string, string> = {
  paragraph: 'p',
  blockquote: 'blockquote',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  taskList: 'ul',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
}
const inline: Record<string, string> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  code: 'code',
}

/** A page of its own, inert: every word escaped, no script, links only where `isSafeLink` says (X112, I11). */
export function toHtml(title: string, language: string, content: DocumentNode): string {
  return `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left}pre{overflow:auto;padding:1rem;background:#f4f4f4}blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #999}</style></head>
<body><h1>${escaped(title)}</h1>
${htmlOf(content, 0)}
</body></html>
`
}

function htmlOf(node: DocumentNode, depth: number): string {
  if (node.type === 'text') return marked(escaped(node.text ?? ''), node)
  if (depth > limits.depth * 2) return escaped(plainText(node))
  const inner = (node.content ?? []).map((each) => htmlOf(each, depth + 1)).join('')
  if (node.type === 'doc') return inner
  if (node.type === 'heading') {
    const level = Math.min(6, (Number(node.attrs?.['level']) || 1) + 1)
    return `<h${level}>${inner}</h${level}>\n`
  }
  if (node.type === 'codeBlock') return `<pre><code>${inner}</code></pre>\n`
  if (node.type === 'hardBreak') return '<br>'
  if (node.type === 'horizontalRule') return '<hr>\n'
  if (node.type === 'mention') return `<strong>@${escaped(label(node))}</strong>`
  if (node.type === 'taskItem')
    return `<li><input type="checkbox" disabled${node.attrs?.['checked'] === true ? ' checked' : ''}> ${inner}</li>\n`
  if (node.type === 'image' && isOwnFile(node.attrs?.['src']))
    return `<img src="${escaped(node.attrs['src'])}" alt="${escaped(String(node.attrs['alt'] ?? ''))}">\n`
  const name = blocks[node.type]
  return name ? `<${name}>${inner}</${name}>\n` : inner
}

function marked(html: string, { marks }: DocumentNode): string {
  return (marks ?? []).reduce((inner, { type, attrs }) => {
    const href = attrs?.['href']
    if (type === 'link')
      return isSafeLink(href)
        ? `<a href="${escaped(href)}" rel="noopener noreferrer nofollow">${inner}</a>`
        : inner
    const name = inline[type]
    return name ? `<${name}>${inner}</${name}>` : inner
  }, html)
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
