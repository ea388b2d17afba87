import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { planFor } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import { signedIn, type Client } from '../../../test/world/people.ts'
import { limits as conversion } from './convert.ts'
import { pace } from '../../foundation/live-text/settling.ts'

pace.quiet = 100
pace.most = 400

const instance = await startInstance({ listen: true })
const { cast, group, elsewhere, open, closed } = await stage(instance)
const { ada, mina, gil, rita, edna, xavier } = cast
const other = await writeNote(xavier, elsewhere, await notebookOf(xavier, elsewhere), 'Elsewhere')

interface Note {
  id: string
  title: string
  text: string
  content: { type: string; content: { type: string }[] }
  template: boolean
  preview: string
  words: number
  versions: number
  version: number
  may: Record<string, boolean>
}
interface Page<T> {
  items: T[]
  next: string | null
}
interface Restored {
  version: Version
  before: number
}
interface Version {
  number: number
  why: string
  label: string | null
  authors: { id: string }[]
  words: number
}

const at = (note: string, more = '') => `/api/spaces/${group}/notes/${note}${more}`
const versionsOf = (note: string, more = '') => `/api/spaces/${group}/items/${note}/versions${more}`
const notebook = (id: string, more = '/notes') => `/api/spaces/${group}/notebooks/${id}${more}`
const read = (by: Client, note: string) => must(by.get<Note>(at(note)))

