import type {
  AlignType,
  BlockContent,
  List,
  ListItem,
  PhrasingContent,
  Root,
  Table,
  TableRow,
} from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown as written, type Options } from 'mdast-util-to-markdown'
import {
  calloutKind,
  itemAddress,
  itemLinkText,
  mentionAddress,
  pictureCaption,
  pictureSize,
  type DocumentNode,
} from './document.ts'
import { htmlInMarkdown } from './html-out.ts'
import { emptyLine } from './markdown-in.ts'
import { label } from './note.ts'

// A document as CommonMark with GFM. Reading it again gives the same document: parts that Markdown cannot express are HTML.

const options: Options = {
  bullet: '-',
  rule: '_', // dashes would be front matter at the beginning, another list after a bullet
  fences: true,
  listItemIndent: 'one',
  // Like the extension's rule, which forgets that www.* is a link too.
  unsafe: [
    {
      character: '.',
      before: '[Ww]',
      inConstruct: 'phrasing',
      notInConstruct: ['autolink', 'link', 'image', 'label'],
    },
  ],
  extensions: [gfmToMarkdown({ tablePipeAlign: false })],
}

export function toMarkdown({ content = [] }: DocumentNode): string {
  const root: Root = { type: 'root', children: blocksOf(withoutLastLine(content)) }
  return written(root, options)
}

/** Drops the empty paragraph that the editor adds below a list, a table or code. */
function withoutLastLine(content: DocumentNode[]): DocumentNode[] {
  const [before, last] = content.slice(-2)
  return last && isEmpty(last) && before!.type !== 'paragraph' ? content.slice(0, -1) : content
}

function isEmpty({ type, content = [] }: DocumentNode): boolean {
  return type === 'paragraph' && content.length === 0
}

/** The blocks of a document, a quotation or a list item. */
function blocksOf(content: DocumentNode[]): BlockContent[] {
  const [only] = content
  return content.length === 1 && isEmpty(only!) ? [] : eachBlock(content)
}

function eachBlock(content: DocumentNode[]): BlockContent[] {
  return content.map((node) => (isEmpty(node) ? { type: 'html', value: emptyLine } : blockOf(node)))
}

function blockOf(node: DocumentNode): BlockContent {
  const { attrs = {}, content = [] } = node
  switch (node.type) {
    case 'heading':
      return {
        type: 'heading',
        depth: Number(attrs['level'] ?? 1) as 1,
        children: textOf(content, 'line'),
      }
    case 'horizontalRule':
      return { type: 'thematicBreak' }
    case 'blockquote':
      return { type: 'blockquote', children: blocksOf(content) }
    case 'callout':
      return { type: 'blockquote', children: [calloutMark(node), ...blocksOf(content)] }
    case 'codeBlock':
      return code(String(attrs['language'] ?? ''), content.map(({ text }) => text ?? '').join(''))
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return list(node)
    case 'table':
      return simpleTable(node) ?? { type: 'html', value: htmlInMarkdown(node) }
    case 'image':
      return isPlainPicture(attrs)
        ? { type: 'paragraph', children: picture(attrs) }
        : { type: 'html', value: htmlInMarkdown(node) }
    default:
      return { type: 'paragraph', children: textOf(content, 'lines') }
  }
}

/** A paragraph of its own, so that no block behind it can become part of it. */
function calloutMark({ attrs }: DocumentNode): BlockContent {
  return { type: 'html', value: `[!${calloutKind(attrs?.['kind']).toUpperCase()}]` }
}

function code(info: string, value: string): BlockContent {
  const [, lang = '', meta = ''] = /^(\S*)\s*([^]*)$/.exec(info) ?? []
  return { type: 'code', lang: lang || null, meta: meta || null, value }
}

/** Markdown knows no caption and no size, and cannot tell a picture that only decorates from one that nobody has described. */
function isPlainPicture({ alt, caption, size }: Record<string, unknown>): boolean {
  return !pictureCaption(caption) && !pictureSize(size) && alt !== ''
}

function picture({ src, alt, title }: Record<string, unknown>): PhrasingContent[] {
  if (typeof src !== 'string') return alt ? [{ type: 'text', value: String(alt) }] : []
  return [
    {
      type: 'image',
      url: src,
      alt: String(alt ?? ''),
      ...(title ? { title: String(title) } : {}),
    },
  ]
}

