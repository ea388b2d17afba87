import { calloutKind, type DocumentNode } from './document.ts'
import {
  gridOf,
  isHead,
  isRightToLeft,
  startOf,
  textIn,
  xml,
  type Book,
  type Cell,
  type Size,
} from './book.ts'
import { calloutWords, paperWords } from './words.ts'

// A book as OpenDocument text (ODF 1.3): the parts of an ODT but its pictures, which are streamed beside them.

const namespaces = [
  ...['office', 'style', 'text', 'table', 'drawing', 'meta'].map((name) => {
    const short = name === 'drawing' ? 'draw' : name
    return `xmlns:${short}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`
  }),
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
].join(' ')
const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const version = 'office:version="1.3"'

export const odtType = 'application/vnd.oasis.opendocument.text'

/** The parts by their names, in the order in which they are stored: the type comes first, uncompressed. */
export function toOdt(book: Book): Record<string, string> {
  const { title, author, language, made, pictures } = book
  const at = new Date(made).toISOString().replace(/\.\d+Z$/, 'Z')
  const files = [
    ...['content.xml', 'styles.xml', 'meta.xml'].map((name) => [name, 'text/xml']),
    ...Object.values(pictures).map(({ name }) => [
      `Pictures/${name}`,
      `image/${name.split('.').at(-1)}`,
    ]),
  ]
  const entries = files.map(
    ([name, type]) =>
      `<manifest:file-entry manifest:full-path="${xml(name!)}" manifest:media-type="${type}"/>`,
  )
  return {
    mimetype: odtType,
    'META-INF/manifest.xml': `${head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${odtType}"/>${entries.join('')}</manifest:manifest>`,
    'meta.xml': `${head}<office:document-meta ${namespaces} ${version}><office:meta><dc:title>${xml(title)}</dc:title><dc:creator>${xml(author)}</dc:creator><meta:initial-creator>${xml(author)}</meta:initial-creator><dc:language>${language}</dc:language><meta:creation-date>${at}</meta:creation-date><dc:date>${at}</dc:date></office:meta></office:document-meta>`,
    'styles.xml': styles(book),
    'content.xml': new Writer(book).content(),
  }
}

interface Place {
  style: string
  /** Before the text of the first block: the box of a task. */
  before?: string
}

const plain: Place = { style: 'Text_20_body' }

class Writer {
  readonly #book: Book
  readonly #tables: string[] = []
  #drawings = 0
  #level = 0

  constructor(book: Book) {
    this.#book = book
  }