async function notebookOf(by: Client, space: string): Promise<string> {
  const { items } = await must(
    by.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${space}/containers?tool=notes`),
  )
  return items.find(({ kind }) => kind === 'notebook')!.id
}

async function edited(by: Client, note: string, text: string): Promise<void> {
  const live = await liveClient(instance.address, by.cookie)
  const opened = await live.open(group, note)
  await opened.write(text)
  live.close()
  await live.closed
  await settled(note)
}

async function settled(note: string): Promise<void> {
  const left = { text: 'select from live_text_update where item_id = $1', values: [note] }
  await eventually(async () => (await instance.db.rows(left)).length === 0, 'the edits are merged')
}

const everything = `# One

Some **bold**, *slanted*, ~~gone~~ and \`code\`, with a [link](https://example.org/a?b=1&c=2).

- first
- second
  - below

1. one
2. two

- [ ] to do
- [x] done

> said

\`\`\`js
const a = 1 < 2
\`\`\`

| Name | Part |
| ---- | ---- |
| Ada  | all  |

---

The end.`

test('N · Markdown is imported and exported with headings, lists, checklists, tables, code and links', async () => {
  const id = await writeNote(mina, group, open, 'Everything', everything)
  const { content } = await read(mina, id)
  assert.deepEqual(
    content.content.map(({ type }) => type),
    'heading paragraph bulletList orderedList taskList blockquote codeBlock table horizontalRule paragraph'.split(
      ' ',
    ),
  )
  const { body, headers } = await mina.get<string>(at(id, '/export?format=markdown'))
  assert.match(String(headers['content-disposition']), /Everything\.md/)
  const again = await must(
    mina.post<Note>(notebook(open, '/import'), { name: 'Everything.md', markdown: body }),
    201,
  )
  assert.equal(again.title, 'Everything')
  assert.deepEqual(again.content, content)
})

test('X112 · an export as HTML is inert', async () => {
  const id = await writeNote(
    mina,
    group,
    open,
    '<script>alert(1)</script>',
    `<img src=x onerror=alert(1)> <script>alert(2)</script> [x](javascript:alert(3)) [y](data:text/html,z) ![p](https://spy.example/p.png)

\`\`\`
</code><script>alert(4)</script>
\`\`\``,
  )
  const { body, headers } = await mina.get<string>(at(id, '/export?format=html'))
  assert.doesNotMatch(body, /<script|<img|href="(javascript|data)|src="http/i)
  assert.match(body, /&lt;script&gt;alert\(1\)/)
  assert.match(String(headers['content-security-policy']), /sandbox/)
  assert.match(body, /<pre><code>&lt;\/code&gt;/, 'and keeps its form')
  assert.doesNotMatch(JSON.stringify((await read(mina, id)).content), /"href":"(javascript|data)/)
})

test('A4 · who adds a note is its author, and only they may edit it until they say otherwise', async () => {
  const id = await writeNote(mina, group, open, 'Mine')
  assert.equal((await read(mina, id)).may['edit'], true)
  assert.equal((await read(ada, id)).may['edit'], false)
  assert.equal((await read(ada, id)).may['delete'], true)
  assert.equal((await ada.patch(at(id), { title: 'Not yours' })).status, 403)
  assert.equal((await xavier.patch(at(id), { title: 'Not yours' })).status, 404)
  const principals = [{ kind: 'group', id: group }]
  await must(mina.put(`/api/spaces/${group}/items/${id}/editors`, { principals }))
  assert.equal((await must(gil.patch<Note>(at(id), { title: ' Ours ' }))).title, 'Ours')
})

test('A10 · a notebook lists its notes to who may see them, page by page, each once', async () => {
  for (let i = 0; i < 7; i++) await writeNote(ada, group, closed, `Closed ${i}`, `word${i}`)
  assert.equal((await mina.get(notebook(closed))).status, 404)
  for (const sort of ['changed', 'title']) {
    const seen: string[] = []
    let after: string | null = null
    do {
      const query: string = `?sort=${sort}&limit=3${after ? `&after=${after}` : ''}`
      const page: Page<Note> = await must(rita.get<Page<Note>>(notebook(closed) + query))
      seen.push(...page.items.map(({ title }) => title))
      after = page.next
    } while (after)
    assert.equal(seen.length, 7)
    assert.equal(new Set(seen).size, 7)
    const sorted = seen.toSorted()
    assert.deepEqual(seen, sort === 'title' ? sorted : sorted.toReversed())
  }
  const found = await must(rita.get<Page<Note>>(`${notebook(closed)}?search=WORD3`))
  assert.deepEqual(
    found.items.map(({ title }) => title),
    ['Closed 3'],
  )
})

test('A2 · the notes of a space are those of all notebooks that I may see, and those given to me by name', async () => {
  const all = async (by: Client) =>
    (await must(by.get<Page<Note>>(`/api/spaces/${group}/notes?limit=200`))).items
  const shared = await writeNote(edna, group, closed, 'For Mina too')
  assert.ok(!(await all(mina)).some(({ title }) => title.startsWith('Closed')))
  assert.ok((await all(rita)).some(({ title }) => title.startsWith('Closed')))
  assert.ok(!(await all(mina)).some(({ id }) => id === shared))
  const principals = [{ kind: 'person', id: mina.id }]
  await must(edna.put(`/api/spaces/${group}/items/${shared}/editors`, { principals }))
  const given = (await all(mina)).find(({ id }) => id === shared)
  assert.equal(given?.may['edit'], true)
  assert.equal((await read(mina, shared)).may['edit'], true)
  assert.equal((await xavier.get(`/api/spaces/${group}/notes`)).status, 404)
})

test('A2 · a list says the same about what I may do as the note does', async () => {
  for (const by of [ada, mina, gil, rita, edna]) {
    const { items } = await must(by.get<Page<Note>>(`/api/spaces/${group}/notes?limit=200`))
    for (const listed of items) {
      const { may } = await read(by, listed.id)
      assert.deepEqual(listed.may, may, listed.title)
    }
    const { items: inNotebook } = await must(by.get<Page<Note>>(`${notebook(open)}?limit=200`))
    for (const listed of inNotebook)
      assert.deepEqual(listed.may, items.find(({ id }) => id === listed.id)?.may)
  }
})

test('N · a search reads title and text, and takes percent and underscore as they are', async () => {
  await writeNote(mina, group, open, '100% sure', 'snake_case')
  const search = async (words: string) =>
    (
      await must(mina.get<Page<Note>>(`${notebook(open)}?search=${encodeURIComponent(words)}`))
    ).items.map(({ title }) => title)
  assert.deepEqual(await search('100% s'), ['100% sure'])
  assert.deepEqual(await search('snake_'), ['100% sure'])
  assert.deepEqual(await search('%%%'), [])
})

test('N · the fields of a template are filled in a new note; those without a value stay marked', async () => {
  const markdown =
    '{{group}}, {{ Date }}, by {{author}}\n\n- {{Client}} and **{{Client}}**\n- {{Chair: person}}\n- `{{Day: date}}` {{}} {{{a}}}'
  const { id } = await must(mina.post<Note>(notebook(open), { title: 'Minutes of', markdown }), 201)
  await must(mina.put(at(id, '/template')), 204)
  const fields = [
    { name: 'Client', value: 'Perrier & <b>' },
    { name: 'Day', value: '' },
    { name: 'author', value: 'somebody else' },
  ]
  const made = await must(
    gil.post<Note>(notebook(open), { title: 'Monday', template: id, fields }),
    201,
  )
  const { text } = await read(gil, made.id)
  assert.match(text, /^Éditions, \d+ \w+ \d{4}, by Gil /)
  assert.equal(text.match(/Perrier/g)?.length, 2)
  for (const left of ['{{Chair: person}}', '{{Day: date}}', '{{}}'])
    assert.ok(text.includes(left), left)
  const many = Array.from({ length: 51 }, (_, n) => ({ name: `${n}`, value: '' }))
  const refused = { title: 'X', template: id, fields: many }
  assert.equal((await gil.post(notebook(open), refused)).status, 400)
  await must(mina.delete(at(id, '/template')), 204)
})

test('N · a new note can begin from a template of the same space', async () => {
  const id = await writeNote(mina, group, open, 'Minutes', '# Agenda')
  assert.equal((await mina.post(notebook(open), { title: 'X', template: id })).status, 400)
  await must(mina.put(at(id, '/template')), 204)
  const templates = await must(gil.get<Page<Note>>(`/api/spaces/${group}/notes?show=template`))
  assert.deepEqual(
    templates.items.map((template) => template.id),
    [id],
  )
  const made = await must(gil.post<Note>(notebook(open), { title: 'Monday', template: id }), 201)
  assert.equal(made.text.trim(), '# Agenda')
  assert.equal(made.template, false)
  const hidden = await writeNote(ada, group, closed, 'Hidden template')
  await must(ada.put(at(hidden, '/template')), 204)
  for (const template of [hidden, other])
    assert.equal((await gil.post(notebook(open), { title: 'X', template })).status, 400)
  await must(mina.delete(at(id, '/template')), 204)
  assert.equal((await read(mina, id)).template, false)
})

test('N, A10 · a private note begins from a template of a group, pictures included; a hidden template is none', async () => {
  const id = await writeNote(mina, group, open, 'Minutes', 'For {{group}}')
  const { body: file } = await upload(mina, id, await picture('green'))
  const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const own = `/api/spaces/${privateSpace}`
  const mine = await notebookOf(mina, privateSpace)
  const begin = (template: string) =>
    mina.post<Note>(`${own}/notebooks/${mine}/notes`, {
      ...{ title: 'Mine', template, templateSpace: group },
    })
  await must(mina.put(at(id, '/template')), 204)
  const made = await must(begin(id), 201)
  assert.equal(made.text.trim(), 'For Éditions')
  assert.equal((await mina.get(`${own}/notes/${made.id}/files/${file.sha256}`)).status, 200)
  const hidden = await writeNote(ada, group, closed, 'Hidden template')
  await must(ada.put(at(hidden, '/template')), 204)
  for (const template of [hidden, other, privateSpace])
    assert.equal((await begin(template)).status, 400)
  await must(mina.delete(at(id, '/template')), 204)
})

test('N · versions: with their authors, named ones, a difference, and restoring', async () => {
  const id = await writeNote(mina, group, open, 'History', 'First words.')
  await edited(mina, id, 'Second words.')
  await edited(edna, id, 'Third words.')
  const list = async () => (await must(gil.get<Page<Version>>(versionsOf(id)))).items
  const before = await list()
  assert.deepEqual(
    before.map(({ why }) => why),
    ['edited', 'edited', 'created'],
  )
  assert.deepEqual(
    before[0]!.authors.map((author) => author.id),
    [edna.id],
  )
  const named = await must(mina.post<Version>(versionsOf(id), { label: 'As sent' }), 201)
  assert.equal(named.label, 'As sent')
  const { parts } = await must(
    gil.get<{ parts: { kind: string; text: string }[] }>(
      versionsOf(id, `/${named.number}/diff?against=1`),
    ),
  )
  assert.equal(
    parts
      .filter(({ kind }) => kind === 'added')
      .map(({ text }) => text)
      .join('')
      .trim(),
    'Second words.\nThird words.',
  )
  const lost = await must(
    gil.get<{ parts: { kind: string; text: string }[] }>(versionsOf(id, '/1/diff')),
  )
  assert.deepEqual(
    lost.parts.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text.trim()]),
    [['removed', 'Second words.\nThird words.']],
    'what restoring the first version would remove from the text as it is now',
  )
  assert.equal((await gil.post(versionsOf(id, '/1/restoring'))).status, 403)
  const live = await liveClient(instance.address, edna.cookie)
  const watching = await live.open(group, id)
  const back = await must(mina.post<Restored>(versionsOf(id, '/1/restoring')))
  assert.deepEqual([back.version.why, back.before], ['restored', named.number])
  assert.equal((await read(mina, id)).text.trim(), 'First words.')
  assert.match(await watching.until((text) => !text.includes('Third')), /^First words\.$/)
  await watching.write('And on it goes.')
  await settled(id)
  assert.match((await read(mina, id)).text, /First words\.[^]*And on it goes\./)
  assert.ok((await list()).some(({ why }) => why === 'restored'))
  assert.match(
    (await must(gil.get<{ text: string }>(versionsOf(id, `/${named.number}`)))).text,
    /Third/,
  )
  assert.equal((await gil.get(versionsOf(id, '/99'))).status, 404)
  live.close()
})

async function picture(color: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: color } })
    .withExif({ IFD0: { Copyright: 'Somewhere private' } })
    .jpeg()
    .toBuffer()
}

