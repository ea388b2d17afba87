import type {
  Blockquote,
  Definition,
  FootnoteDefinition,
  List,
  ListItem,
  Nodes,
  Root,
  RootContent,
  Table,
  TableRow,
} from 'mdast'
import { fromMarkdown as treeOf } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { codeBlock, paragraphFirst } from './blocks.ts'
import { calloutKinds, type DocumentNode } from './document.ts'
import { fromHtml } from './html-in.ts'
import { InlineReader, type FindPicture, type Names } from './markdown-in-inline.ts'
import { limits } from './note.ts'

// Converts CommonMark with GFM and front matter to a document. Parts that no note can hold stay as their source.

const languages: ('yaml' | 'toml')[] = ['yaml', 'toml']
const extensions = [gfm(), frontmatter(languages)]
const mdastExtensions = [
  // Without their transforms, which turn escaped text into links.
  gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })),
  frontmatterFromMarkdown(languages),
]

export function blocksOfMarkdown(text: string, find: FindPicture): DocumentNode[] {
  const source = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const root = treeOf(source, { extensions, mdastExtensions })
  return new Reader(source, root, find).blocks(root.children, 0)
}

/** Leaves room for a table's row, cell and paragraph below it, so that the text can still be edited (limits.depth). */
const deepest = limits.depth - 4
const holdsBlocks = new Set(['blockquote', 'footnoteDefinition', 'list', 'table'])

/** The Markdown for an empty paragraph. */
export const emptyLine = '&nbsp;'

const calloutMark = new RegExp(`^\\[!(${calloutKinds.join('|')})\\][ \\t]*(?:\\n|$)`, 'i')

class Reader {
  readonly #source: string
  readonly #inline: InlineReader
  readonly #find: FindPicture

  constructor(source: string, root: Root, find: FindPicture) {
    this.#source = source
    this.#find = find
    this.#inline = new InlineReader(source, namesIn(root), find)
  }

