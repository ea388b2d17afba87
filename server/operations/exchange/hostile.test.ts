import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { foundGroup, must, rootOf, makeNotebook, writeNote } from '../../../test/world/cast.ts'
import { craftedZip, type CraftedEntry } from '../../../test/world/crafted-zip.ts'
import { archivesIn, unpacked } from '../../../test/world/exported.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest } from '../../../test/world/people.ts'
import type { ExportAnswer, ImportAnswer } from './schema.ts'
import { shelf } from './shelf.ts'
import { workOff } from './work.ts'

/**
 * Archives that an attacker sends: each is refused with a sentence that names the entry, and changes nothing (X98, X118,
 * X122, I12).
 */
const instance = await startInstance({ config: { importMegabytes: 4 } })
const { house } = instance.app
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const gil = await guest(instance, 'Gil')
const group = await foundGroup(ada, 'Model')
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')
const note = await writeNote(ada, group, notebook, 'Note', 'Said')
await must(ada.post(`/api/spaces/${group}/items/${note}/comments`, { body: 'Yes' }), 201)
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
await ada.post(`/api/spaces/${group}/notes/${note}/files`, png, { 'content-type': 'image/png' })
const good = await exported()

async function exported(): Promise<Map<string, Buffer>> {
  const { id } = await must(ada.post<ExportAnswer>(`/api/groups/${group}/exports`), 202)
  await workOff(house)
  const { file } = (await instance.db.row<{ file: string }>({
    text: 'select file from group_export where id = $1',
    values: [id],
  }))!
  const all = await unpacked(await house.blobs.get(shelf, file))
  await must(ada.delete(`/api/groups/${group}/exports/${id}`), 204)
  return all
}

type Entries = Map<string, Buffer | string>

/** The good archive with changed entries, and a manifest that agrees with them unless it is one of them. */
function changed(change: Record<string, Buffer | string | undefined>): CraftedEntry[] {
  const entries: Entries = new Map(good)
  entries.delete('seal.json')
  for (const [name, data] of Object.entries(change)) {
    if (data === undefined) entries.delete(name)
    else entries.set(name, data)
  }
  if (!('manifest.json' in change)) entries.set('manifest.json', manifestOf(entries))
  return [...entries].map(([name, data]) => ({ name, data }))
}

function manifestOf(entries: Entries, more: object = {}): string {
  const manifest = JSON.parse(good.get('manifest.json')!.toString()) as object
  const named = [...entries].filter(([name]) => name !== 'manifest.json' && name !== 'seal.json')
  const list = named.map(([name, data]) => ({
    name,
    size: Buffer.from(data as string).length,
    sha256: createHash('sha256').update(data).digest('hex'),
  }))
  return JSON.stringify({ ...manifest, entries: list, ...more })
}

const itemName = 'items/000001.jsonl'
const lines = good.get(itemName)!.toString().trim().split('\n')
type Line = Record<string, Record<string, unknown>>

/** The item of the good archive, changed; its comment and parts unchanged. */
function item(change: Record<string, unknown>, rest = lines.slice(1)): Record<string, string> {
  const { item: was } = JSON.parse(lines[0]!) as Line
  return { [itemName]: [JSON.stringify({ item: { ...was, ...change } }), ...rest].join('\n') }
}

function part(change: (note: Record<string, unknown>) => object): Record<string, string> {
  const rest = lines.slice(1).map((line) => {
    const parsed = JSON.parse(line) as { part?: { note?: Record<string, unknown> } }
    return parsed.part?.note ? JSON.stringify({ part: { note: change(parsed.part.note) } }) : line
  })
  return item({}, rest)
}

/** The rest of the good item, with another text in its comment. */
const commentedWith = (body: string) =>
  lines.slice(1).map((line) => {
    const { comment } = JSON.parse(line) as Line
    return comment ? JSON.stringify({ comment: { ...comment, body } }) : line
  })

const labelled = (label: string) =>
  lines.slice(1).map((line) => {
    const { version } = JSON.parse(line) as Line
    return version ? JSON.stringify({ version: { ...version, label } }) : line
  })

