import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import {
  calloutKind,
  itemLinkOf,
  mentionOf,
  pictureCaption,
  pictureSize,
  type DocumentNode,
} from './document.ts'
import { saysHowItLooks } from './html-tag.ts'
import { codeBlock, paragraphFirst } from './blocks.ts'
import {
  markOf,
  markOfTag,
  picture,
  saysNothing,
  wordsOnly,
  type FindPicture,
} from './markdown-in-inline.ts'
import { limits } from './note.ts'

type Element = DefaultTreeAdapterTypes.Element
type Child = DefaultTreeAdapterTypes.ChildNode
type Marks = NonNullable<DocumentNode['marks']>

/** Reads a block of HTML in Markdown; returns undefined unless notes can hold all of it and it has content. */
export function fromHtml(
  html: string,
  depth: number,
  find: FindPicture,
): DocumentNode[] | undefined {
  if (/^<!--\s*-->$/.test(html.trim())) return []
  try {
    const blocks = new HtmlReader(find).blocks(parseFragment(html).childNodes, depth)
    return blocks.length > 0 ? blocks : undefined
  } catch (error) {
    if (error instanceof NotOurs) return undefined
    throw error
  }
}

/** Thrown for HTML that no note can hold. */
class NotOurs extends Error {}

const containers: Record<string, string> = { blockquote: 'blockquote', p: 'paragraph' }
const known = new Set(
  'data-callout data-checked data-item data-mention data-note data-size data-type'.split(' '),
)

class HtmlReader {
  /** Set inside tables that we wrote: there, every space counts. */
  #exact = false
  readonly #find: FindPicture

  constructor(find: FindPicture) {
    this.#find = find
  }

