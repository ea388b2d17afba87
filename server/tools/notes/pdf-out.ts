import { EventEmitter } from 'node:events'
import pdfmake from 'pdfmake'
import type {
  Content,
  ContentTable,
  ContentText,
  TableCell,
  TDocumentDefinitions,
} from 'pdfmake/interfaces.d.ts'
import { gridOf, isHead, isRightToLeft, startOf, textIn, type Book, type Cell } from './book.ts'
import { calloutKind, type DocumentNode } from './document.ts'
import { fontFiles, fonts, inFonts, widthOf, type FontName } from './pdf-fonts.ts'
import { calloutWords, paperWords } from './words.ts'

// A book as PDF, with its title, language and bookmarks. Nothing is fetched: pictures come with the book, fonts are our own.

// pdfmake listens once for each column of a table; nothing else runs in the worker that makes a PDF.
EventEmitter.defaultMaxListeners = 0
pdfmake.setFonts(fonts)
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((file) => fontFiles.has(file))

/** Lists and quotations that are nested deeper are set at this depth: the lines would become too short. */
const deepest = 16

/** `pictures`: the bytes of PNG and JPEG pictures, by the addresses of the book. */
export async function toPdf(book: Book, pictures: Record<string, Uint8Array>): Promise<Buffer> {
  return pdfmake.createPdf(new Writer(book, pictures).definition()).getBuffer()
}

const ink = { quiet: '#5f5b52', line: '#a8a49a', wash: '#f4f2ec', link: '#1f5f4a' }
const sizes = [18, 16, 14, 12.5, 11.5, 11]
const page = { width: 595 - 2 * 71, height: 842 - 2 * 71 }

interface Place {
  depth: number
  /** In points: what is left for a table or a picture. */
  width: number
  italics?: boolean
  bold?: boolean
  fontSize?: number
}

class Writer {
  readonly #book: Book
  readonly #pictures: Record<string, Uint8Array>
  #level = 0
  #headings = 0
  /** The bookmark of each level that is open. */
  #open: string[] = []

  constructor(book: Book, pictures: Record<string, Uint8Array>) {
    this.#book = book
    this.#pictures = pictures
  }