type Packed = Record<string, unknown>
const containers = JSON.parse(good.get('containers.json')!.toString()) as Packed[]
const ofNotes = containers.filter(({ tool }) => tool === 'notes')
const ofOthers = containers.filter(({ tool }) => tool !== 'notes')
const containersAs = (change: (all: Packed[]) => object[]) =>
  changed({
    'containers.json': JSON.stringify([...change(structuredClone(ofNotes)), ...ofOthers]),
  })

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const deepDocument = (depth: number): object =>
  depth === 0 ? { type: 'paragraph' } : { type: 'blockquote', content: [deepDocument(depth - 1)] }

const extra = (entry: CraftedEntry): Buffer => craftedZip([...changed({}), entry])

const rejected: [string, Buffer, RegExp][] = [
  ['nothing', Buffer.alloc(0), /not a ZIP file/],
  ['a text', Buffer.from('Hello, I am an archive.'), /not a ZIP file/],
  ['half an archive', craftedZip(changed({})).subarray(0, 700), /not a ZIP file/],
  ['the end of an archive alone', craftedZip([], { count: 7 }), /not a ZIP file/],
  ['a ZIP of something else', craftedZip([{ name: 'a.txt', data: 'a' }]), /no manifest\.json/],
  ['more entries than it has', craftedZip(changed({}), { count: 60_000 }), /not a ZIP file/],
  ['a way up', extra({ name: '../../etc/passwd' }), /“\.\.\/\.\.\/etc\/passwd” has a name/],
  ['a way up inside', extra({ name: 'a/../../b' }), /“a\/\.\.\/\.\.\/b”/],
  ['an absolute path', extra({ name: '/etc/passwd' }), /“\/etc\/passwd”/],
  ['a drive', extra({ name: 'C:/windows' }), /“C:\/windows”/],
  ['a backslash', extra({ name: String.raw`..\..\x` }), /has a name/],
  ['a zero in a name', extra({ name: 'a\0.md' }), /has a name/],
  ['a name that is no UTF-8', extra({ name: Buffer.from([0x61, 0xff, 0xfe]) }), /has a name/],
  ['a very long name', extra({ name: 'x'.repeat(2000) }), /has a name/],
  ['a very deep name', extra({ name: `${'d/'.repeat(40)}x` }), /has a name/],
  ['a name twice', extra({ name: 'group.json', data: '{}' }), /“group\.json” is in the file twice/],
  [
    'a name twice but for its case',
    extra({ name: 'GROUP.json', data: '{}' }),
    /“GROUP\.json”.*twice/,
  ],
  ['a link', extra({ name: 'link', data: '/etc/passwd', mode: 0o120777 }), /“link” is a link/],
  [
    'an encrypted entry',
    extra({ name: 'secret', data: 'x', flags: 0x801 }),
    /“secret” is encrypted/,
  ],
  ['another packing', extra({ name: 'odd', data: 'x', method: 14 }), /“odd” is compressed/],
  ['a bomb', extra({ name: 'bomb', data: Buffer.alloc(20 * 1024 * 1024) }), /“bomb”.*larger/],
  ['a giant by its own word', extra({ name: 'giant', size: 300e6 }), /“giant” is larger/],
  [
    'giants by their own words',
    craftedZip([
      ...changed({}),
      { name: 'a', data: Buffer.alloc(15e6, 'ab'), size: 15e6 },
      { name: 'b', data: 'x', size: 16e6 },
      { name: 'c', data: 'x', size: 16e6 },
    ]),
    /Unpacked, this file is larger/,
  ],
  [
    'a lie about a size',
    craftedZip(
      changed({}).map((each) => (each.name === 'group.json' ? { ...each, size: 10 } : each)),
    ),
    /“group\.json” is not what the manifest says/,
  ],
  [
    'a lie about a size in both places',
    craftedZip(
      changed({
        'manifest.json': manifestOf(
          new Map<string, Buffer | string>([...good, ['README.md', 'ten bytes.']]),
        ),
      }).map((each) => (each.name === 'README.md' ? { ...each, size: 10 } : each)),
    ),
    /“README\.md” cannot be unpacked/,
  ],
  ['entries over each other', extra({ name: 'over', over: 0 }), /overlap/],
  [
    'an entry beyond the end',
    extra({ name: 'beyond', data: 'x', packed: 5_000_000 }),
    /overlap|not a ZIP/,
  ],
  [
    'what the manifest does not name',
    extra({ name: 'more.txt', data: 'x' }),
    /“more\.txt” is not in the manifest/,
  ],
  [
    'a missing entry',
    craftedZip(changed({ 'manifest.json': manifestOf(new Map(good)), 'README.md': undefined })),
    /“README\.md” is missing/,
  ],
  [
    'another content',
    craftedZip(
      changed({
        'README.md': good.get('README.md')!.toString().replace('Model', 'Medel'),
        'manifest.json': manifestOf(new Map(good)),
      }),
    ),
    /“README\.md” is not what the manifest says/,
  ],
  [
    'a format of the future',
    craftedZip(changed({ 'manifest.json': manifestOf(new Map(good), { format: 2 }) })),
    /format 2/,
  ],
  ['no format', craftedZip(changed({ 'manifest.json': '{}' })), /format undefined/],
  [
    'a manifest that is none',
    craftedZip(changed({ 'manifest.json': '{"format":1}' })),
    /“manifest\.json” cannot be read/,
  ],
  [
    'a manifest of nothing but brackets',
    craftedZip(changed({ 'manifest.json': nested(100_000) })),
    /“manifest\.json” cannot be read/,
  ],
  [
    'people who are none',
    craftedZip(changed({ 'people.json': '[{"id":"me"}]' })),
    /“people\.json” cannot be read/,
  ],
  ['no group', craftedZip(changed({ 'group.json': undefined })), /“group\.json” is missing/],
  [
    'a group of another kind',
    craftedZip(changed({ 'group.json': '[]' })),
    /“group\.json” cannot be read/,
  ],
  [
    'a zero in a text',
    craftedZip(
      changed({
        'people.json': good
          .get('people.json')!
          .toString()
          .replace('Ada', String.raw`A\u0000a`),
      }),
    ),
    /“people\.json” cannot be read/,
  ],
  [
    'two roots',
    craftedZip(containersAs(([root, ...more]) => [root!, { ...root, number: 77 }, ...more])),
    /“containers\.json” refers to/,
  ],
  [
    'a circle',
    craftedZip(
      containersAs(([root, a, b]) => [
        root!,
        { ...a, parent: b!['number'] },
        { ...b, parent: a!['number'] },
      ]),
    ),
    /“containers\.json” refers to/,
  ],
  [
    'a notebook in a notebook',
    craftedZip(containersAs(([root, a, b]) => [root!, a!, { ...b, parent: a!['number'] }])),
    /“containers\.json” refers to/,
  ],
  [
    'a number twice',
    craftedZip(containersAs(([root, a, b]) => [root!, a!, { ...b, number: a!['number'] }])),
    /“containers\.json” refers to/,
  ],
  [
    'folders without end',
    craftedZip(
      containersAs(([root, ...more]) => [
        root!,
        ...more,
        ...Array.from({ length: 30 }, (_, n) => ({
          ...more[0],
          kind: 'folder',
          number: 100 + n,
          parent: n === 0 ? root!['number'] : 99 + n,
        })),
      ]),
    ),
    /“containers\.json” refers to/,
  ],
  [
    'an item in the root',
    craftedZip(changed(item({ container: 0 }))),
    /“items\/000001\.jsonl” refers to/,
  ],
  [
    'an item nowhere',
    craftedZip(changed(item({ container: 999 }))),
    /“items\/000001\.jsonl” refers to/,
  ],
  [
    'an item of another number',
    craftedZip(changed(item({ number: 2 }))),
    /“items\/000001\.jsonl” cannot be read/,
  ],
  [
    'a file from elsewhere',
    craftedZip(
      changed(item({ files: [{ sha256: 'a'.repeat(64), name: 'x', entry: 'group.json' }] })),
    ),
    /“items\/000001\.jsonl” refers to/,
  ],
  [
    'a file of the server',
    craftedZip(
      changed(
        item({
          files: [{ sha256: 'a'.repeat(64), name: 'x', entry: 'files/../../../etc/passwd' }],
        }),
      ),
    ),
    /“items\/000001\.jsonl” refers to/,
  ],
  [
    'an item without a title',
    craftedZip(changed(item({ title: ' ' }))),
    /“items\/000001\.jsonl” cannot be read/,
  ],
  [
    'a comment longer than the door takes',
    craftedZip(changed(item({}, commentedWith('x'.repeat(11_500))))),
    /“items\/000001\.jsonl” cannot be read/,
  ],
  [
    'a container with a longer name than the door takes',
    craftedZip(
      containersAs(([root, a, ...more]) => [root!, { ...a, name: 'x'.repeat(121) }, ...more]),
    ),
    /“containers\.json” cannot be read/,
  ],
  [
    'a line that is none',
    craftedZip(changed(item({}, ['{"comment":{}}']))),
    /“items\/000001\.jsonl” cannot be read/,
  ],
  [
    'JSON without end',
    craftedZip(changed(item({}, [`{"part":${nested(50_000)}}`]))),
    /“items\/000001\.jsonl” cannot be read/,
  ],
]