  blocks(nodes: RootContent[], depth: number): DocumentNode[] {
    return nodes.flatMap((node) => this.#block(node, depth))
  }

  #block(node: RootContent, depth: number): DocumentNode[] {
    if (depth > deepest && holdsBlocks.has(node.type)) return asLines(this.#sourceOf(node))
    switch (node.type) {
      case 'paragraph':
        return this.#paragraph(node, node.children)
      case 'heading':
        return this.#inline.textBlocks(node.children, {
          type: 'heading',
          attrs: { level: node.depth },
        })
      case 'thematicBreak':
        return [{ type: 'horizontalRule' }]
      case 'blockquote':
        return [this.#quotation(node, depth)]
      case 'list':
        return this.#lists(node, depth)
      case 'code':
        return [codeBlock(node.value, [node.lang, node.meta].filter(Boolean).join(' '))]
      case 'yaml':
        return [codeBlock(node.value, 'yaml')]
      case 'table':
        return [this.#table(node)]
      case 'html':
        return fromHtml(node.value, depth, this.#find) ?? [codeBlock(node.value, 'html')]
      case 'definition':
        return this.#inline.isUsed(node) ? [] : asLines(this.#sourceOf(node))
      case 'footnoteDefinition':
        return this.#footnote(node, depth)
      default:
        return this.#other(node)
    }
  }

  #paragraph(node: Nodes, children: Parameters<InlineReader['textBlocks']>[0]): DocumentNode[] {
    if (this.#sourceOf(node) === emptyLine) return [{ type: 'paragraph' }]
    return this.#inline.textBlocks(children, { type: 'paragraph' })
  }

  /** Front matter in TOML, and nodes of any other extension. */
  #other(node: Nodes): DocumentNode[] {
    const language = (node as { type: string }).type
    return 'value' in node ? [codeBlock(node.value, language)] : asLines(this.#sourceOf(node))
  }

  /** A quotation, or a callout where its first line names a kind of them: `[!TIP]`. */
  #quotation({ children }: Blockquote, depth: number): DocumentNode {
    const [first, ...others] = children
    const mark = first?.type === 'paragraph' && calloutMark.exec(this.#sourceOf(first))
    const [line, ...rest] = first?.type === 'paragraph' ? first.children : []
    if (!mark || line?.type !== 'text' || !line.value.startsWith('[!'))
      return { type: 'blockquote', content: orEmpty(this.blocks(children, depth + 1)) }
    const [, ...lines] = line.value.split('\n')
    const words = lines.length > 0 ? [{ ...line, value: lines.join('\n') }, ...rest] : rest
    const said = words[0]?.type === 'break' ? words.slice(1) : words
    const begins = said.length > 0 ? this.#inline.textBlocks(said, { type: 'paragraph' }) : []
    const content = orEmpty([...begins, ...this.blocks(others, depth + 1)])
    return { type: 'callout', attrs: { kind: mark[1]!.toLowerCase() }, content }
  }

  /** A list of a note holds only tasks or none: a mixed one becomes several. */
  #lists(list: List, depth: number): DocumentNode[] {
    if (list.ordered) {
      const content = list.children.map((item) => this.#item('listItem', item, depth))
      return [{ type: 'orderedList', attrs: { start: list.start ?? 1 }, content }]
    }
    const lists: DocumentNode[] = []
    for (const item of list.children.map((each) => this.#withoutText(each))) {
      const isTask = typeof item.checked === 'boolean'
      const type = isTask ? 'taskList' : 'bulletList'
      if (lists.at(-1)?.type !== type) lists.push({ type, content: [] })
      lists.at(-1)!.content!.push(this.#item(isTask ? 'taskItem' : 'listItem', item, depth))
    }
    return lists
  }

  /** A task without text, as in templates: GFM reads its box as text. */
  #withoutText(item: ListItem): ListItem {
    const [first, ...rest] = item.children
    const box = first?.type === 'paragraph' && /^\[([ xX])\]$/.exec(this.#sourceOf(first).trim())
    if (!box || typeof item.checked === 'boolean') return item
    return { ...item, checked: box[1] !== ' ', children: rest }
  }

  #item(type: 'listItem' | 'taskItem', item: ListItem, depth: number): DocumentNode {
    const content = paragraphFirst(this.blocks(item.children, depth + 2))
    const { checked } = item
    if (type === 'taskItem') return { type, attrs: { checked: checked === true }, content }
    if (typeof checked !== 'boolean') return { type, content }
    return { type, content: beginning(content, checked ? '[x] ' : '[ ] ') }
  }

  #table({ align, children }: Table): DocumentNode {
    const [head, ...rows] = children
    const columns = Math.max(...children.map((row) => row.children.length))
    const isEmpty = head!.children.every((cell) => cell.children.length === 0)
    const rowOf = (type: string) => (row: TableRow) => ({
      type: 'tableRow',
      content: Array.from({ length: columns }, (_, at) => {
        const content = this.#inline.textBlocks(row.children[at]?.children ?? [], {
          type: 'paragraph',
        })
        return { type, ...(align?.[at] && { attrs: { align: align[at] } }), content }
      }),
    })
    const body = rows.map(rowOf('tableCell'))
    // A table without a header row is written with an empty one.
    const content = isEmpty && body.length > 0 ? body : [rowOf('tableHeader')(head!), ...body]
    return { type: 'table', content }
  }

  #footnote({ children, identifier, label }: FootnoteDefinition, depth: number): DocumentNode[] {
    return beginning(this.blocks(children, depth + 1), `[^${label ?? identifier}]: `)
  }

  #sourceOf({ position }: Nodes): string {
    return this.#source.slice(position?.start.offset, position?.end.offset)
  }
}

/** The definitions of a source, the first of each name, and the names that are referred to. */
function namesIn(root: Root): Names {
  const definitions = new Map<string, Definition>()
  const used = new Set<string>()
  const left: Nodes[] = [root]
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type === 'linkReference' || node.type === 'imageReference') used.add(node.identifier)
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node)
    if ('children' in node) for (const child of node.children.toReversed()) left.push(child)
  }
  return { definitions, used }
}

/** Source as text, a paragraph for each line. */
function asLines(source: string): DocumentNode[] {
  return source
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }))
}

function orEmpty(blocks: DocumentNode[]): DocumentNode[] {
  return blocks.length > 0 ? blocks : [{ type: 'paragraph' }]
}

function beginning(blocks: DocumentNode[], words: string): DocumentNode[] {
  const [first, ...rest] = paragraphFirst(blocks)
  const content = [{ type: 'text', text: words }, ...(first!.content ?? [])]
  return [{ ...first!, content }, ...rest]
}
