import assert from 'node:assert/strict'
import { test } from 'node:test'
import mammoth from 'mammoth'
import sharp from 'sharp'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { foundGroup, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { contentOf, unpacked } from '../../../test/world/exported.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import type { Book } from './book.ts'
import type { DocumentNode } from './document.ts'
import { toDocx } from './docx-out.ts'
import { toOdt } from './odt-out.ts'
import { toPdf } from './pdf-out.ts'

const instance = await startInstance()
const { cast, group, root, open, closed } = await stage(instance)
const { ada, mina, gil, edna, xavier } = cast
const space = `/api/spaces/${group}`

async function exported(who: Client, path: string, format: string) {
  const { app } = instance
  const url = `${path}/export?format=${format}`
  const answer = await app.inject({ url, headers: { cookie: who.cookie } })
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 300))
  return { bytes: answer.rawPayload, name: String(answer.headers['content-disposition']) }
}

const entries = (bytes: Buffer) => unpacked(contentOf(bytes))

async function read(pdf: Uint8Array) {
  const file = await getDocumentProxy(new Uint8Array(pdf))
  const { text, totalPages } = await extractText(file, { mergePages: true })
  const outline = (await file.getOutline()) as
    | { title: string; items: { title: string }[] }[]
    | null
  return {
    text: text.replaceAll(/\s+/g, ' '),
    totalPages,
    outline,
    info: (await getMeta(file)).info,
  }
}

const markdown = `# Été & <x>

**Gras**, *italique*, ~~barré~~, \`code\`, [lien](https://example.org/?a=1&b=2) et @.

- un
  - deux
1. trois

- [x] fait
- [ ] à faire

> [!WARNING]
> Attention à la marche.

> Citation

\`\`\`js
let a = 1
\`\`\`

| a | b |
| - | - |
| 1 | 2 |
`

test('N · a note is exported as PDF, DOCX and ODT, with its title, author, text and lists; another reader opens each', async () => {
  const secret = await writeNote(edna, group, closed, 'Closed plan')
  const id = await writeNote(
    mina,
    group,
    open,
    'Réunion / d’été',
    `${markdown}\n[\\[…\\]](item:${secret})\n`,
  )
  const pdf = await exported(gil, `${space}/notes/${id}`, 'pdf')
  const { text, outline, info } = await read(pdf.bytes)
  for (const words of [
    'Mina Test',
    'Été & <x>',
    'Gras',
    'deux',
    'Attention à la marche',
    'let a = 1',
  ])
    assert.ok(text.includes(words), `${words} in ${text}`)
  assert.match(text, /not shared with you/)
  assert.doesNotMatch(text, /Closed plan/)
  assert.equal(outline?.[0]!.items[0]!.title, 'Été & <x>')
  assert.equal((info as { Title: string }).Title, 'Réunion / d’été')
  const docx = await exported(gil, `${space}/notes/${id}`, 'docx')
  const { value } = await mammoth.convertToHtml({ buffer: docx.bytes })
  for (const html of [
    '<strong>Gras</strong>',
    '<em>italique</em>',
    '<s>barré</s>',
    '<h1>Été &amp; &lt;x&gt;</h1>',
    '<ul><li>un<ul><li>deux</li></ul></li></ul>',
    '<ol><li>trois</li></ol>',
    '☒ fait',
    'href="https://example.org/?a=1&amp;b=2"',
    '<td><p>1</p></td>',
  ])
    assert.ok(value.includes(html), `${html} in ${value}`)
  assert.doesNotMatch(value, /Closed plan/)
  const odt = await entries((await exported(edna, `${space}/notes/${id}`, 'odt')).bytes)
  assert.deepEqual([...odt.keys()].slice(0, 2), ['mimetype', 'META-INF/manifest.xml'])
  assert.match(odt.get('content.xml')!.toString(), /xlink:href="[^"]+">Closed plan<\/text:a>/)
  assert.equal((await xavier.get(`${space}/notes/${id}/export?format=pdf`)).status, 404)
})

test('N · a folder is exported with everything in it that the reader sees: names that clash or cannot be paths are resolved', async () => {
  const folder = await makeNotebook(ada, group, root, 'Küche: A/B', 'folder')
  const notebook = await makeNotebook(ada, group, folder, '../etc')
  const hidden = await makeNotebook(ada, group, folder, 'Hidden')
  await must(ada.put(`${space}/containers/${hidden}/internal-only`, { internalOnly: true }))
  for (const title of ['Plan', 'plan', 'Réunion / été', 'שלום'])
    await writeNote(ada, group, notebook, title, `About ${title}`)
  await writeNote(ada, group, hidden, 'Not for guests', 'Secret words')
  const path = `${space}/notebooks/${folder}`
  const zip = await entries((await exported(gil, path, 'markdown')).bytes)
  const names = [...zip.keys()]
  assert.equal(names.length, 4)
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, 4)
  assert.ok(
    names.every((name) => !name.split('/').includes('..')),
    names.join(' '),
  )
  assert.ok(
    names.some((name) => name.endsWith('/שלום.md')),
    names.join(' '),
  )
  const all = await entries((await exported(ada, path, 'html')).bytes)
  assert.ok([...all.keys()].some((name) => name.endsWith('/Not for guests.html')))
  const { text, outline } = await read((await exported(gil, path, 'pdf')).bytes)
  assert.match(text, /Contents.*About Plan/)
  assert.doesNotMatch(text, /Secret words|Not for guests|Hidden/)
  assert.deepEqual(
    outline?.[0]!.items.map(({ title }) => title),
    ['Plan', 'plan', 'Réunion / été', 'שלום'],
  )
  const docx = await exported(gil, path, 'docx')
  const { value } = await mammoth.convertToHtml({ buffer: docx.bytes })
  assert.match(value, /<h2>.*Plan<\/h2>/)
  const other = await foundGroup(xavier, 'Elsewhere entirely')
  assert.equal((await xavier.get(`${path}/export`)).status, 404)
  assert.equal((await ada.get(`/api/spaces/${other}/notebooks/${folder}/export`)).status, 404)
})

