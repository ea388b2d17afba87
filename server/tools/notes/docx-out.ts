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
} from './book.ts'
import { calloutWords, paperWords } from './words.ts'

// A book as WordprocessingML (ECMA-376): the parts of a DOCX but its pictures, which are streamed beside them.

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** The width of the text in twentieths of a point: A4 with margins of 2.5 cm. */
const textWidth = 9070
/** Columns below this width have small letters. */
const narrow = 900
const narrowMargins =
  '<w:tblCellMar><w:left w:w="15" w:type="dxa"/><w:right w:w="15" w:type="dxa"/></w:tblCellMar>'
const indentOf = (depth: number) => depth * 360

/** The parts by their names, in the order in which they are stored. */
export function toDocx(book: Book): Record<string, string> {
  const writer = new Writer(book)
  const document = writer.document()
  return {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relationships([
      ['rId1', `${office}/officeDocument`, 'word/document.xml'],
      ['rId2', `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml': core(book),
    'word/document.xml': document,
    'word/styles.xml': styles(book),
    'word/numbering.xml': writer.numbering(),
    'word/settings.xml': `${head}<w:settings ${namespaces}>${book.contents ? '<w:updateFields w:val="true"/>' : ''}<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    'word/_rels/document.xml.rels': relationships([
      ['rId1', `${office}/styles`, 'styles.xml'],
      ['rId2', `${office}/numbering`, 'numbering.xml'],
      ['rId3', `${office}/settings`, 'settings.xml'],
      ...writer.links,
    ]),
  }
}

type Relationship = [id: string, type: string, target: string, external?: boolean]

function relationships(all: Relationship[]): string {
  const each = all.map(
    ([id, type, target, external]) =>
      `<Relationship Id="${id}" Type="${type}" Target="${xml(target)}"${external ? ' TargetMode="External"' : ''}/>`,
  )
  return `${head}<Relationships xmlns="${packaged}/relationships">${each.join('')}</Relationships>`
}

/** Where a block is: how deep in lists, in what it is set apart, and its paragraph properties. */
interface Place {
  depth: number
  style?: string
  /** `<w:numPr>` for the first paragraph of a list item. */
  number?: string
  indent: number
}

interface Run {
  marks: Set<string>
  href?: string
}

class Writer {
  readonly links: Relationship[] = []
  readonly #book: Book
  readonly #ids = new Map<string, string>()
  /** The ordered lists, by number: each begins by itself. */
  readonly #starts: number[] = []
  #drawings = 0
  #level = 0

  constructor(book: Book) {
    this.#book = book
  }

  document(): string {
    const { title, contents, chapters } = this.#book
    const body = [
      ...(contents ? [paragraph('Title', runs(title)), this.#contents()] : []),
      ...chapters.map((chapter, at) => this.#chapter(chapter, at)),
    ]
    const page =
      '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    return `${head}<w:document ${namespaces}><w:body>${body.join('')}${page}</w:body></w:document>`
  }

  /** A field that Word fills with the page numbers; the titles are in it already. */
  #contents(): string {
    const { chapters, language } = this.#book
    const lines = chapters.map(({ title, level }, at) =>
      paragraph(
        `TOC${Math.min(level, 9)}`,
        `<w:hyperlink w:anchor="c${at}" w:history="1">${runs(title)}</w:hyperlink>`,
      ),
    )
    const begin =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    const end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return [
      paragraph('TOCHeading', runs(paperWords[language].contents)),
      paragraph('TOC1', begin),
      ...lines,
      paragraph('TOC1', end),
    ].join('')
  }

  #chapter({ title, level, byline, content }: Book['chapters'][number], at: number): string {
    const { contents } = this.#book
    this.#level = contents ? level : 0
    const named = `<w:bookmarkStart w:id="${at}" w:name="c${at}"/>${runs(title)}<w:bookmarkEnd w:id="${at}"/>`
    const breaks = contents ? '<w:pageBreakBefore/>' : ''
    return [
      paragraph(contents ? `Heading${Math.min(level, 9)}` : 'Title', named, breaks),
      ...(byline ? [paragraph('Byline', runs(byline))] : []),
      ...(content?.content ?? []).map((node) => this.#block(node, { depth: 0, indent: 0 })),
    ].join('')
  }

  #blocks(nodes: DocumentNode[] = [], place: Place): string {
    return nodes
      .map((node, at) => this.#block(node, at === 0 ? place : { ...place, number: '' }))
      .join('')
  }

  #block(node: DocumentNode, place: Place): string {
    const { type, attrs = {}, content = [] } = node
    switch (type) {
      case 'heading': {
        const level = Math.min(9, Number(attrs['level'] ?? 1) + this.#level)
        return this.#paragraph(node, { ...place, style: `Heading${level}` })
      }
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return this.#list(node, place)
      case 'blockquote':
        return this.#blocks(content, { ...place, style: 'Quote' })
      case 'callout': {
        const label = calloutWords[this.#book.language][calloutKind(attrs['kind'])]
        const inside = { ...place, style: 'Callout' }
        return `${this.#say(runs(label, '<w:b/>'), inside, '')}${this.#blocks(content, inside)}`
      }
      case 'codeBlock':
        return this.#say(lines(textIn(node)), { ...place, style: 'Code' }, '')
      case 'horizontalRule':
        return paragraph('Rule', '')
      case 'table':
        return this.#table(node, place)
      case 'image':
        return this.#picture(node, place)
      default:
        return this.#paragraph(node, place)
    }
  }

  #paragraph(node: DocumentNode, place: Place): string {
    const right = isRightToLeft(textIn(node))
    return this.#say(this.#inline(node.content ?? [], right), place, right ? '<w:bidi/>' : '')
  }

  #say(content: string, { style, number = '', indent }: Place, bidi: string): string {
    const hanging = number ? ' w:hanging="360"' : ''
    const indented = indent > 0 ? `<w:ind w:left="${indent}"${hanging}/>` : ''
    return paragraph(style, content, `${number}${bidi}${indented}`)
  }

  #list({ type, attrs = {}, content = [] }: DocumentNode, place: Place): string {
    const depth = Math.min(place.depth, 8)
    const list = type === 'orderedList' ? this.#starts.push(startOf(attrs)) + 1 : 1
    const indent = place.indent + indentOf(1)
    const inside = { ...place, depth: place.depth + 1, indent }
    const number = `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr>`
    return content
      .map((item) => {
        if (type !== 'taskList') return this.#blocks(item.content, { ...inside, number })
        const box = item.attrs?.['checked'] === true ? '☒ ' : '☐ '
        const [first, ...rest] = item.content ?? []
        const text = { type: 'text', text: box }
        const ticked = {
          ...(first ?? { type: 'paragraph' }),
          content: [text, ...(first?.content ?? [])],
        }
        return this.#blocks([ticked, ...rest], inside)
      })
      .join('')
  }

  #table(node: DocumentNode, place: Place): string {
    const grid = gridOf(node)
    const columns = grid[0]?.length ?? 0
    if (columns === 0) return ''
    const width = Math.floor((textWidth - place.indent) / columns)
    const rows = grid.map((cells, row) => {
      const isHeader = cells.every(isHead) && row === 0
      const inside = cells
        .filter((cell, column) => cell.column === column)
        .map((cell) => this.#cell(cell, row, width))
      return `<w:tr>${isHeader ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${inside.join('')}</w:tr>`
    })
    const columnsOf = `<w:gridCol w:w="${width}"/>`.repeat(columns)
    const looks = `<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="${width * columns}" w:type="dxa"/><w:tblInd w:w="${place.indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>${width < narrow ? narrowMargins : ''}</w:tblPr>`
    return `<w:tbl>${looks}<w:tblGrid>${columnsOf}</w:tblGrid>${rows.join('')}</w:tbl>${paragraph(undefined, '')}`
  }

  #cell(cell: Cell, row: number, width: number): string {
    const { columns, rows, node } = cell
    const merged = rows > 1 ? `<w:vMerge${cell.row === row ? ' w:val="restart"' : ''}/>` : ''
    const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : ''
    const shade = isHead(cell) ? '<w:shd w:val="clear" w:color="auto" w:fill="EFEFEA"/>' : ''
    const looks = `<w:tcPr><w:tcW w:w="${width * columns}" w:type="dxa"/>${span}${merged}${shade}</w:tcPr>`
    const style = width < narrow ? 'Narrow' : isHead(cell) ? 'TableHead' : undefined
    const place = { depth: 0, indent: 0, ...(style && { style }) }
    const inside = cell.row === row ? this.#blocks(node.content, place) : ''
    // A cell ends with a paragraph.
    const end = inside.endsWith('</w:p>') ? '' : paragraph(undefined, '')
    return `<w:tc>${looks}${inside}${end}</w:tc>`
  }

  #picture({ attrs = {} }: DocumentNode, place: Place): string {
    const size = this.#book.pictures[String(attrs['src'])]
    const alt = String(attrs['alt'] ?? '')
    const caption = typeof attrs['caption'] === 'string' ? attrs['caption'] : ''
    const below = caption ? this.#say(runs(caption), { ...place, style: 'Caption' }, '') : ''
    if (!size) return `${alt ? this.#say(runs(alt, '<w:i/>'), place, '') : ''}${below}`
    const id = this.#link(`${office}/image`, `media/${size.name}`, false)
    return `${this.#say(this.#drawing(id, alt, size), place, '')}${below}`
  }

  #drawing(id: string, alt: string, { width, height }: { width: number; height: number }): string {
    const most = { width: 5_760_000, height: 7_900_000 } // in EMU, 914400 an inch
    const scale = Math.min(9525, most.width / width, most.height / height)
    const [x, y] = [Math.round(width * scale), Math.round(height * scale)]
    const number = ++this.#drawings
    const named = `id="${number}" name="Picture ${number}" descr="${xml(alt)}"`
    return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${x}" cy="${y}"/><wp:docPr ${named}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${x}" cy="${y}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  }

  #inline(leaves: DocumentNode[], right: boolean): string {
    return leaves
      .map((leaf) => {
        if (leaf.type === 'hardBreak') return '<w:r><w:br/></w:r>'
        const run = runOf(leaf)
        const text = lines(leaf.text ?? '', propertiesOf(run, right))
        if (!run.href) return text
        const id = this.#link(`${office}/hyperlink`, run.href, true)
        return `<w:hyperlink r:id="${id}" w:history="1">${text}</w:hyperlink>`
      })
      .join('')
  }

  #link(type: string, target: string, external: boolean): string {
    const key = `${type} ${target}`
    const known = this.#ids.get(key)
    if (known) return known
    const id = `rId${this.#ids.size + 10}`
    this.#ids.set(key, id)
    this.links.push([id, type, target, external])
    return id
  }

  numbering(): string {
    const level = (at: number, kind: string, text: string, start = 1) =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="${start}"/><w:numFmt w:val="${kind}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${indentOf(at + 1)}" w:hanging="360"/></w:pPr></w:lvl>`
    const levels = Array.from({ length: 9 }, (_, at) => at)
    const bullets = levels.map((at) => level(at, 'bullet', '•◦▪'[at % 3]!)).join('')
    const numbers = levels.map((at) => level(at, 'decimal', `%${at + 1}.`)).join('')
    const kinds = `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>${bullets}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>${numbers}</w:abstractNum>`
    const own = this.#starts.map((start, at) => {
      const from = levels
        .map(
          (each) =>
            `<w:lvlOverride w:ilvl="${each}"><w:startOverride w:val="${start}"/></w:lvlOverride>`,
        )
        .join('')
      return `<w:num w:numId="${at + 2}"><w:abstractNumId w:val="1"/>${from}</w:num>`
    })
    return `${head}<w:numbering ${namespaces}>${kinds}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${own.join('')}</w:numbering>`
  }
}

function paragraph(style: string | undefined, content: string, properties = ''): string {
  const named = style ? `<w:pStyle w:val="${style}"/>` : ''
  const all = named + properties
  return `<w:p>${all ? `<w:pPr>${all}</w:pPr>` : ''}${content}</w:p>`
}

function runOf({ marks = [] }: DocumentNode): Run {
  const link = marks.find(({ type }) => type === 'link')
  const href = link?.attrs?.['href']
  return {
    marks: new Set(marks.map(({ type }) => type)),
    ...(typeof href === 'string' && { href }),
  }
}

/** In the order of the schema (CT_RPr). */
function propertiesOf({ marks, href }: Run, right = false): string {
  return [
    href
      ? '<w:rStyle w:val="Hyperlink"/>'
      : marks.has('code')
        ? '<w:rStyle w:val="CodeWords"/>'
        : '',
    marks.has('bold') ? '<w:b/><w:bCs/>' : '',
    marks.has('italic') ? '<w:i/><w:iCs/>' : '',
    marks.has('strike') ? '<w:strike/>' : '',
    marks.has('underline') ? '<w:u w:val="single"/>' : '',
    right ? '<w:rtl/>' : '',
  ].join('')
}

function runs(text: string, properties = ''): string {
  const all = (isRightToLeft(text) ? `${properties}<w:rtl/>` : properties) || ''
  return `<w:r>${all ? `<w:rPr>${all}</w:rPr>` : ''}<w:t xml:space="preserve">${xml(text)}</w:t></w:r>`
}

function lines(text: string, properties = ''): string {
  return text
    .split('\n')
    .map((line) => runs(line, properties))
    .join('<w:r><w:br/></w:r>')
}

function core({ title, author, language, made }: Book): string {
  const at = new Date(made).toISOString().replace(/\.\d+Z$/, 'Z')
  const when = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${at}</dcterms:${name}>`
  return `${head}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(title)}</dc:title><dc:creator>${xml(author)}</dc:creator><dc:language>${language}</dc:language>${when('created')}${when('modified')}</cp:coreProperties>`
}