  definition(): TDocumentDefinitions {
    const { title, author, language, made, contents, chapters } = this.#book
    const says = paperWords[language].contents
    const cover: Content[] = contents
      ? [
          { text: runs(title, 'House', { bold: true }), fontSize: 24, margin: [0, 0, 0, 12] },
          { toc: { title: { text: says, bold: true, fontSize: 14, margin: [0, 12, 0, 6] } } },
        ]
      : []
    const content = [...cover, ...chapters.flatMap((chapter) => this.#chapter(chapter))]
    return {
      info: {
        title: shown(title),
        author: shown(author),
        creationDate: new Date(made),
        modDate: new Date(made),
      },
      language,
      displayTitle: true,
      pageSize: 'A4',
      pageMargins: [71, 71, 71, 71],
      defaultStyle: { font: 'House', fontSize: 11, lineHeight: 1.3 },
      footer: (current, count) => ({
        text: `${current} / ${count}`,
        alignment: 'center',
        fontSize: 9,
        color: ink.quiet,
        margin: [0, 20, 0, 0],
      }),
      images: Object.fromEntries(
        Object.entries(this.#pictures).map(([src, bytes]) => [src, dataUrl(bytes)]),
      ),
      content,
    }
  }

  #chapter({ title, level, byline, content }: Book['chapters'][number]): Content[] {
    const { contents } = this.#book
    this.#level = contents ? level : 0
    const size = contents ? (sizes[level - 1] ?? 12) + 2 : 22
    const words = { text: runs(title, 'House', { bold: true }), fontSize: size }
    const heading: Content = {
      ...words,
      ...this.#bookmark(title, contents ? level : 1),
      margin: [0, 0, 0, byline ? 2 : 10],
      ...(contents && {
        pageBreak: 'before' as const,
        tocItem: true,
        tocMargin: [(level - 1) * 12, 0, 0, 0],
      }),
    }
    const below = { text: runs(byline), color: ink.quiet, margin: [0, 0, 0, 12] as Four }
    const place = { depth: 0, width: page.width }
    return [heading, ...(byline ? [below] : []), ...this.#blocks(content?.content, place)]
  }

  #bookmark(text: string, level: number) {
    const id = `h${++this.#headings}`
    const parent = this.#open.slice(0, level - 1).findLast(Boolean)
    this.#open = [...Array.from({ length: level - 1 }, (_, at) => this.#open[at] ?? ''), id]
    return {
      id,
      outline: true,
      outlineText: shown(text.slice(0, 300)) || ' ',
      ...(parent && { outlineParentId: parent }),
    }
  }

  #blocks(nodes: DocumentNode[] = [], place: Place): Content[] {
    return nodes.map((node) => this.#block(node, place))
  }

  #block(node: DocumentNode, place: Place): Content {
    const { type, attrs = {}, content = [] } = node
    switch (type) {
      case 'heading':
        return this.#heading(node, place)
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return this.#list(node, place)
      case 'blockquote':
        return this.#setApart(this.#blocks(content, inside(place, { italics: true })), place)
      case 'callout': {
        const label = calloutWords[this.#book.language][calloutKind(attrs['kind'])]
        const says: Content = { text: label, bold: true, margin: [0, 0, 0, 4] }
        return this.#setApart([says, ...this.#blocks(content, inside(place))], place, ink.wash)
      }
      case 'codeBlock':
        return this.#code(textIn(node))
      case 'horizontalRule':
        return { table: { widths: ['*'], body: [['']] }, layout: ruled, margin: [0, 4, 0, 8] }
      case 'table':
        return this.#table(node, place)
      case 'image':
        return this.#picture(node, place)
      default:
        return this.#paragraph(node, place)
    }
  }

  #heading({ attrs = {}, content = [] }: DocumentNode, place: Place): Content {
    const own = Math.min(6, Math.max(1, Number(attrs['level'] ?? 1)))
    const level = own + this.#level + (this.#book.contents ? 0 : 1)
    const text = textIn({ type: 'heading', content })
    if (!text.trim()) return this.#paragraph({ type: 'heading' }, place)
    return {
      text: this.#inline(content, { ...place, bold: true }),
      fontSize: sizes[Math.min(6, own + this.#level) - 1] ?? 11,
      ...this.#bookmark(text, level),
      margin: [0, 10, 0, 4],
      ...(isRightToLeft(text) && { alignment: 'right' as const }),
    }
  }

  #paragraph({ content = [], ...node }: DocumentNode, place: Place): Content {
    const right = isRightToLeft(textIn({ ...node, content }))
    const said = this.#inline(content, place)
    return {
      text: content.length === 0 ? ' ' : right ? fromRight(said, place) : said,
      margin: [0, 0, 0, 6],
      ...(right && { alignment: 'right' as const }),
    }
  }

  #list({ type, attrs = {}, content = [] }: DocumentNode, place: Place): Content {
    const within = inside(place)
    const items = content.map((item): Content => {
      const stack = this.#blocks(item.content, within)
      if (type !== 'taskList') return { stack }
      const box = item.attrs?.['checked'] === true ? '☒' : '☐'
      return {
        columns: [
          { text: box, font: 'Signs', width: 16 },
          { stack, width: '*' },
        ],
      }
    })
    if (place.depth >= deepest || type === 'taskList') return { stack: items }
    return type === 'orderedList' ? { ol: items, start: startOf(attrs) } : { ul: items }
  }

  /** A quotation or a callout: a box with a line at its side. */
  #setApart(stack: Content[], { depth }: Place, fill?: string): Content {
    if (depth >= deepest) return { stack }
    return {
      table: { widths: ['*'], body: [[{ stack, ...(fill && { fillColor: fill }) }]] },
      layout: sided,
      margin: [0, 2, 0, 8],
    }
  }