async function upload(
  by: Client,
  note: string,
  bytes: Buffer,
  type = 'image/jpeg',
  space: string = group,
) {
  const response = await fetch(`${instance.address}/api/spaces/${space}/notes/${note}/files`, {
    method: 'POST',
    headers: { cookie: by.cookie, 'content-type': type },
    body: new Uint8Array(bytes),
  })
  const body = (await response.json()) as {
    url: string
    sha256: string
    width: number
    src: string
    code: string
  }
  return { status: response.status, body }
}

test('X94 · a picture is shown through the right to view its note, and through no other note (X7, X95)', async () => {
  const id = await writeNote(mina, group, open, 'With a picture')
  const sent = await picture('red')
  const { status, body } = await upload(mina, id, sent)
  assert.equal(status, 201)
  assert.deepEqual([body.width, body.src], [40, `files/${body.sha256}`])
  const { headers, body: shown } = await gil.get<string>(body.url)
  assert.equal(headers['content-type'], 'image/jpeg')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.doesNotMatch(String(shown), /Somewhere private/)
  assert.equal((await xavier.get(body.url)).status, 404)
  assert.equal((await cast.nobody.get(body.url)).status, 401)
  const second = await writeNote(mina, group, open, 'Without')
  assert.equal((await gil.get(at(second, `/files/${body.sha256}`))).status, 404)
  assert.equal(
    (await xavier.get(`/api/spaces/${elsewhere}/notes/${other}/files/${body.sha256}`)).status,
    404,
  )
  assert.equal((await upload(gil, id, sent)).status, 403)
  assert.equal((await upload(xavier, id, sent)).status, 404)
  assert.equal((await gil.get(at(id, '/files/..%2f..%2fx'))).status, 404)
})