// What an attacker, or a long life, puts into a note.

const words = (text: string, ...marks: object[]) => ({ type: 'text', text, marks }) as DocumentNode
const line = (text: string): DocumentNode => ({ type: 'paragraph', content: [words(text)] })
const nested = (left: number): DocumentNode => ({
  type: left % 2 ? 'orderedList' : 'bulletList',
  content: [
    { type: 'listItem', content: [line(`level ${left}`), ...(left > 1 ? [nested(left - 1)] : [])] },
  ],
})
const table = (rows: number, columns: number): DocumentNode => ({
  type: 'table',
  content: Array.from({ length: rows }, (_, row) => ({
    type: 'tableRow',
    content: Array.from({ length: columns }, (__, column) => ({
      type: row === 0 ? 'tableHeader' : 'tableCell',
      attrs: { colspan: 1, rowspan: row === 1 && column === 0 ? rows - 1 : 1 },
      content: [line(`c${column}`)],
    })).slice(row > 1 ? 1 : 0),
  })),
})

function bookOf(content: DocumentNode[], pictures: Book['pictures'] = {}): Book {
  return {
    ...{ title: 'A “<title>” & \u0000 \uD800 more', author: 'Éric', language: 'fr', made: 0 },
    contents: false,
    pictures,
    chapters: [{ title: 'One', level: 1, byline: '', content: { type: 'doc', content } }],
  }
}

const hostile: DocumentNode[] = [
  nested(20),
  table(5, 50),
  table(300, 3),
  line('x'.repeat(5000)),
  line('שלום עולם'),
  line('\u0000\u0008\uD800 ]]> <w:p/> &amp; 🎉👩‍👩‍👧 漢字'),
  { type: 'heading', attrs: { level: 6 } },
  {
    type: 'orderedList',
    attrs: { start: -5 },
    content: [{ type: 'listItem', content: [line('minus')] }],
  },
  { type: 'codeBlock', content: [words('\t<code>\n\n  x')] },
  { type: 'image', attrs: { src: '../../etc/passwd', alt: 'a "picture"' } },
  { type: 'table', content: [] },
  {
    type: 'paragraph',
    content: [words('link', { type: 'link', attrs: { href: 'https://x/?a="b"&<c>' } })],
  },
]

test('X112, I12 · hostile texts become well-formed documents: nested lists, wide and long tables, signs that XML forbids', async () => {
  const { DOMParser } = await import('@xmldom/xmldom')
  const book = bookOf(hostile)
  for (const parts of [toDocx(book), toOdt(book)])
    for (const [name, part] of Object.entries(parts)) {
      if (name === 'mimetype') continue
      const onError = (level: string, message: string) =>
        assert.fail(`${name}: ${level} ${message}`)
      assert.ok(new DOMParser({ errorHandler: onError }).parseFromString(part, 'text/xml'))
    }
  const { text, totalPages } = await read(await toPdf(book, {}))
  for (const found of ['level 1', 'c49', 'minus', 'a "picture"'])
    assert.ok(text.includes(found), found)
  assert.ok(totalPages > 5)
})

test('I12 · a note of 200 pages and 500 pictures becomes a PDF', async () => {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer()
  const pictures = Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [
      `${at}`,
      { width: 40, height: 30, name: `${at}.jpeg` },
    ]),
  )
  const content = Object.keys(pictures).flatMap((src) => [
    { type: 'heading', attrs: { level: 2 }, content: [words(`Part ${src}`)] },
    ...Array.from({ length: 3 }, () => line('Lorem ipsum dolor sit amet. '.repeat(12))),
    { type: 'image', attrs: { src, alt: `Picture ${src}` } },
  ])
  const drawn = Object.fromEntries(Object.keys(pictures).map((src) => [src, bytes]))
  const pdf = await getDocumentProxy(new Uint8Array(await toPdf(bookOf(content, pictures), drawn)))
  const outline = (await pdf.getOutline()) as { items: unknown[] }[]
  assert.ok(pdf.numPages > 100, `${pdf.numPages}`)
  assert.equal(outline[0]!.items.length, 500)
})