  #code(text: string): Content {
    const lines = text.replaceAll('\t', '    ')
    return {
      table: {
        widths: ['*'],
        body: [
          [
            {
              text: runs(lines || ' ', 'Mono'),
              fontSize: 9,
              fillColor: ink.wash,
              lineHeight: 1.2,
              preserveLeadingSpaces: true,
            },
          ],
        ],
      },
      layout: 'noBorders',
      margin: [0, 2, 0, 8],
    }
  }

  #table(node: DocumentNode, place: Place): Content {
    const grid = gridOf(node)
    const columns = grid[0]?.length ?? 0
    if (columns === 0) return ''
    const padding = columns > 20 ? 1 : 4
    const width = Math.max(4, place.width / columns - 2 * padding - 1)
    const fontSize = [8, 14, 24].reduce((size, most) => (columns > most ? size - 2.5 : size), 11)
    const within: Place = { depth: place.depth + 1, width, ...(fontSize < 11 && { fontSize }) }
    const body = grid.map((cells, row) =>
      cells.map((cell, column) => this.#cell(cell, row, column, within)),
    )
    const table: ContentTable['table'] = {
      widths: Array.from({ length: columns }, () => width),
      headerRows: grid.length > 1 && grid[0]!.every(isHead) ? 1 : 0,
      body,
    }
    return { table, layout: gridded(padding), margin: [0, 4, 0, 10], fontSize }
  }

  #cell(cell: Cell, row: number, column: number, place: Place): TableCell {
    if (cell.row !== row || cell.column !== column) return {}
    const head = isHead(cell)
    return {
      stack: this.#blocks(cell.node.content, { ...place, ...(head && { bold: true }) }),
      ...(cell.columns > 1 && { colSpan: cell.columns }),
      ...(cell.rows > 1 && { rowSpan: cell.rows }),
      ...(head && { fillColor: '#efefea' }),
    }
  }

  #picture({ attrs = {} }: DocumentNode, place: Place): Content {
    const src = String(attrs['src'])
    const size = this.#book.pictures[src]
    const alt = String(attrs['alt'] ?? '')
    const caption = typeof attrs['caption'] === 'string' ? attrs['caption'] : ''
    const shown: Content =
      size && this.#pictures[src]
        ? {
            image: src,
            fit: [
              Math.min(size.width * 0.75, place.width),
              Math.min(size.height * 0.75, page.height * 0.8),
            ],
          }
        : { text: runs(alt, 'House', { italics: true }) }
    const below: Content[] = caption ? [{ text: runs(caption), fontSize: 9, color: ink.quiet }] : []
    return { stack: [shown, ...below], margin: [0, 4, 0, 8] }
  }

  #inline(
    leaves: DocumentNode[],
    { bold = false, italics = false, fontSize }: Place,
  ): ContentText[] {
    return leaves.flatMap(({ type, text = '', marks = [] }) => {
      if (type === 'hardBreak') return [{ text: '\n' }]
      const has = (name: string) => marks.some((mark) => mark.type === name)
      const href = marks.find((mark) => mark.type === 'link')?.attrs?.['href']
      const decoration = [
        ...(has('strike') ? ['lineThrough' as const] : []),
        ...(has('underline') || href ? ['underline' as const] : []),
      ]
      return runs(text, has('code') ? 'Mono' : 'House', {
        bold: bold || has('bold'),
        italics: italics !== has('italic'),
        ...(decoration.length > 0 && { decoration }),
        ...(fontSize && { fontSize }),
        ...(typeof href === 'string' && { link: href, color: ink.link }),
      })
    })
  }
}

type Four = [number, number, number, number]

function inside(place: Place, more: Partial<Place> = {}): Place {
  const depth = place.depth + 1
  return { ...place, ...more, depth, width: depth > deepest ? place.width : place.width - 18 }
}

function runs(
  text: string,
  font: 'House' | 'Mono' = 'House',
  more: Partial<ContentText> = {},
): ContentText[] {
  return inFonts(shown(text), font).map((part) => ({ ...part, ...more }) as ContentText)
}

/** A word of a line, and whether it is written from right to left. */
interface Word {
  run: ContentText
  text: string
  right: boolean
}

/** A text from right to left in lines: pdfmake sets the words of a line from left to right, so they are reversed before. */
function fromRight(said: ContentText[], { width, fontSize = 11 }: Place): ContentText[] {
  const lines: Word[][] = [[]]
  let left = width
  for (const run of said)
    for (const text of String(run.text).split(/ |(\n)/)) {
      if (!text) continue
      const wide = widthOf(`${text} `, (run.font ?? 'House') as FontName, fontSize)
      if (text === '\n' || wide > left) {
        lines.push([])
        left = width
      }
      if (text !== '\n') lines.at(-1)!.push({ run, text, right: isRightToLeft(text) })
      left -= wide
    }
  return lines.flatMap((line, at) => {
    const words = reversed(line).map(({ run, text }, place) => ({
      ...run,
      text: place === 0 ? text : ` ${text}`,
    }))
    return at === 0 ? words : [{ text: '\n' }, ...words]
  })
}

/** The words from the last to the first; words from left to right that follow each other keep their order. */
function reversed(line: Word[]): Word[] {
  const groups: Word[][] = []
  for (const word of line) {
    const last = groups.at(-1)
    if (last && !word.right && !last[0]!.right) last.push(word)
    else groups.push([word])
  }
  return groups.toReversed().flat()
}

/** Control characters have no glyph, and half a character is none. */
function shown(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '')
}

const ruled = {
  hLineWidth: (at: number) => (at === 0 ? 0.7 : 0),
  vLineWidth: () => 0,
  hLineColor: () => ink.line,
}
const sided = {
  hLineWidth: () => 0,
  vLineWidth: (at: number) => (at === 0 ? 2 : 0),
  vLineColor: () => ink.line,
  paddingLeft: () => 10,
  paddingTop: () => 4,
  paddingBottom: () => 2,
}
const gridded = (padding: number) => ({
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => ink.line,
  vLineColor: () => ink.line,
  paddingLeft: () => padding,
  paddingRight: () => padding,
})

function dataUrl(bytes: Uint8Array): string {
  const type = bytes[0] === 0x89 ? 'png' : 'jpeg'
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
}
