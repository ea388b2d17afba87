import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import {
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import * as samples from '../../../test/world/sample-files.ts'
import { emptyTrash } from '../items/trash.ts'
import { indexNewTexts } from '../search/indexing.ts'
import { makeWaiting } from './work.ts'

const instance = await startInstance({ listen: true, config: { uploadMegabytes: 100 } })
const { house } = instance.app
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const xavier = await colleague(instance, organization, 'Xavier')
const group = await foundGroup(ada, 'Renditions')
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')

interface Attachment {
  id: string
  url: string
  thumbnail: string | null
}

async function attached(name: string, bytes: Buffer, type = 'application/octet-stream') {
  const note = await writeNote(ada, group, notebook, `Has ${name}`, 'x')
  const to = `/api/spaces/${group}/items/${note}/attachments?name=${encodeURIComponent(name)}`
  const made = await must(ada.post<Attachment>(to, bytes, { 'content-type': type }), 201)
  return { note, rendition: made.url.replace('content', 'renditions') }
}

async function get(who: Client, url: string) {
  const answer = await fetch(new URL(url, instance.address), { headers: { cookie: who.cookie } })
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

const made = async (url: string) => JSON.parse((await get(ada, url)).bytes.toString()) as unknown
const refusal = async (url: string) => ((await made(url)) as { code: string }).code

async function found(who: Client, words: string) {
  const { items } = await must(
    who.get<{ items: { id: string; passage: { text: string; found: boolean }[] }[] }>(
      `/api/search?q=${encodeURIComponent(words)}`,
    ),
  )
  return items.map(({ id, passage }) => ({
    id,
    passage: passage.map(({ text, found: is }) => (is ? `[${text}]` : text)).join(''),
  }))
}

/** All that waits, as the background works do it. */
async function makeAll() {
  await makeWaiting(house)
  await indexNewTexts(house)
}

const states = () =>
  instance.db.rows<{ kind: string; state: string; reason: string | null }>({
    text: 'select kind, state, reason from rendition order by asked_at, kind',
  })

test('Q1 · an item is found by the words in its files, of every kind that is read, by those who may see it', async () => {
  const files: [string, Buffer][] = [
    ['a.pdf', samples.pdf([['First page'], ['The heronry is on page two']])],
    ['a.docx', await samples.docx(['Title', 'A heronry & more in Word'])],
    ['a.pptx', await samples.pptx(['First', 'A heronry on a slide'])],
    ['a.odt', await samples.openDocument('text', ['A heronry in Writer'])],
    ['a.odp', await samples.openDocument('presentation', ['A heronry in Impress'])],
    [
      'a.xlsx',
      samples.spreadsheet('xlsx', {
        Birds: [
          ['Place', 'heronry'],
          ['North', 12],
        ],
      }),
    ],
    [
      'a.ods',
      samples.spreadsheet('ods', {
        Birds: [
          ['Place', 'heronry'],
          ['North', 12],
        ],
      }),
    ],
    [
      'a.xls',
      samples.spreadsheet('biff8', {
        Birds: [
          ['Place', 'heronry'],
          ['North', 12],
        ],
      }),
    ],
    ['a.rtf', samples.rtf('A heronry, Größe and déjà vu')],
    [
      'a.html',
      Buffer.from('<!doctype html><title>Birds</title><script>heronx</script><p>A heronry'),
    ],
    ['a.md', Buffer.from('# Birds\n\nA *heronry*')],
    ['a.txt', Buffer.from('Une heronry près du café', 'latin1')],
    ['a.eml', samples.mail('News', 'A heronry by mail', 'list.csv')],
  ]
  const notes: string[] = []
  for (const [name, bytes] of files) notes.push((await attached(name, bytes)).note)
  await makeAll()
  const hits = await found(ada, 'heronry')
  assert.deepEqual(hits.map(({ id }) => id).toSorted(), notes.toSorted())
  for (const { passage } of hits) assert.match(passage, /\[heronry\]/)
  assert.deepEqual(await found(xavier, 'heronry'), [])
  for (const words of ['unseen', 'heronx', 'generator'])
    assert.deepEqual(await found(ada, words), [], words)
  for (const words of ['größe', 'déjà', 'café', 'list.csv'])
    assert.equal((await found(ada, words)).length, 1, words)
  assert.ok((await states()).every(({ state }) => state !== 'waiting'))
})

test('Q1 · a file among the documents is found by its present text, also after it was renamed', async () => {
  const { items } = await must(
    ada.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${group}/containers?tool=documents`,
    ),
  )
  const root = items.find(({ kind }) => kind === 'root')!
  const octets = { 'content-type': 'application/octet-stream' }
  const to = `/api/spaces/${group}/folders/${root.id}/files?name=Birds.txt`
  const { id } = await must(ada.post<{ id: string }>(to, Buffer.from('An avocet'), octets), 201)
  await makeAll()
  assert.deepEqual(await found(ada, 'avocet'), [{ id, passage: 'An [avocet]' }])
  const file = `/api/spaces/${group}/files/${id}`
  await must(ada.patch(file, { title: 'Waders.txt' }))
  assert.equal((await found(ada, 'avocet')).length, 1)
  await must(ada.put(`${file}/content`, Buffer.from('A dunlin'), octets))
  await makeAll()
  assert.deepEqual(await found(ada, 'avocet'), [])
  assert.deepEqual(await found(xavier, 'dunlin'), [])
  assert.equal((await found(ada, 'dunlin')).length, 1)
})

test('Q1, G10 · a removed attachment is not found, nor is one that no longer is the item’s', async () => {
  const { note } = await attached('b.txt', Buffer.from('A bittern'))
  await makeAll()
  assert.equal((await found(ada, 'bittern')).length, 1)
  assert.equal((await found(ada, 'b.txt')).length, 1, 'by its name')
  const item = `/api/spaces/${group}/items/${note}`
  const { items } = await must(ada.get<{ items: Attachment[] }>(`${item}/attachments`))
  await must(ada.delete(`${item}/attachments/${items[0]!.id}`), 204)
  assert.deepEqual(await found(ada, 'bittern'), [])
  await must(ada.post(`${item}/attachments/${items[0]!.id}/restoring`))
  assert.equal((await found(ada, 'bittern')).length, 1)
  await giveRights(ada, group, notebook, [])
})

test('X112 · a thumbnail is upright, of any picture: the first frame of an animation, and an SVG without running it', async () => {
  const frames = await sharp(
    await Promise.all(
      ['#f00', '#0f0'].map((background) =>
        sharp({ create: { width: 40, height: 20, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    ),
    { join: { animated: true } },
  )
    .gif()
    .toBuffer()
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><image href="file:///etc/passwd"/><rect fill="#f00" width="40" height="20"/></svg>',
  )
  for (const [name, bytes, size] of [
    ['photo.jpg', await samples.photograph(), [213, 320]],
    ['moving.gif', frames, [40, 20]],
    ['drawing.svg', svg, [40, 20]],
    ['scan.tiff', await sharp(frames).tiff().toBuffer(), [40, 20]],
  ] as const) {
    const { rendition } = await attached(name, bytes)
    for (const kind of ['thumbnail', 'picture']) {
      const { status, headers, bytes: drawn } = await get(ada, `${rendition}/${kind}`)
      assert.equal(status, 200, name)
      assert.equal(headers.get('content-type'), 'image/webp')
      const { width, height, pages } = await sharp(drawn).metadata()
      assert.equal(pages, undefined)
      if (kind === 'thumbnail') assert.deepEqual([width, height], size, name)
      const { dominant } = await sharp(drawn).stats()
      if (name !== 'photo.jpg') assert.ok(dominant.r > 200 && dominant.g < 50, name)
    }
    assert.equal((await get(xavier, `${rendition}/thumbnail`)).status, 404)
  }
})

test('X112 · previews of documents, tables, mails and archives contain nothing that can run', async () => {
  const word = await samples.docx(['Minutes', 'Said <script>alert(1)</script>'])
  const page = await get(ada, `${(await attached('a.docx', word)).rendition}/page`)
  assert.match(page.bytes.toString(), /<h1>Minutes<\/h1><p>Said &lt;script&gt;/)
  for (const [header, said] of [
    ['content-type', /^text\/html/],
    ['content-security-policy', /default-src 'none'.*sandbox/],
    ['x-content-type-options', /nosniff/],
  ] as const)
    assert.match(page.headers.get(header)!, said)
  const markdown =
    '# Title\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](//z)\n\n- [x] done'
  const read = await get(ada, `${(await attached('a.md', Buffer.from(markdown))).rendition}/page`)
  const body = read.bytes.toString().split('</style>')[1]!
  assert.match(body, /<h1>Title<\/h1>/)
  assert.doesNotMatch(body, /<script|<a|href|src=/)

  const book = samples.spreadsheet('xlsx', {
    Birds: [
      ['Place', 'Count'],
      ['North', 12.5],
    ],
  })
  const table = await made(`${(await attached('a.xlsx', book)).rendition}/table`)
  const rows = [
    ['Place', 'Count'],
    ['North', '12.5'],
  ]
  assert.deepEqual(table, [{ name: 'Birds', rows, more: false }])
  const eml = samples.mail('News', 'Said by mail', 'list.csv')
  const mail = (await made(`${(await attached('a.eml', eml)).rendition}/mail`)) as object
  assert.partialDeepStrictEqual(mail, {
    ...{ subject: 'News', from: 'Mina Moreau <mina@example.org>', text: 'Said by mail' },
    attachments: [{ name: 'list.csv', type: 'text/csv', size: 4 }],
  })
  const files = { 'plan.txt': 'All of it', 'Photos/a.txt': 'x' }
  const listed = {
    entries: [
      { name: 'plan.txt', size: 9 },
      { name: 'Photos/a.txt', size: 1 },
    ],
    more: false,
  }
  for (const [name, bytes] of [
    ['a.tgz', samples.tarGz(files)],
    ['a.zip', await samples.zipOf(files)],
  ] as const)
    assert.deepEqual(await made(`${(await attached(name, bytes)).rendition}/list`), listed, name)
  assert.equal(
    await refusal(`${(await attached('b.txt', Buffer.from('x'))).rendition}/table`),
    'other-kind',
  )
})

test('I12 · a bomb ends its worker, never the server, and says why; nothing stays waiting, and other files are made', async () => {
  const white = { create: { width: 9000, height: 9000, channels: 3 as const, background: '#fff' } }
  const zeros = Buffer.alloc(120 * 1024 * 1024)
  const bomb = await samples.zipOf({ 'word/document.xml': zeros, 'xl/sharedStrings.xml': zeros })
  const deep = `<office:body>${'<text:p>'.repeat(100_000)}`
  const entities = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><body>&b;</body>'
  const loop = samples
    .pdf([['x']])
    .toString('latin1')
    .replace('/Kids [4 0 R]', '/Kids [2 0 R]')
  const bombs: [string, Buffer, string, string[]][] = [
    ['pixels.png', await sharp(white).png().toBuffer(), 'thumbnail', ['unreadable']],
    ['zeros.docx', bomb, 'page', ['too-costly', 'unreadable']],
    ['deep.md', Buffer.from('> '.repeat(100_000)), 'page', ['too-costly', 'unreadable']],
    ['a.odt', await samples.zipOf({ 'content.xml': deep }), 'text', ['unreadable']],
    ['b.odt', await samples.zipOf({ 'content.xml': entities }), 'text', ['unreadable']],
    ['loop.pdf', Buffer.from(loop, 'latin1'), 'text', ['needs-ocr', 'unreadable']],
  ]
  for (const [name, bytes, kind, why] of bombs) {
    const { rendition } = await attached(name, bytes)
    if (kind === 'text') await makeAll()
    else assert.ok(why.includes(await refusal(`${rendition}/${kind}`)), name)
    const last = (await states()).filter((each) => each.kind === kind).at(-1)!
    assert.equal(last.state, 'cannot', name)
    assert.ok(why.includes(last.reason!), `${name}: ${last.reason}`)
  }
  await makeAll()
  assert.ok((await states()).every(({ state }) => state !== 'waiting'))
  const { rendition } = await attached('after.jpg', await samples.photograph())
  assert.equal((await get(ada, `${rendition}/thumbnail`)).status, 200)
})

test('X7 · a worker that is killed is replaced, and its rendition is made again', async () => {
  const { rendition } = await attached('killed.jpg', await samples.photograph('#184'))
  const asked = get(ada, `${rendition}/thumbnail`)
  await eventually(() => workers().length > 0, 'a worker')
  for (const pid of workers()) process.kill(pid, 'SIGKILL')
  assert.equal((await asked).status, 200)
})

/** The worker processes of this one. */
function workers(): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return all.map(Number).filter((pid) => {
    try {
      const ours = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1]
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return Number(ours) === process.pid && command.includes('renditions/worker.ts')
    } catch {
      return false // it has ended
    }
  })
}

test('X95 · what was made of a content is released with it, and equal content has it once', async () => {
  const bytes = await samples.photograph('#842')
  const [one, two] = [await attached('one.jpg', bytes), await attached('two.jpg', bytes)]
  const drawn = (await get(ada, `${one.rendition}/thumbnail`)).bytes
  assert.deepEqual((await get(ada, `${two.rendition}/thumbnail`)).bytes, drawn)
  await must(ada.delete(`/api/spaces/${group}/items/${one.note}`), 204)
  await emptyTrash(house, new Date(Date.now() + 31 * 86_400_000))
  assert.equal((await get(ada, `${two.rendition}/thumbnail`)).status, 200)
  await must(ada.delete(`/api/spaces/${group}/items/${two.note}`), 204)
  await emptyTrash(house, new Date(Date.now() + 31 * 86_400_000))
  const sha256 = createHash('sha256').update(drawn).digest('hex')
  const shelf = path.join(instance.config.dataDir, 'blobs', group)
  const onDisk = () => readdirSync(shelf, { recursive: true, encoding: 'utf8' })
  await eventually(() => !onDisk().some((name) => name.includes(sha256)))
  assert.ok((await get(ada, `${one.rendition}/thumbnail`)).status === 404)
})