  content(): string {
    const { title, contents, chapters } = this.#book
    const body = [
      ...(contents ? [said('Title', xml(title)), this.#contents()] : []),
      ...chapters.map((chapter, at) => this.#chapter(chapter, at)),
    ].join('')
    const own = `<office:automatic-styles>${wordStyles}${this.#tables.join('')}</office:automatic-styles>`
    return `${head}<office:document-content ${namespaces} ${version}>${own}<office:body><office:text>${body}</office:text></office:body></office:document-content>`
  }

  #contents(): string {
    const { chapters, language } = this.#book
    const says = xml(paperWords[language].contents)
    const levels = Array.from({ length: 3 }, (_, at) => at + 1)
    const template = levels.map(
      (level) =>
        `<text:table-of-content-entry-template text:outline-level="${level}" text:style-name="Contents_20_${level}"><text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>`,
    )
    const lines = chapters.map(({ title, level }, at) =>
      said(
        `Contents_20_${Math.min(3, level)}`,
        `<text:a xlink:type="simple" xlink:href="#c${at}">${xml(title)}</text:a>`,
      ),
    )
    return `<text:table-of-content text:name="contents"><text:table-of-content-source text:outline-level="3"><text:index-title-template>${says}</text:index-title-template>${template.join('')}</text:table-of-content-source><text:index-body><text:index-title text:name="contents-title">${said('Contents_20_Heading', says)}</text:index-title>${lines.join('')}</text:index-body></text:table-of-content>`
  }

  #chapter({ title, level, byline, content }: Book['chapters'][number], at: number): string {
    const { contents } = this.#book
    this.#level = contents ? level : 0
    const named = `<text:bookmark text:name="c${at}"/>${xml(title)}`
    return [
      contents ? heading(Math.min(level, 9), named, 'Chapter') : said('Title', named),
      ...(byline ? [said('Byline', xml(byline))] : []),
      this.#blocks(content?.content, plain),
    ].join('')
  }

  #blocks(nodes: DocumentNode[] = [], place: Place): string {
    return nodes
      .map((node, at) => this.#block(node, at === 0 ? place : { style: place.style }))
      .join('')
  }

  #block(node: DocumentNode, place: Place): string {
    const { type, attrs = {}, content = [] } = node
    switch (type) {
      case 'heading': {
        const level = Math.min(9, Number(attrs['level'] ?? 1) + this.#level)
        return heading(level, this.#inline(content))
      }
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return this.#list(node)
      case 'blockquote':
        return this.#blocks(content, { style: 'Quotations' })
      case 'callout': {
        const label = calloutWords[this.#book.language][calloutKind(attrs['kind'])]
        const says = said('Callout', `<text:span text:style-name="bold">${xml(label)}</text:span>`)
        return `${says}${this.#blocks(content, { style: 'Callout' })}`
      }
      case 'codeBlock':
        return said('Preformatted_20_Text', words(textIn(node)))
      case 'horizontalRule':
        return said('Horizontal_20_Line', '')
      case 'table':
        return this.#table(node)
      case 'image':
        return this.#picture(node, place)
      default: {
        const right = isRightToLeft(textIn(node))
        const style = right && place.style === plain.style ? 'Right_20_to_20_left' : place.style
        return said(style, `${place.before ?? ''}${this.#inline(content)}`)
      }
    }
  }

  #list({ type, attrs = {}, content = [] }: DocumentNode): string {
    const start = type === 'orderedList' ? startOf(attrs) : 1
    const style = { orderedList: 'numbers', taskList: 'tasks' }[type] ?? 'bullets'
    const items = content.map((item, at) => {
      const box = item.attrs?.['checked'] === true ? '☒ ' : '☐ '
      const place = type === 'taskList' ? { ...plain, before: box } : plain
      const first = at === 0 && start !== 1 ? ` text:start-value="${start}"` : ''
      return `<text:list-item${first}>${this.#blocks(item.content, place)}</text:list-item>`
    })
    return `<text:list text:style-name="${style}">${items.join('')}</text:list>`
  }

  #table(node: DocumentNode): string {
    const grid = gridOf(node)
    const columns = grid[0]?.length ?? 0
    if (columns === 0) return ''
    const name = `t${this.#tables.length}`
    const width = (16 / columns).toFixed(3)
    this.#tables.push(
      `<style:style style:name="${name}" style:family="table"><style:table-properties style:width="16cm" table:align="left"/></style:style><style:style style:name="${name}.c" style:family="table-column"><style:table-column-properties style:column-width="${width}cm"/></style:style>`,
    )
    const isNarrow = columns > 10
    const rows = grid.map((cells, row) => this.#row(cells, row, isNarrow))
    const headed = grid[0]!.every(isHead)
    const first = headed ? `<table:table-header-rows>${rows[0]}</table:table-header-rows>` : rows[0]
    return `<table:table table:name="${name}" table:style-name="${name}"><table:table-column table:style-name="${name}.c" table:number-columns-repeated="${columns}"/>${first}${rows.slice(1).join('')}</table:table>${said(plain.style, '')}`
  }

  #row(cells: Cell[], row: number, isNarrow: boolean): string {
    const inside = cells.map((cell, column) => {
      if (cell.row !== row || cell.column !== column) return '<table:covered-table-cell/>'
      const style = isNarrow ? 'narrow-cell' : isHead(cell) ? 'head-cell' : 'cell'
      const text = isNarrow ? 'Narrow' : isHead(cell) ? 'Table_20_Heading' : plain.style
      const wide = cell.columns > 1 ? ` table:number-columns-spanned="${cell.columns}"` : ''
      const high = cell.rows > 1 ? ` table:number-rows-spanned="${cell.rows}"` : ''
      return `<table:table-cell table:style-name="${style}"${wide}${high}>${this.#blocks(cell.node.content, { style: text })}</table:table-cell>`
    })
    return `<table:table-row>${inside.join('')}</table:table-row>`
  }

  #picture({ attrs = {} }: DocumentNode, place: Place): string {
    const size = this.#book.pictures[String(attrs['src'])]
    const alt = xml(String(attrs['alt'] ?? ''))
    const caption = typeof attrs['caption'] === 'string' ? attrs['caption'] : ''
    const below = caption ? said('Caption', xml(caption)) : ''
    if (!size) return `${alt ? said(place.style, alt) : ''}${below}`
    return `${said(place.style, this.#drawing(alt, size))}${below}`
  }

  #drawing(alt: string, { width, height, name }: Size): string {
    const scale = Math.min(2.54 / 96, 16 / width, 22 / height) // centimetres for a pixel
    const [x, y] = [width * scale, height * scale].map((side) => `${side.toFixed(3)}cm`)
    return `<draw:frame draw:name="Picture ${++this.#drawings}" text:anchor-type="as-char" svg:width="${x}" svg:height="${y}"><draw:image xlink:href="Pictures/${name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/><svg:desc>${alt}</svg:desc></draw:frame>`
  }

  #inline(leaves: DocumentNode[]): string {
    return leaves
      .map(({ type, text = '', marks = [] }) => {
        if (type === 'hardBreak') return '<text:line-break/>'
        return marks.reduceRight((within, mark) => {
          if (mark.type !== 'link')
            return `<text:span text:style-name="${mark.type}">${within}</text:span>`
          return `<text:a xlink:type="simple" xlink:href="${xml(String(mark.attrs?.['href']))}">${within}</text:a>`
        }, words(text))
      })
      .join('')
  }
}

function said(style: string, content: string): string {
  return `<text:p text:style-name="${style}">${content}</text:p>`
}

function heading(level: number, content: string, style = 'Heading'): string {
  return `<text:h text:style-name="${style}_20_${level}" text:outline-level="${level}">${content}</text:h>`
}