test('X112 · a file that is not a picture is refused, whatever it calls itself', async () => {
  const id = await writeNote(mina, group, open, 'No pictures')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  for (const bytes of [svg, Buffer.from('<script>'), Buffer.alloc(0)])
    assert.equal((await upload(mina, id, bytes, 'image/png')).status, 400)
  assert.equal((await upload(mina, id, svg, 'image/svg+xml')).status, 400)
})

test('O7 · the storage of the administrator’s plan is never exceeded, however many people upload at the same time (X133)', async () => {
  const owner = await signedIn(instance, xavier.id)
  const pictures = await Promise.all(
    ['red', 'green', 'blue', 'black', 'white', 'grey'].map((color) => picture(color)),
  )
  const sizes = pictures.map(({ length }) => length)
  const told = await must(owner.get<{ used: number }>(`/api/spaces/${elsewhere}/storage`))
  await planFor(instance, xavier, { storage: told.used + Math.max(...sizes) * 2 + 10 })
  const answers = await Promise.all(
    pictures.map((bytes) => upload(owner, other, bytes, 'image/jpeg', elsewhere)),
  )
  const used = await instance.db.row<{ used: number }>({
    text: 'select sum(size)::bigint as used from blob where space_id = $1',
    values: [elsewhere],
  })
  assert.ok(used!.used <= Math.max(...sizes) * 2 + 10)
  const refused = answers.filter(({ status }) => status === 409)
  assert.ok(refused.length >= 3)
  assert.ok(refused.every(({ body }) => body.code === 'storage-limit'))
})

test('X61 · a mention in the text is recorded for people of the space only', async () => {
  const id = await writeNote(mina, group, open, 'Mentions', '')
  const live = await liveClient(instance.address, mina.cookie)
  const note = await live.open(group, id)
  const Y = await import('yjs')
  const before = Y.encodeStateVector(note.doc)
  for (const named of [gil.id, xavier.id, group, 'not an id']) {
    const paragraph = new Y.XmlElement('paragraph')
    const mention = new Y.XmlElement('mention')
    mention.setAttribute('id', named)
    mention.setAttribute('label', 'Somebody')
    paragraph.insert(0, [mention])
    note.doc.getXmlFragment('default').insert(0, [paragraph])
  }
  note.push(Y.encodeStateAsUpdate(note.doc, before))
  await new Promise((resolve) => setTimeout(resolve, 100))
  live.close()
  await live.closed
  await settled(id)
  const rows = await instance.db.rows<{ id: string }>({
    text: 'select principal_id as id from mention where item_id = $1',
    values: [id],
  })
  assert.deepEqual(rows.map((row) => row.id).toSorted(), [gil.id, group].toSorted())
})

