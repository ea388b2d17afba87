import { cut } from '../../kernel/plain-text.ts'
import {
  documentSchema,
  isOwnFile,
  itemLinkText,
  isSafeLink,
  pictureCaption,
  pictureSize,
  type DocumentNode,
} from './document.ts'

/** The data read from a note's text, for lists, search and mentions. */
export interface Reading {
  /** Plain text, one line per block. */
  text: string
  preview: string
  words: number
  /** Ids of the people and groups that are mentioned. */
  mentions: string[]
  /** Ids of the items that it links to. */
  items: string[]
  /** SHA-256 of the pictures that are shown. */
  files: string[]
}

export const limits = {
  /** A whole document, as Yjs encodes it, in bytes. */
  state: 10 * 1024 * 1024,
  /** Nesting of blocks. */
  depth: 40,
  title: 300,
  /** A pasted picture, in bytes. */
  file: 10 * 1024 * 1024,
}

const previewLength = 220

export const emptyDocument: DocumentNode = { type: 'doc', content: [{ type: 'paragraph' }] }

export function readingOf(content: DocumentNode): Reading {
  const text = plainText(content).replaceAll('\u0000', '').trim()
  const found = {
    mentions: new Set<string>(),
    items: new Set<string>(),
    files: new Set<string>(),
  }
  look(content, found, 0)
  return {
    text,
    preview: cut(text.slice(0, previewLength * 2).replaceAll(/\s+/g, ' '), previewLength),
    words: countWords(text),
    mentions: [...found.mentions].slice(0, 200),
    items: [...found.items].slice(0, 500),
    files: [...found.files],
  }
}

function countWords(text: string): number {
  let words = 0
  for (const _ of text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu)) words++
  return words
}

const inlines = new Set(['text', 'hardBreak', 'mention', 'itemLink'])

/** One line per block; the cells of a row share a line. */
export function plainText(node: DocumentNode, depth = 0): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'mention') return `@${label(node)}`
  if (node.type === 'itemLink') return itemLinkText
  if (node.type === 'image') return wordsOfPicture(node)
  if (depth > limits.depth * 2) return ''
  const parts = (node.content ?? []).map((inner) => plainText(inner, depth + 1))
  if (node.type === 'tableRow') return `${parts.map((part) => part.trim()).join('\t')}\n`
  const inner = parts.join('')
  if (node.content === undefined || node.content.some(({ type }) => inlines.has(type)))
    return `${inner}\n`
  return inner
}

function wordsOfPicture({ attrs = {} }: DocumentNode): string {
  const words = [attrs['alt'], pictureCaption(attrs['caption'])].filter(Boolean)
  return `${words.map(String).join('\n')}\n`
}

export function label(node: DocumentNode): string {
  const named = node.attrs?.['label']
  return typeof named === 'string' ? named.slice(0, 200) : ''
}

function look(
  node: DocumentNode,
  found: Record<'mentions' | 'items' | 'files', Set<string>>,
  depth: number,
): void {
  if (node.type === 'mention' && typeof node.attrs?.['id'] === 'string')
    found.mentions.add(node.attrs['id'])
  if (node.type === 'itemLink' && typeof node.attrs?.['id'] === 'string')
    found.items.add(node.attrs['id'])
  const src = node.attrs?.['src']
  if (node.type === 'image' && isOwnFile(src)) found.files.add(src.slice('files/'.length))
  if (depth > limits.depth * 2) return
  for (const inner of node.content ?? []) look(inner, found, depth + 1)
}

/** The same document with only nodes and marks that a note can hold, whatever a client or an imported file contained. */
export function cleaned(document: DocumentNode): DocumentNode {
  const content = (document.content ?? []).flatMap((node) => cleanedNode(node, 1, 'doc'))
  return content.length > 0 ? { type: 'doc', content } : emptyDocument
}

function cleanedNode(node: DocumentNode, depth: number, within: string): DocumentNode[] {
  const type = documentSchema().nodes[node.type]
  if (!type || depth > limits.depth * 2) return []
  if (node.type === 'text')
    return node.text ? [{ type: 'text', text: node.text, ...marksOf(node) }] : []
  if (node.type === 'image' && !isOwnFile(node.attrs?.['src']))
    return textOfForeignImage(node, within)
  if (
    type.inlineContent &&
    node.content?.some((inner) => inner.type === 'image' && isOwnFile(inner.attrs?.['src']))
  )
    return apart(node).flatMap((part) => cleanedNode(part, depth, within))
  const content = (node.content ?? []).flatMap((inner) => cleanedNode(inner, depth + 1, node.type))
  return [
    {
      type: node.type,
      ...(node.attrs && { attrs: attributesOf(node, Object.keys(type.spec.attrs ?? {})) }),
      ...(content.length > 0 && { content }),
      ...marksOf(node),
    },
  ]
}

/** Largest values of attributes that take room on the screen. */
const mostOf: Record<string, number> = { level: 6, colspan: 100, rowspan: 100 }

const ofPicture: Record<string, (value: unknown) => string | null> = {
  caption: pictureCaption,
  size: pictureSize,
}

function between(least: number, value: unknown, most: number): number {
  return Math.min(most, Math.max(least, Math.trunc(Number(value)) || least))
}

function attributesOf({ attrs }: DocumentNode, known: string[]): Record<string, unknown> {
  const kept = Object.entries(attrs ?? {}).filter(([name]) => known.includes(name))
  return Object.fromEntries(
    kept.map(([name, value]) => {
      const most = mostOf[name]
      if (most !== undefined) return [name, between(1, value, most)]
      return [name, ofPicture[name]?.(value) ?? (name in ofPicture ? null : value)]
    }),
  )
}

function marksOf({ marks }: DocumentNode): Pick<DocumentNode, 'marks'> {
  const kept = (marks ?? []).filter(
    (mark) =>
      documentSchema().marks[mark.type] &&
      (mark.type !== 'link' || isSafeLink(mark.attrs?.['href'])),
  )
  return kept.length > 0 ? { marks: kept.toSorted(byRank) } : {}
}

/** Sorts marks in the order of the schema, whichever was set first. */
function byRank(one: { type: string }, other: { type: string }): number {
  const names = Object.keys(documentSchema().marks)
  return names.indexOf(one.type) - names.indexOf(other.type)
}

/** Makes each picture a block of its own: splits the paragraph around it. */
function apart(paragraph: DocumentNode): DocumentNode[] {
  const parts: DocumentNode[] = []
  for (const inner of paragraph.content ?? []) {
    const last = parts.at(-1)
    if (inner.type === 'image') parts.push(inner)
    else if (last && last.type !== 'image') last.content!.push(inner)
    else parts.push({ ...paragraph, content: [inner] })
  }
  return parts
}

/** A picture at another address is never loaded; the address stays as a link. */
function textOfForeignImage({ attrs }: DocumentNode, within: string): DocumentNode[] {
  const src = attrs?.['src']
  const text = String(attrs?.['alt'] || src || '')
  if (!text) return []
  const marks = isSafeLink(src) ? { marks: [{ type: 'link', attrs: { href: src } }] } : {}
  const words = [{ type: 'text', text, ...marks }]
  return documentSchema().nodes[within]?.inlineContent
    ? words
    : [{ type: 'paragraph', content: words }]
}
