import type { Definition, Nodes, PhrasingContent } from 'mdast'
import { isOwnFile, isSafeLink, itemLinkOf, mentionOf, type DocumentNode } from './document.ts'
import { readTag, type Tag } from './html-tag.ts'

type Marks = NonNullable<DocumentNode['marks']>
type Address = { url: string; title?: string | null | undefined }

const markOfNode: Record<string, string> = { emphasis: 'italic', strong: 'bold', delete: 'strike' }

/** HTML elements that become marks. */
export const markOfTag: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  u: 'underline',
  ins: 'underline',
  code: 'code',
}

/** HTML elements of which a note keeps only the text. */
export const wordsOnly = new Set(
  'abbr bdi bdo big cite dfn font kbd label mark q samp small span sub sup time tt var wbr'.split(
    ' ',
  ),
)

/** Resolves the address of a picture in the text: a file of the note, or the given address. */
export type FindPicture = (address: string) => string

/** The definitions of a source, and those that are used. */
export interface Names {
  definitions: Map<string, Definition>
  used: Set<string>
}

/** The text of one Markdown source: words with marks, breaks, pictures and mentions. */
export class InlineReader {
  readonly #source: string
  readonly #names: Names
  readonly #find: FindPicture

  constructor(source: string, names: Names, find: FindPicture) {
    this.#source = source
    this.#names = names
    this.#find = find
  }

  isUsed(definition: Definition): boolean {
    const { identifier } = definition
    return this.#names.used.has(identifier) && this.#definition(identifier) === definition
  }

  #definition(identifier: string): Definition {
    return this.#names.definitions.get(identifier)!
  }

  /** One block of text, split at each picture. */
  textBlocks(nodes: PhrasingContent[], block: DocumentNode): DocumentNode[] {
    const parts: DocumentNode[] = []
    for (const leaf of this.#inline(nodes, [])) {
      const last = parts.at(-1)
      if (leaf.type === 'image') parts.push(leaf)
      else if (last && last.type !== 'image') join(last.content!, leaf)
      else parts.push({ ...block, content: [leaf] })
    }
    const cut = parts.length > 1 ? parts.map(trimmed).filter(hasContent) : parts
    return cut.length > 0 ? cut : [block]
  }

  #inline(nodes: PhrasingContent[], marks: Marks): DocumentNode[] {
    const pairs = pairsOf(nodes)
    const leaves: DocumentNode[] = []
    let open = marks
    nodes.forEach((node, at) => {
      const pair = pairs.get(at)
      if (pair) open = pair.opens ? [...open, pair.mark] : open.filter((mark) => mark !== pair.mark)
      else leaves.push(...this.#leaves(node, open))
    })
    return leaves
  }

  #leaves(node: PhrasingContent, marks: Marks): DocumentNode[] {
    switch (node.type) {
      case 'text':
        return words(node.value, marks)
      case 'inlineCode':
        return words(node.value, [...marks, { type: 'code' }])
      case 'break':
        return [{ type: 'hardBreak' }]
      case 'emphasis':
      case 'strong':
      case 'delete':
        return this.#inline(node.children, [...marks, { type: markOfNode[node.type]! }])
      case 'link':
        return this.#link(node.children, node, marks)
      case 'linkReference':
        return this.#link(node.children, this.#definition(node.identifier), marks)
      case 'image':
        return this.#picture(node.alt || null, node, marks)
      case 'imageReference':
        return this.#picture(node.alt || null, this.#definition(node.identifier), marks)
      case 'html':
        return this.#html(node.value, marks)
      default:
        return words(this.#sourceOf(node), marks)
    }
  }

  #link(children: PhrasingContent[], address: Address, marks: Marks): DocumentNode[] {
    const [only] = children
    const named =
      children.length === 1 &&
      only!.type === 'text' &&
      (mentionOf(address.url, only!.value) ?? itemLinkOf(address.url, only!.value))
    if (named) return [named]
    if (!isSafeLink(address.url)) {
      const inner = this.#inline(children, marks)
      return inner.length > 0
        ? [...inner, ...words(` (${said(address)})`, marks)]
        : words(said(address), marks)
    }
    const inner = this.#inline(children, [...marks, linkTo(address)])
    return inner.length > 0 ? inner : words(address.url, [...marks, linkTo(address)])
  }

  #picture(alt: string | null | undefined, { url, title }: Address, marks: Marks): DocumentNode[] {
    return picture(alt, { url: this.#find(url), title }, marks)
  }

  /** A tag without a partner: a line break, a picture, or one without content; any other is kept as written. */
  #html(html: string, marks: Marks): DocumentNode[] {
    if (/^<!--\s*-->$/.test(html)) return []
    const tag = readTag(html)
    if (!tag) return words(html, marks)
    const { name, attributes, isPlain } = tag
    const { src, alt, title } = attributes
    if (name === 'br') return [{ type: 'hardBreak' }]
    if (name === 'img' && src && isPlain) return this.#picture(alt, { url: src, title }, marks)
    return wordsOnly.has(name) && isPlain && saysNothing(attributes) ? [] : words(html, marks)
  }

  #sourceOf({ position }: Nodes): string {
    return this.#source.slice(position?.start.offset, position?.end.offset)
  }
}