const contentTypes = `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="gif" ContentType="image/gif"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${types}.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="${types}.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

function styles({ language }: Book): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const style = (id: string, name: string, paragraphs: string, words = '', more = '') =>
    `<w:style w:type="paragraph" w:styleId="${id}"${more}><w:name w:val="${name}"/>${id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>'}<w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${words}</w:rPr></w:style>`
  const headings = [32, 28, 25, 23, 22, 22, 22, 22, 22].map((size, at) =>
    style(
      `Heading${at + 1}`,
      `heading ${at + 1}`,
      `<w:keepNext/><w:spacing w:before="${Math.max(160, 360 - at * 60)}" w:after="100"/><w:outlineLvl w:val="${at}"/>`,
      `<w:b/><w:bCs/>${at > 4 ? '<w:i/><w:iCs/>' : ''}<w:sz w:val="${size}"/>`,
    ),
  )
  const contents = Array.from({ length: 9 }, (_, at) =>
    style(`TOC${at + 1}`, `toc ${at + 1}`, `<w:ind w:left="${at * 280}"/>`),
  )
  const line = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="A8A49A"/></w:pBdr>'
  return `${head}<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="${locale}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>${[
    style('Normal', 'Normal', '', '', ' w:default="1"'),
    style('Title', 'Title', '<w:spacing w:after="80"/>', '<w:b/><w:bCs/><w:sz w:val="40"/>'),
    style('Byline', 'Byline', '<w:spacing w:after="240"/>', '<w:color w:val="5F5B52"/>'),
    ...headings,
    style('TOCHeading', 'TOC Heading', '<w:spacing w:before="240"/>', '<w:b/><w:sz w:val="28"/>'),
    ...contents,
    style('Quote', 'Quote', `${line}<w:ind w:left="280"/>`, '<w:i/><w:iCs/>'),
    style(
      'Callout',
      'Callout',
      `${line}<w:shd w:val="clear" w:color="auto" w:fill="F4F2EC"/><w:ind w:left="280"/>`,
    ),
    style(
      'Code',
      'Code',
      '<w:shd w:val="clear" w:color="auto" w:fill="F4F2EC"/><w:spacing w:line="240" w:lineRule="auto"/>',
      '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/><w:sz w:val="19"/>',
    ),
    style(
      'Rule',
      'Rule',
      '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="A8A49A"/></w:pBdr>',
    ),
    style('Caption', 'caption', '', '<w:color w:val="5F5B52"/><w:sz w:val="19"/>'),
    style('TableHead', 'Table head', '', '<w:b/><w:bCs/>'),
    style(
      'Narrow',
      'Narrow',
      '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
      '<w:sz w:val="11"/>',
    ),
  ].join(
    '',
  )}<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1F5F4A"/><w:u w:val="single"/></w:rPr></w:style><w:style w:type="character" w:styleId="CodeWords"><w:name w:val="Code words"/><w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/></w:rPr></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="A8A49A"/>`).join('')}</w:tblBorders></w:tblPr></w:style></w:styles>`
}