const archives = () => archivesIn(house)
const rows = () =>
  instance.db.row<Record<string, number>>({
    text: `select (select count(*)::int from space) as spaces, (select count(*)::int from container) as containers,
      (select count(*)::int from item) as items, (select count(*)::int from workgroup) as groups`,
  })
const shelves = () => readdirSync(path.join(instance.config.dataDir, 'blobs'))

async function sent(archive: Buffer): Promise<ImportAnswer> {
  await instance.db.run({ text: 'delete from throttle' })
  const type = { 'content-type': 'application/zip' }
  const { id } = await must(ada.post<ImportAnswer>('/api/group-imports', archive, type), 202)
  await workOff(house)
  return must(ada.get<ImportAnswer>(`/api/group-imports/${id}`))
}

async function confirmed(id: string, name: string): Promise<ImportAnswer> {
  await must(ada.post(`/api/group-imports/${id}/confirmation`, { name }), 202)
  await workOff(house)
  return must(ada.get<ImportAnswer>(`/api/group-imports/${id}`))
}

const before = { rows: await rows(), shelves: shelves() }
const nothingChanged = async () => {
  assert.deepEqual({ rows: await rows(), shelves: shelves() }, before)
  assert.deepEqual(await archives(), [])
}

for (const [what, archive, sentence] of rejected)
  test(`X118, X122 · ${what} is refused with a sentence that says so, and nothing is changed`, async () => {
    const answer = await sent(archive)
    assert.deepEqual([answer.state, answer.problem?.code], ['refused', 'archive'])
    assert.match(answer.problem!.message, sentence)
    assert.equal(
      (await ada.post(`/api/group-imports/${answer.id}/confirmation`, { name: 'x' })).status,
      409,
    )
    await nothingChanged()
  })