/** A line break in the source is only a space in the text. */
function words(source: string, marks: Marks): DocumentNode[] {
  const text = source.replaceAll('\n', ' ')
  return text ? [{ type: 'text', text, ...(marks.length > 0 && { marks: once(marks) }) }] : []
}

/** Of several marks of one kind, the innermost counts. */
function once(marks: Marks): Marks {
  return [...new Map(marks.map((mark) => [mark.type, mark])).values()]
}

function linkTo({ url, title }: Address): Marks[number] {
  return { type: 'link', attrs: { href: url, ...(title && { title }) } }
}

function said({ url, title }: Address): string {
  return title ? `${url} "${title}"` : url
}

/** A picture of the note itself; one at another address is never loaded, and stays as text and address (X94). */
export function picture(
  alt: string | null | undefined,
  address: Address,
  marks: Marks,
): DocumentNode[] {
  const { url, title } = address
  if (isOwnFile(url))
    return [
      {
        type: 'image',
        attrs: { src: url, ...(typeof alt === 'string' && { alt }), ...(title && { title }) },
      },
    ]
  if (isSafeLink(url)) return words(alt || url, [...marks, linkTo(address)])
  return words(alt ? `${alt} (${said(address)})` : said(address), marks)
}

interface Pair {
  opens: boolean
  mark: Marks[number]
}

/** Pairs of opening and closing tags that make a mark, by their index. */
function pairsOf(nodes: PhrasingContent[]): Map<number, Pair> {
  const pairs = new Map<number, Pair>()
  const open = new Map<string, { at: number; tag: Tag }[]>()
  nodes.forEach((node, at) => {
    const tag = node.type === 'html' ? readTag(node.value) : undefined
    if (!tag || !(markOfTag[tag.name] || tag.name === 'a')) return
    const waiting = open.get(tag.name) ?? []
    open.set(tag.name, waiting)
    if (!tag.closes) return void waiting.push({ at, tag })
    const begun = waiting.pop()
    const mark = begun && markOf(begun.tag)
    if (!mark) return
    pairs.set(begun.at, { opens: true, mark })
    pairs.set(at, { opens: false, mark })
  })
  return pairs
}

export function markOf({
  name,
  attributes,
}: Pick<Tag, 'name' | 'attributes'>): Marks[number] | undefined {
  const { href, title } = attributes
  if (name === 'a') return isSafeLink(href) ? linkTo({ url: href, title }) : undefined
  const type = markOfTag[name]
  return type ? { type } : undefined
}

/** Whether its attributes contain no text. */
export function saysNothing(attributes: Record<string, string>): boolean {
  return !['alt', 'href', 'src', 'title'].some((name) => name in attributes)
}

/** Appends a leaf, merging texts that have the same marks. */
function join(content: DocumentNode[], leaf: DocumentNode): void {
  const last = content.at(-1)
  const same = last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(leaf.marks)
  if (leaf.type === 'text' && same)
    content[content.length - 1] = { ...last, text: last.text! + leaf.text! }
  else content.push(leaf)
}

function trimmed(block: DocumentNode): DocumentNode {
  const content = [...(block.content ?? [])]
  const [first] = content
  if (first?.text !== undefined) content[0] = { ...first, text: first.text.trimStart() }
  const last = content.at(-1)
  if (last?.text !== undefined) content[content.length - 1] = { ...last, text: last.text.trimEnd() }
  return block.content ? { ...block, content: content.filter(({ text }) => text !== '') } : block
}

function hasContent({ type, content = [] }: DocumentNode): boolean {
  return type === 'image' || content.length > 0
}