test('A9 · the text, history and pictures of a note move with it to another space', async () => {
  const id = await writeNote(mina, group, open, 'Moving', 'Old words.')
  const { body: file } = await upload(mina, id, await picture('yellow'))
  await edited(mina, id, 'New words.')
  const me = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const toContainer = await notebookOf(mina, me.privateSpace)
  const moved = await must(
    mina.post<{ id: string }>(`/api/spaces/${group}/items/${id}/move`, {
      toSpace: me.privateSpace,
      toContainer,
    }),
  )
  const there = `/api/spaces/${me.privateSpace}/notes/${moved.id}`
  const note = await must(mina.get<Note>(there))
  assert.match(note.text, /Old words\.[^]*New words\./)
  const { items: versions } = await must(
    mina.get<{ items: unknown[] }>(`/api/spaces/${me.privateSpace}/items/${moved.id}/versions`),
  )
  assert.equal(versions.length, 2)
  assert.equal((await mina.get(`${there}/files/${file.sha256}`)).status, 200)
  assert.equal((await mina.get(at(id))).status, 404)
  assert.equal((await mina.get(file.url)).status, 404)
  assert.equal((await ada.get(there)).status, 404)
})

test('I12 · a long text is read in bounded time, while others are answered', async () => {
  const markdown = Array.from(
    { length: 1500 },
    (_, i) => `${i % 20 ? '' : '## '}${'words **and** words '.repeat(20)}`,
  ).join('\n\n')
  let longest = 0
  let last = busyMilliseconds()
  const pulse = setInterval(() => {
    longest = Math.max(longest, busyMilliseconds() - last)
    last = busyMilliseconds()
  }, 10)
  const made = await must(
    mina.post<Note>(notebook(open), { title: 'Long', markdown }),
    201,
  ).finally(() => clearInterval(pulse))
  assert.equal(made.words, 1500 * 60)
  assert.ok(longest < 600, `the main thread answered nobody for ${longest} ms of its own time`)
})

/** Processor time of this thread, which other processes on the machine do not change. */
function busyMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

test('I12, X119 · a text that is small and costs much is refused to its sender, and keeps nobody else waiting', async () => {
  const { cpu } = conversion
  conversion.cpu = 1500
  const order: string[] = []
  const sent = async (by: Client, name: string, markdown: string) => {
    const answer = await by.post<Note & { fields: { field: string; code: string }[] }>(
      notebook(open),
      { title: name, markdown },
    )
    order.push(name)
    return answer
  }
  const hostile = ['>'.repeat(50_000), '`'.repeat(400) + ' ``'.repeat(300_000)]
  const refused = Promise.all(hostile.map((markdown) => sent(gil, 'hostile', markdown)))
  const long = 'words **and** words\n\n'.repeat(500)
  const others = [
    sent(mina, 'long', long),
    sent(edna, 'tangled', '_a__b'.repeat(200)),
    mina.get(notebook(open)),
  ]
  for (const { status } of await Promise.all(others)) assert.ok(status < 300)
  const [deep] = await refused
  assert.equal(deep!.status, 400)
  assert.deepEqual(
    deep!.body.fields.map(({ field, code }) => [field, code]),
    [['body.markdown', 'too-costly']],
  )
  assert.deepEqual(order.slice(0, 2).toSorted(), ['long', 'tangled'])
  conversion.cpu = cpu
})

test('X18 · bad input names its field and changes nothing', async () => {
  const refused = await mina.post<{ fields: { field: string }[] }>(notebook(open), {
    title: '  ',
    markdown: 1,
    owner: 'me',
  })
  assert.equal(refused.status, 400)
  assert.deepEqual(refused.body.fields.map(({ field }) => field).toSorted(), [
    'body.markdown',
    'body.owner',
    'body.title',
  ])
  assert.equal((await mina.post(notebook(open), { title: 'x'.repeat(301) })).status, 400)
  const root = notebook(
    (
      await must(
        mina.get<{ items: { id: string; kind: string }[] }>(
          `/api/spaces/${group}/containers?tool=notes`,
        ),
      )
    ).items.find(({ kind }) => kind === 'root')!.id,
  )
  assert.ok([403, 404].includes((await mina.post(root, { title: 'In no notebook' })).status))
})