const parts: [string, Record<string, string | Buffer>, RegExp][] = [
  [
    'a note that no editor holds',
    part((was) => ({ ...was, content: { type: 'doc', content: [{ type: 'text', text: 'x' }] } })),
    /“Note” of this export cannot be read/,
  ],
  [
    'a text without end',
    part((was) => ({ ...was, content: { type: 'doc', content: [deepDocument(180)] } })),
    /“Note”/,
  ],
  ['a title longer than the door takes', item({ title: 'x'.repeat(301) }), /“x+”/],
  ['a label longer than the door takes', item({}, labelled('x'.repeat(700))), /cannot be read/],
  ['an item without its note', item({}, []), /“Note”/],
  [
    'two notes in one',
    item({}, [...lines.slice(1), lines.find((line) => line.startsWith('{"part":{"note"'))!]),
    /“Note”/,
  ],
  [
    'two versions of one number',
    item(
      {},
      lines.slice(1).flatMap((line) => (line.startsWith('{"version"') ? [line, line] : [line])),
    ),
    /cannot be read/,
  ],
  ['a time that cannot be', item({ createdAt: '2026-02-30T25:61:00Z' }), /cannot be (kept|read)/],
  ['a moment before all time', item({ createdAt: '0000-01-01T00:00:00Z' }), /cannot be stored/],
  ['half a letter', item({ tags: ['\ud800'], title: '\udfff' }), /cannot be read/],
]

