import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { utils, write, type BookType } from '@e965/xlsx'
import sharp from 'sharp'
import { ZipFile } from 'yazl'

// Files as programs of others make them, small, for tests of what is shown and found of files.

export async function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${body}`
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const wordSpaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** A Word document of paragraphs; the first is its heading. */
export function docx(paragraphs: string[]): Promise<Buffer> {
  const body = paragraphs.map((text, at) => {
    const style = at === 0 ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : ''
    return `<w:p>${style}<w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`
  })
  return zipOf({
    '[Content_Types].xml': xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': xml(
      `<w:document ${wordSpaces}><w:body>${body.join('')}</w:body></w:document>`,
    ),
    'word/styles.xml': xml(
      `<w:styles ${wordSpaces}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    ),
    'word/_rels/document.xml.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
  })
}

export function pptx(slides: string[]): Promise<Buffer> {
  const spaces = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
  const parts = slides.map((text, at) => [
    `ppt/slides/slide${at + 1}.xml`,
    xml(`<p:sld xmlns:p="p" ${spaces}><a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p></p:sld>`),
  ])
  return zipOf({ 'ppt/presentation.xml': xml('<p/>'), ...Object.fromEntries(parts) })
}

/** `text` or `presentation`. */
export function openDocument(kind: string, paragraphs: string[]): Promise<Buffer> {
  const body = paragraphs.map((text) => `<text:p>${escaped(text)}</text:p>`).join('')
  return zipOf({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': xml(
      `<office:document-content xmlns:office="o" xmlns:text="t"><office:automatic-styles>unseen</office:automatic-styles><office:body>${body}</office:body></office:document-content>`,
    ),
  })
}

export function spreadsheet(bookType: BookType, sheets: Record<string, unknown[][]>): Buffer {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name)
  return write(book, { type: 'buffer', bookType }) as Buffer
}

/** PDF 1.4 of pages with lines of text. */
export function pdf(pages: string[][]): Buffer {
  const escape = (text: string) => text.replaceAll(/[\\()]/g, String.raw`\$&`)
  const contents = pages.map((lines) =>
    ['BT /F1 18 Tf 72 720 Td 26 TL', ...lines.map((line) => `(${escape(line)}) Tj T*`), 'ET'].join(
      '\n',
    ),
  )
  const kids = pages.map((_, at) => `${4 + at * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + at * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    ]),
  ]
  let out = '%PDF-1.4\n'
  const at = objects.map((object, index) => {
    const place = out.length
    out += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`
  return Buffer.from(`${out}xref\n0 ${size}\n0000000000 65535 f \n${at.join('')}${end}`, 'latin1')
}

/** A mail with its text in two forms and an attachment. */
export function mail(subject: string, text: string, attached: string): Buffer {
  const lines = [
    ...['From: Mina Moreau <mina@example.org>', 'To: Ada <ada@example.org>', `Subject: ${subject}`],
    ...['Date: Mon, 02 Nov 2026 09:30:00 +0100', 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/mixed; boundary="x"', '', '--x'],
    ...['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', ''],
    ...[Buffer.from(text).toString('base64'), '--x', `Content-Type: text/csv; name="${attached}"`],
    ...[`Content-Disposition: attachment; filename="${attached}"`, '', 'a,b', '--x--', ''],
  ]
  return Buffer.from(lines.join('\r\n'))
}

export const rtf = (text: string) =>
  Buffer.from(
    `{\\rtf1\\ansi{\\fonttbl{\\f0 Unseen;}}{\\*\\generator Unseen;}\\f0 ${[...text]
      .map((sign) => (sign > '~' ? `\\u${sign.charCodeAt(0)}?` : sign))
      .join('')}\\par}`,
  )

export function tarGz(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('0ustar\x0000', 156)
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
    body.write(content)
    return [
      Buffer.concat([header.subarray(0, 257), Buffer.from('ustar\x0000'), header.subarray(265)]),
      body,
    ]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** A photograph that its camera held sideways: 600 by 400 in the file, 400 by 600 for people. */
export function photograph(background = '#3a6ea5'): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .jpeg()
    .withExif({ IFD0: { Make: 'Camera' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}