  blocks(nodes: Child[], depth: number): DocumentNode[] {
    if (depth > limits.depth - 1) throw new NotOurs()
    const blocks: DocumentNode[] = []
    let line: DocumentNode[] = []
    const end = () => {
      const content = this.#exact ? line : tidied(line)
      if (content.length > 0) blocks.push({ type: 'paragraph', content })
      line = []
    }
    for (const node of nodes) {
      if (!isElement(node)) line.push(...this.#text(node, []))
      else if (isInline(node)) line.push(...this.#inline(node, []))
      else {
        end()
        blocks.push(...this.#block(node, depth))
      }
    }
    end()
    return blocks
  }

  #block(element: Element, depth: number): DocumentNode[] {
    const attributes = attributesOf(element)
    const name = element.tagName
    if (/^h[1-6]$/.test(name))
      return [this.#textBlock(element, 'heading', { level: Number(name[1]) })]
    if (name === 'p') return [this.#textBlock(element, 'paragraph')]
    if (name === 'div') return this.blocks(element.childNodes, depth + 1)
    if (name === 'blockquote' && 'data-callout' in attributes)
      return [this.#callout(element, attributes, depth)]
    if (name === 'blockquote') return [this.#holding(containers[name]!, element, depth)]
    if (name === 'ul' || name === 'ol') return [this.#list(element, attributes, depth)]
    if (name === 'pre') return [codeOf(element)]
    if (name === 'hr') return [{ type: 'horizontalRule' }]
    if (name === 'img') return this.#picture(attributes)
    if (name === 'figure') return this.#figure(element, attributes)
    if (name === 'table') return [this.#table(element, attributes, depth)]
    throw new NotOurs()
  }

  #picture({ src, alt, title }: Record<string, string>): DocumentNode[] {
    if (!src) throw new NotOurs()
    const found = picture(alt, { url: this.#find(src), title }, [])
    return found[0]?.type === 'image' ? found : [{ type: 'paragraph', content: found }]
  }

  #figure(element: Element, attributes: Record<string, string>): DocumentNode[] {
    const parts = elementsOf(element)
    const [image, caption] = ['img', 'figcaption'].map((name) =>
      parts.find(({ tagName }) => tagName === name),
    )
    if (!image || parts.length > (caption ? 2 : 1)) throw new NotOurs()
    if (caption?.childNodes.some(isElement)) throw new NotOurs() // a caption is plain text
    const words = pictureCaption(caption && textIn(caption))
    const [found, ...others] = this.#picture(attributesOf(image))
    if (found?.type === 'image') {
      const size = pictureSize(attributes['data-size'])
      const attrs = { ...found.attrs, ...(words && { caption: words }), ...(size && { size }) }
      return [{ ...found, attrs }]
    }
    const below = words ? [paragraphOf(words)] : []
    return [...(found ? [found] : []), ...others, ...below]
  }

  #textBlock(element: Element, type: string, attrs?: Record<string, unknown>): DocumentNode {
    const line = element.childNodes.flatMap((node) => this.#leaves(node, []))
    const content = this.#exact ? line : tidied(line)
    return { type, ...(attrs && { attrs }), ...(content.length > 0 && { content }) }
  }

  #holding(type: string, element: Element, depth: number): DocumentNode {
    const content = this.blocks(element.childNodes, depth + 1)
    return { type, content: content.length > 0 ? content : [{ type: 'paragraph' }] }
  }

  #callout(element: Element, attributes: Record<string, string>, depth: number): DocumentNode {
    const kind = calloutKind(attributes['data-callout'])
    return { ...this.#holding('callout', element, depth), attrs: { kind } }
  }

  #list(element: Element, attributes: Record<string, string>, depth: number): DocumentNode {
    const isTasks = attributes['data-type'] === 'taskList'
    const items = elementsOf(element).map((item) => this.#item(item, isTasks, depth))
    if (items.length === 0) throw new NotOurs()
    if (element.tagName === 'ul')
      return { type: isTasks ? 'taskList' : 'bulletList', content: items }
    const start = Number(attributes['start'] ?? 1)
    return {
      type: 'orderedList',
      attrs: { start: Number.isInteger(start) ? start : 1 },
      content: items,
    }
  }

  #item(element: Element, isTask: boolean, depth: number): DocumentNode {
    if (element.tagName !== 'li') throw new NotOurs()
    const attributes = attributesOf(element)
    const nodes = element.childNodes.filter((node) => !isCheckbox(node) || !isTask)
    const first = nodes[0]
    if (isTask && first && 'value' in first) first.value = first.value.trimStart()
    const content = paragraphFirst(this.blocks(nodes, depth + 2))
    if (!isTask) return { type: 'listItem', content }
    return { type: 'taskItem', attrs: { checked: attributes['data-checked'] === 'true' }, content }
  }

  #table(element: Element, attributes: Record<string, string>, depth: number): DocumentNode {
    const before = this.#exact
    this.#exact = before || 'data-note' in attributes
    const parts = elementsOf(element)
    const rows = parts.flatMap((part) => (part.tagName === 'tr' ? [part] : rowsOf(part)))
    const content = rows.map((row) => ({
      type: 'tableRow',
      content: elementsOf(row).map((cell) => this.#cell(cell, depth)),
    }))
    this.#exact = before
    if (content.every((row) => row.content.length === 0)) throw new NotOurs()
    return { type: 'table', content: content.filter((row) => row.content.length > 0) }
  }

  #cell(element: Element, depth: number): DocumentNode {
    const name = { th: 'tableHeader', td: 'tableCell' }[element.tagName]
    if (!name) throw new NotOurs()
    const { colspan, rowspan, align } = attributesOf(element)
    const attrs = {
      ...(spanOf(colspan) > 1 && { colspan: spanOf(colspan) }),
      ...(spanOf(rowspan) > 1 && { rowspan: spanOf(rowspan) }),
      ...(align && /^(left|center|right)$/.test(align) && { align }),
    }
    const cell = this.#holding(name, element, depth + 2)
    return Object.keys(attrs).length > 0 ? { ...cell, attrs } : cell
  }

  #leaves(node: Child, marks: Marks): DocumentNode[] {
    if (!isElement(node)) return this.#text(node, marks)
    if (!isInline(node)) throw new NotOurs()
    return this.#inline(node, marks)
  }

  #inline(element: Element, marks: Marks): DocumentNode[] {
    const attributes = attributesOf(element)
    const name = element.tagName
    if (name === 'br') return [{ type: 'hardBreak' }]
    const mention = mentionOf(attributes['data-mention'] ?? '', textIn(element))
    if (mention) return [mention]
    const itemLink = itemLinkOf(attributes['data-item'] ?? '', textIn(element))
    if (itemLink) return [itemLink]
    const mark = markOf({ name, attributes })
    if (!mark && (name === 'a' || !saysNothing(attributes))) throw new NotOurs()
    const within = mark ? [...marks.filter(({ type }) => type !== mark.type), mark] : marks
    return element.childNodes.flatMap((node) => this.#leaves(node, within))
  }

  #text(node: Child, marks: Marks): DocumentNode[] {
    if (!('value' in node)) throw new NotOurs() // a comment, a declaration
    const text = this.#exact
      ? node.value.replace(/^\n$/, '')
      : node.value.replaceAll(/[ \t\n\f]+/g, ' ')
    return text ? [{ type: 'text', text, ...(marks.length > 0 && { marks }) }] : []
  }
}

function paragraphOf(text: string): DocumentNode {
  return { type: 'paragraph', content: [{ type: 'text', text }] }
}

function isElement(node: Child): node is Element {
  return 'tagName' in node
}

function isInline({ tagName }: Element): boolean {
  return tagName === 'a' || tagName === 'br' || tagName in markOfTag || wordsOnly.has(tagName)
}

function isCheckbox(node: Child): boolean {
  return isElement(node) && node.tagName === 'input'
}

function attributesOf({ attrs }: Element): Record<string, string> {
  if (attrs.some(({ name }) => !saysHowItLooks(name) && !shape.has(name) && !known.has(name)))
    throw new NotOurs()
  return Object.fromEntries(attrs.map(({ name, value }) => [name, value]))
}

/** Attributes of tables, lists and code that are read or ignored without loss. */
const shape = new Set('cellpadding cellspacing colspan rowspan scope start summary'.split(' '))

/** The child elements, where text is not allowed. */
function elementsOf(element: Element): Element[] {
  attributesOf(element)
  const { childNodes } = element
  if (childNodes.some((node) => !isElement(node) && !('value' in node && node.value.trim() === '')))
    throw new NotOurs()
  return childNodes.filter(isElement)
}

function rowsOf(part: Element): Element[] {
  if (part.tagName === 'colgroup') return []
  if (!['thead', 'tbody', 'tfoot'].includes(part.tagName)) throw new NotOurs()
  return elementsOf(part).map((row) => {
    if (row.tagName !== 'tr') throw new NotOurs()
    return row
  })
}

function codeOf(pre: Element): DocumentNode {
  const [only, ...others] = pre.childNodes
  const inside =
    only && isElement(only) && only.tagName === 'code' && others.length === 0 ? only : pre
  if (inside.childNodes.some((node) => !('value' in node))) throw new NotOurs()
  const language = /^language-([^]+)$/.exec(attributesOf(inside)['class'] ?? '')?.[1] ?? ''
  return codeBlock(textIn(inside), language)
}

function textIn({ childNodes }: Element): string {
  return childNodes
    .map((node) => ('value' in node ? node.value : isElement(node) ? textIn(node) : ''))
    .join('')
}

const mostSpan = 100

function spanOf(value: string | undefined): number {
  const span = Math.trunc(Number(value ?? 1))
  return span >= 1 ? Math.min(span, mostSpan) : 1
}

/** Removes spaces at the edges of a line, and makes several one. */
function tidied(line: DocumentNode[]): DocumentNode[] {
  const content: DocumentNode[] = []
  for (const leaf of line) {
    const last = content.at(-1)
    const afterSpace = !last || last.type === 'hardBreak' || last.text?.endsWith(' ') === true
    const text = afterSpace ? leaf.text?.trimStart() : leaf.text
    if (text !== '') content.push(text === undefined ? leaf : { ...leaf, text })
  }
  const last = content.at(-1)
  if (last?.text === undefined) return content
  const text = last.text.trimEnd()
  return text ? [...content.slice(0, -1), { ...last, text }] : content.slice(0, -1)
}