function list({ type, attrs = {}, content = [] }: DocumentNode): List {
  const start = Number(attrs['start'] ?? 1)
  return {
    type: 'list',
    ordered: type === 'orderedList',
    ...(type === 'orderedList' && { start }),
    spread: false,
    children: content.map((item, at) => (type === 'taskList' ? task(item) : listItem(item, at))),
  }
}

/**
 * Drops the empty paragraph that precedes another block in a list item. An empty first item is written as an empty line:
 * below a paragraph, a list cannot begin with an empty item.
 */
function listItem({ content = [] }: DocumentNode, at: number): ListItem {
  const [first, second] = content
  const says = second && second.type !== 'paragraph' && isEmpty(first!) ? content.slice(1) : content
  return itemOf(at === 0 ? eachBlock(says) : blocksOf(says))
}

function task({ attrs = {}, content = [] }: DocumentNode): ListItem {
  const [first, ...rest] = content
  const text = textOf(first?.content ?? [], 'lines')
  // Markdown has no task without text.
  const children: PhrasingContent[] = text.length > 0 ? text : [{ type: 'html', value: emptyLine }]
  const words: BlockContent = { type: 'paragraph', children }
  const checked = attrs['checked'] === true
  return { ...itemOf([words, ...eachBlock(rest)]), checked }
}

/** Tight (without blank lines) only where that is unambiguous: a line of text, and lists of such lines below it. */
function itemOf(children: BlockContent[]): ListItem {
  const [first, ...rest] = children
  const isTight = rest.length === 0 || (first!.type === 'paragraph' && rest.every(mayFollowText))
  return { type: 'listItem', spread: !isTight, children }
}

/** A GFM table, if it has only one line in each cell, at most one row of headers, and one alignment a column. */
function simpleTable({ content: rows = [] }: DocumentNode): Table | undefined {
  const cells = rows.map(({ content = [] }) => content)
  const columns = cells[0]?.length ?? 0
  const isPlain = cells.every((row) => row.length === columns && row.every(isPlainCell))
  const align = Array.from({ length: columns }, (_, at) => alignOf(cells[0]![at]!))
  const isAligned = cells.every((row) => row.every((cell, at) => alignOf(cell) === align[at]))
  const [head = [], ...body] = cells
  const hasHead = head.every(({ type }) => type === 'tableHeader')
  const rest = hasHead ? body : cells
  const isOrdinary = rest.flat().every(({ type }) => type === 'tableCell')
  const isBlank =
    hasHead && body.length > 0 && head.every(({ content: [line] = [] }) => isEmpty(line!))
  if (columns === 0 || !isPlain || !isAligned || !isOrdinary || isBlank) return undefined
  const children = (hasHead ? cells : [head.map(blank), ...cells]).map(tableRow)
  return { type: 'table', align, children }
}

function isPlainCell({ attrs = {}, content = [] }: DocumentNode): boolean {
  const spans = Number(attrs['colspan'] ?? 1) > 1 || Number(attrs['rowspan'] ?? 1) > 1
  const [line, ...others] = content
  return (
    !spans &&
    others.length === 0 &&
    line!.type === 'paragraph' &&
    !line!.content?.some(isCodeWithPipe)
  )
}

/** In a GFM cell the backslash before a pipe is lost, in code too. */
function isCodeWithPipe({ text, marks }: DocumentNode): boolean {
  return text?.includes('\\|') === true && marks?.some(({ type }) => type === 'code') === true
}

function alignOf({ attrs }: DocumentNode): AlignType {
  const align = attrs?.['align']
  return align === 'left' || align === 'center' || align === 'right' ? align : null
}

function blank(): DocumentNode {
  return { type: 'tableHeader', content: [{ type: 'paragraph' }] }
}

function tableRow(cells: DocumentNode[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map(({ content: [line] = [] }) => ({
      type: 'tableCell',
      children: spaced(textOf(line?.content ?? [], 'line')),
    })),
  }
}

/** GFM trims spaces at the edges of a cell, unless they are character references. */
function spaced(children: PhrasingContent[]): PhrasingContent[] {
  return children.flatMap((child, at) => {
    if (child.type !== 'text') return [child]
    const first = at === 0 ? child.value.length - child.value.trimStart().length : 0
    const rest = child.value.slice(first)
    const last = at === children.length - 1 ? rest.trimEnd().length : rest.length
    const value = rest.slice(0, last)
    return [
      ...reference(child.value.slice(0, first)),
      ...(value ? [{ ...child, value }] : []),
      ...reference(rest.slice(last)),
    ]
  })
}

function reference(spaces: string): PhrasingContent[] {
  const value = [...spaces].map((space) => `&#${space.codePointAt(0)};`).join('')
  return value ? [{ type: 'html', value }] : []
}