for (const [what, change, sentence] of parts)
  test(`G13 · ${what} makes no group, not even half of one`, async () => {
    const ready = await sent(craftedZip(changed(change)))
    const answer = ready.state === 'ready' ? await confirmed(ready.id, `Never ${what}`) : ready
    assert.equal(answer.state, 'refused')
    assert.match(answer.problem!.message, sentence)
    await nothingChanged()
  })

test('X112, X118 · a picture of an archive goes through the same door as one that is uploaded', async () => {
  const entry = [...good.keys()].find((name) => name.startsWith('files/'))!
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const ready = await sent(craftedZip(changed({ [entry]: svg })))
  const answer = await confirmed(ready.id, 'Pictures')
  assert.deepEqual([answer.state, answer.problem?.code], ['refused', 'archive'])
  assert.match(answer.problem!.message, new RegExp(entry))
  assert.deepEqual(shelves(), before.shelves, 'nor is a file of it left')
})

test('X112, I12 · a picture of an archive is no larger than one that is uploaded', async () => {
  const entry = [...good.keys()].find((name) => name.startsWith('files/'))!
  const large = Buffer.concat([png, Buffer.alloc(15.9 * 1024 * 1024)])
  const ready = await sent(craftedZip(changed({ [entry]: large })))
  const answer = await confirmed(ready.id, 'Large pictures')
  assert.deepEqual([answer.state, answer.problem?.code], ['refused', 'archive'])
  assert.match(answer.problem!.message, new RegExp(entry))
})

test('G13 · the preview says what is in the archive, whatever its manifest counts', async () => {
  const counts = { people: 9, members: 9, containers: 9, items: 9, comments: 9, files: 9, bytes: 9 }
  const forged = manifestOf(new Map(good), { counts })
  const { id, preview } = await sent(craftedZip(changed({ 'manifest.json': forged })))
  await must(ada.delete(`/api/group-imports/${id}`), 204)
  const own = JSON.parse(good.get('manifest.json')!.toString()).counts
  assert.deepEqual(preview?.counts, {
    ...{ items: 1, comments: 1, files: 1 },
    containers: own.containers - instance.app.house.tools.length, // without the root of each tool
    bytes: own.bytes,
  })
})

test('X98 · a comment as long as the door takes comes whole', async () => {
  const rest = commentedWith('x'.repeat(10_000))
  const ready = await sent(craftedZip(changed(item({}, rest))))
  const answer = await confirmed(ready.id, 'Long comments')
  assert.equal(answer.state, 'made', JSON.stringify(answer.problem))
})

test('I12 · an archive larger than the setting allows is refused while it comes, and leaves nothing', async () => {
  await instance.db.run({ text: 'delete from throttle' })
  const type = { 'content-type': 'application/zip' }
  const large = await ada.post('/api/group-imports', Buffer.alloc(4.1 * 1024 * 1024, 1), type)
  assert.equal(large.status, 400)
  assert.match((large.body as unknown as { detail: string }).detail, /4 MB/)
  assert.deepEqual(await archives(), [])
})

test('X133 · three archives of one person lie here at most; guests and strangers bring none', async () => {
  await instance.db.run({ text: 'delete from throttle' })
  await instance.db.run({ text: 'delete from group_import' })
  const archive = craftedZip(changed({}))
  const type = { 'content-type': 'application/zip' }
  const answers = []
  for (let count = 0; count < 4; count++)
    answers.push((await ada.post('/api/group-imports', archive, type)).status)
  assert.deepEqual(answers, [202, 202, 202, 409])
  assert.equal((await gil.post('/api/group-imports', archive, type)).status, 404)
  const image = await ada.post('/api/group-imports', archive, { 'content-type': 'image/png' })
  assert.equal(image.status, 400)
  await workOff(house)
  assert.ok(
    (await must(ada.get<{ items: ImportAnswer[] }>('/api/group-imports'))).items.every(
      ({ state }) => state === 'ready',
    ),
  )
})