/** Text in which spaces, tabs and lines are kept. */
function words(text: string): string {
  return xml(text)
    .replaceAll(/\r?\n/g, '<text:line-break/>')
    .replaceAll('\t', '<text:tab/>')
    .replaceAll(/ {2,}/g, (spaces) => ` <text:s text:c="${spaces.length - 1}"/>`)
}

const mono = 'style:font-name="Courier New" fo:font-family="\'Courier New\'"'

const wordStyles = [
  ['bold', 'fo:font-weight="bold"'],
  ['italic', 'fo:font-style="italic"'],
  ['strike', 'style:text-line-through-style="solid"'],
  ['underline', 'style:text-underline-style="solid"'],
  ['code', mono],
]
  .map(
    ([name, looks]) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties ${looks}/></style:style>`,
  )
  .join('')
  .concat(
    ['cell', 'head-cell', 'narrow-cell']
      .map((name) => {
        const shade = name === 'head-cell' ? ' fo:background-color="#efefea"' : ''
        const room = name === 'narrow-cell' ? '0.02cm' : '0.1cm'
        return `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties fo:padding="${room}" fo:border="0.5pt solid #a8a49a"${shade}/></style:style>`
      })
      .join(''),
  )

function styles({ language, contents }: Book): string {
  const style = (name: string, paragraphs: string, text = '', parent = 'Standard') =>
    `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="${parent}"><style:paragraph-properties ${paragraphs}/><style:text-properties ${text}/></style:style>`
  const line = 'fo:margin-left="0.5cm" fo:padding-left="0.3cm" fo:border-left="2pt solid #a8a49a"'
  const levels = Array.from({ length: 9 }, (_, at) => at + 1)
  const headings = levels.flatMap((level) => {
    const size = [18, 16, 14, 12.5, 11.5][level - 1] ?? 11
    const looks = `fo:font-weight="bold" fo:font-size="${size}pt"`
    const space = 'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"'
    const chapter = level === 1 || contents ? ' fo:break-before="page"' : ''
    return [
      style(`Heading_20_${level}`, space, looks),
      style(`Chapter_20_${level}`, `${space}${chapter}`, looks),
    ]
  })
  const country = language === 'fr' ? 'FR' : 'GB'
  return `${head}<office:document-styles ${namespaces} ${version}><office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm" fo:line-height="130%"/><style:text-properties fo:font-size="11pt" fo:language="${language}" fo:country="${country}"/></style:default-style><style:style style:name="Standard" style:family="paragraph"/>${[
    style('Text_20_body', ''),
    style('Right_20_to_20_left', 'style:writing-mode="rl-tb" fo:text-align="right"'),
    style('Title', 'fo:margin-bottom="0.1cm"', 'fo:font-size="20pt" fo:font-weight="bold"'),
    style('Byline', 'fo:margin-bottom="0.5cm"', 'fo:color="#5f5b52"'),
    ...headings,
    style(
      'Contents_20_Heading',
      'fo:margin-top="0.5cm"',
      'fo:font-size="14pt" fo:font-weight="bold"',
    ),
    ...[1, 2, 3].map((level) =>
      style(`Contents_20_${level}`, `fo:margin-left="${(level - 1) * 0.5}cm"`),
    ),
    style('Quotations', line, 'fo:font-style="italic"'),
    style('Callout', `${line} fo:background-color="#f4f2ec"`),
    style('Preformatted_20_Text', 'fo:background-color="#f4f2ec"', `${mono} fo:font-size="9.5pt"`),
    style('Horizontal_20_Line', 'fo:border-bottom="0.5pt solid #a8a49a"'),
    style('Caption', '', 'fo:color="#5f5b52" fo:font-size="9.5pt"'),
    style('Table_20_Heading', '', 'fo:font-weight="bold"'),
    style('Narrow', 'fo:margin-bottom="0cm" fo:line-height="100%"', 'fo:font-size="5pt"'),
  ].join(
    '',
  )}${listStyles()}</office:styles><office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page"/></office:master-styles></office:document-styles>`
}

function listStyles(): string {
  const levels = Array.from({ length: 10 }, (_, at) => at + 1)
  const place = (level: number) =>
    `<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="${level * 0.63}cm" fo:text-indent="-0.63cm"/></style:list-level-properties>`
  const bullets = levels.map(
    (level) =>
      `<text:list-level-style-bullet text:level="${level}" text:bullet-char="${'•◦▪'[level % 3]}">${place(level)}</text:list-level-style-bullet>`,
  )
  const numbers = levels.map(
    (level) =>
      `<text:list-level-style-number text:level="${level}" style:num-format="1" style:num-suffix=".">${place(level)}</text:list-level-style-number>`,
  )
  const tasks = levels.map(
    (level) =>
      `<text:list-level-style-number text:level="${level}" style:num-format="">${place(level)}</text:list-level-style-number>`,
  )
  const list = (name: string, all: string[]) =>
    `<text:list-style style:name="${name}">${all.join('')}</text:list-style>`
  return list('bullets', bullets) + list('numbers', numbers) + list('tasks', tasks)
}