function mayFollowText(block: BlockContent): boolean {
  if (block.type !== 'list') return false
  return (block.start ?? 1) === 1 && block.children[0]?.children[0]?.type === 'paragraph'
}

type Marks = NonNullable<DocumentNode['marks']>

/** Text with nested marks; where only one line is allowed, a line break is a tag. */
function textOf(content: DocumentNode[], room: 'line' | 'lines'): PhrasingContent[] {
  const leaves = content.flatMap(lineByLine)
  // A single tag on its line would begin a block of HTML, up to the next empty line.
  const tag = leaves.length === 1 ? '<br><!-- -->' : '<br>'
  return nested(
    leaves.map((leaf, at) => ({
      leaf: room === 'line' || at === leaves.length - 1 ? { ...leaf, tag } : leaf,
      marks: leaf.marks ?? [],
    })),
  )
}

/** Turns line breaks inside a text into break nodes. */
function lineByLine(leaf: DocumentNode): Leaf[] {
  if (!leaf.text?.includes('\n')) return [leaf]
  return leaf.text
    .split('\n')
    .flatMap((text, at) => [
      ...(at > 0 ? [{ type: 'hardBreak' }] : []),
      ...(text ? [{ ...leaf, text }] : []),
    ])
}

interface Leaf extends DocumentNode {
  /** Set for a line break that must be written as a tag. */
  tag?: string
}

interface Marked {
  leaf: Leaf
  marks: Marks
}

/** Nests marks: the one that reaches furthest is the outermost. */
function nested(leaves: Marked[]): PhrasingContent[] {
  const made: PhrasingContent[] = []
  for (let at = 0; at < leaves.length;) {
    const { leaf, marks } = leaves[at]!
    const outer = marks.filter(({ type }) => type !== 'code')
    const reaches = outer.map((mark) => ({ mark, to: reach(leaves, at, mark) }))
    const [widest] = reaches.toSorted((a, b) => b.to - a.to)
    if (!widest) {
      made.push(...leafOf(leaf, marks))
      at++
      continue
    }
    const inside = leaves.slice(at, widest.to).map((each) => ({
      leaf: each.leaf,
      marks: each.marks.filter((mark) => !isSame(mark, widest.mark)),
    }))
    made.push(...wrapped(widest.mark, nested(inside)))
    at = widest.to
  }
  return made
}

function reach(leaves: Marked[], from: number, mark: Marks[number]): number {
  let to = from + 1
  while (leaves[to]?.marks.some((other) => isSame(other, mark))) to++
  return to
}

function isSame(one: Marks[number], other: Marks[number]): boolean {
  const same = (name: string) => (one.attrs?.[name] ?? null) === (other.attrs?.[name] ?? null)
  return one.type === other.type && same('href') && same('title')
}

function wrapped(
  { type, attrs = {} }: Marks[number],
  children: PhrasingContent[],
): PhrasingContent[] {
  if (type === 'bold') return [{ type: 'strong', children }]
  if (type === 'italic') return [{ type: 'emphasis', children }]
  if (type === 'strike') return [{ type: 'delete', children }]
  if (type === 'underline')
    return [{ type: 'html', value: '<u>' }, ...children, { type: 'html', value: '</u>' }]
  const title = attrs['title'] ? { title: String(attrs['title']) } : {}
  return [{ type: 'link', url: String(attrs['href']), ...title, children: children as never }]
}

function leafOf(leaf: Leaf, marks: Marks): PhrasingContent[] {
  if (leaf.type === 'hardBreak')
    return [leaf.tag ? { type: 'html', value: leaf.tag } : { type: 'break' }]
  if (leaf.type === 'mention') return mention(leaf)
  if (leaf.type === 'itemLink') return itemLink(leaf)
  if (leaf.type !== 'text') return []
  const value = leaf.text ?? ''
  return [
    marks.some(({ type }) => type === 'code')
      ? { type: 'inlineCode', value }
      : { type: 'text', value },
  ]
}

function mention(node: DocumentNode): PhrasingContent[] {
  const url = mentionAddress(node)
  const text: PhrasingContent = { type: 'text', value: `@${label(node)}` }
  return [url ? { type: 'link', url, children: [text as never] } : text]
}

function itemLink(node: DocumentNode): PhrasingContent[] {
  const url = itemAddress(node)
  const text: PhrasingContent = { type: 'text', value: itemLinkText }
  return [url ? { type: 'link', url, children: [text as never] } : text]
}
