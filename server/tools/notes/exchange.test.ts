import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { craftedZip, type CraftedEntry } from '../../../test/world/crafted-zip.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { planFor } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import type { Client } from '../../../test/world/people.ts'
import { pace } from '../../foundation/live-text/settling.ts'

pace.quiet = 100
pace.most = 400

const instance = await startInstance({ listen: true })
const { cast, group, open, closed } = await stage(instance)
const { ada, mina, gil, rita, xavier } = cast

interface Note {
  id: string
  title: string
  text: string
  encoding?: string
  content: { content: { type: string; attrs?: Record<string, unknown> }[] }
}
interface Refused {
  fields: { field: string; code: string }[]
}

const at = (note: string, more = '') => `/api/spaces/${group}/notes/${note}${more}`
const notebook = (more: string) => `/api/spaces/${group}/notebooks/${open}${more}`

/** Uploads a file as the dialog does. */
async function sent(by: Client, name: string, bytes: Uint8Array, container: string = open) {
  const address = `/api/spaces/${group}/notebooks/${container}/import-file?name=${encodeURIComponent(name)}`
  const answer = await fetch(instance.address + address, {
    method: 'POST',
    headers: { cookie: by.cookie, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  })
  return { status: answer.status, body: (await answer.json()) as Note & Refused }
}

async function exported(by: Client, note: string, format = 'markdown') {
  const answer = await fetch(instance.address + at(note, `/export?format=${format}`), {
    headers: { cookie: by.cookie },
  })
  assert.equal(answer.status, 200)
  return {
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

const drawn = (background: string, width = 30) =>
  sharp({ create: { width, height: 20, channels: 3, background } })
    .png()
    .toBuffer()

/** A note by Mina with a picture and text. */
async function illustrated(title: string): Promise<{ id: string; sha256: string }> {
  const id = await writeNote(mina, group, open, title, '# Inside\n\nWords.')
  const upload = await fetch(instance.address + at(id, '/files'), {
    method: 'POST',
    headers: { cookie: mina.cookie, 'content-type': 'image/png' },
    body: new Uint8Array(await drawn('red')),
  })
  const { src, sha256 } = (await upload.json()) as { src: string; sha256: string }
  const Y = await import('yjs')
  const live = await liveClient(instance.address, mina.cookie)
  const note = await live.open(group, id)
  const before = Y.encodeStateVector(note.doc)
  const image = new Y.XmlElement('image')
  image.setAttribute('src', src)
  image.setAttribute('alt', 'a plan')
  note.doc.getXmlFragment('default').push([image])
  note.push(Y.encodeStateAsUpdate(note.doc, before))
  live.close()
  await live.closed
  await eventually(async () => (await must(mina.get<Note>(at(id)))).text.includes('a plan'))
  return { id, sha256 }
}

test('N · the pictures of a note are exported and imported with it (G13)', async () => {
  const { id, sha256 } = await illustrated('Site visit')
  const { type, bytes } = await exported(gil, id)
  assert.equal(type, 'application/zip')
  assert.ok(bytes.includes(`files/${sha256}.png`) && bytes.includes('Site visit.md'))
  const { status, body } = await sent(gil, 'Site visit.zip', bytes)
  assert.equal(status, 201)
  assert.equal(body.title, 'Site visit', 'its own title, not the heading in it')
  assert.deepEqual(body.content, (await must(mina.get<Note>(at(id)))).content)
  assert.equal((await gil.get(at(body.id, `/files/${sha256}`))).status, 200)
  const page = await exported(gil, id, 'html')
  assert.equal(page.type, 'application/zip')
  assert.ok(page.bytes.includes('Site visit.html'))
  assert.ok((await exported(gil, id, 'docx')).bytes.includes('word/media/1.png'))
  assert.ok((await exported(gil, id, 'odt')).bytes.includes('Pictures/1.png'))
  const pdf = await exported(gil, id, 'pdf')
  assert.equal(pdf.type, 'application/pdf')
  assert.ok(pdf.bytes.includes('/Subtype /Image'))
})

test('N · a note keeps its title and its first heading when its file is imported again', async () => {
  const id = await writeNote(mina, group, open, 'Project', '# Context\n\nWords.')
  const { type, bytes } = await exported(mina, id)
  assert.match(type!, /text\/markdown/)
  const { body } = await sent(mina, 'Project.md', bytes)
  assert.deepEqual([body.title, body.text], ['Project', '# Context\n\nWords.\n'])
})

test('N · a ZIP of another program brings its pictures too, wherever they lie', async () => {
  const text = '# Plan\n\n![the hall](../img/big%20hall.png "now")\n\n![gone](none.png)'
  const zip = craftedZip([
    { name: 'notes/plan.md', data: text },
    { name: 'img/big hall.png', data: await drawn('blue') },
    { name: '__MACOSX/notes/._plan.md', data: 'x' },
  ])
  const { status, body } = await sent(gil, 'plan.zip', zip)
  assert.equal(status, 201)
  assert.equal(body.title, 'Plan')
  const [image, words] = body.content.content
  assert.deepEqual(
    [image!.type, image!.attrs!['alt'], image!.attrs!['title']],
    ['image', 'the hall', 'now'],
  )
  assert.match(JSON.stringify(words), /gone \(none\.png\)/)
  assert.equal((await gil.get(at(body.id, `/${String(image!.attrs!['src'])}`))).status, 200)
})

test('X7, X95 · a picture that is named but missing from the file is left out, even if somebody else has it', async () => {
  const { sha256 } = await illustrated('Mine')
  const markdown = `![plan](files/${sha256})`
  const note = await must(gil.post<Note>(notebook('/import'), { name: 'x.md', markdown }), 201)
  assert.doesNotMatch(JSON.stringify(note.content), /"image"/)
  assert.match(JSON.stringify(note.content), /plan \(/)
  assert.equal((await gil.get(at(note.id, `/files/${sha256}`))).status, 404)
})

test('X118, X122 · a deceptive ZIP is refused by name, and nothing is imported', async () => {
  const count = async () =>
    (await must(ada.get<{ items: unknown[] }>(`/api/spaces/${group}/notes?limit=200`))).items.length
  const before = await count()
  const md = { name: 'a.md', data: 'x' }
  const bad: [CraftedEntry[], string][] = [
    [[], 'unreadable'],
    [[md, { name: 'b.md', data: 'y' }], 'one-text'],
    [[{ name: 'a.png', data: 'x' }], 'one-text'],
    [[{ name: '../a.md', data: 'x' }], 'unreadable'],
    [[{ name: '/etc/a.md', data: 'x' }], 'unreadable'],
    [[{ name: 'a.md', data: 'x'.repeat(100), size: 3 }], 'unreadable'],
    [[{ name: 'a.md', data: Buffer.from([0, 1, 2]) }], 'unreadable'],
    [[md, { name: 'big', data: 'x', size: 2 ** 31 }], 'too-large'],
    [
      [
        { name: 'a.md', data: '![x](p.png)' },
        { name: 'p.png', data: '<svg/>' },
      ],
      'picture',
    ],
  ]
  for (const [entries, code] of bad) {
    const zip = entries.length > 0 ? craftedZip(entries) : Buffer.from('PK\u0003\u0004 no archive')
    const { status, body } = await sent(gil, 'a.zip', zip)
    assert.equal(status, 400, code)
    assert.deepEqual(
      body.fields.map((each) => [each.field, each.code]),
      [['body', code]],
    )
  }
  assert.equal(await count(), before)
})

test('O7, X133 · the pictures of a file count: a note that does not fit is not made at all', async () => {
  const told = await must(ada.get<{ used: number }>(`/api/spaces/${group}/storage`))
  await planFor(instance, ada, { storage: told.used + 1000 })
  const zip = craftedZip([
    { name: 'a.md', data: '![x](p.png)' },
    {
      name: 'p.png',
      data: await sharp({
        create: {
          width: 400,
          height: 400,
          channels: 3,
          background: 'red',
          noise: { type: 'gaussian', mean: 100, sigma: 50 },
        },
      })
        .png()
        .toBuffer(),
    },
  ])
  const refused = await sent(gil, 'Too large.zip', zip)
  assert.equal(refused.status, 409)
  const { items } = await must(gil.get<{ items: Note[] }>(`/api/spaces/${group}/notes?limit=200`))
  assert.ok(!items.some(({ title }) => title === 'Too large' || title === 'a'))
  await planFor(instance, ada, { storage: 10 ** 9 })
})

test('N · a file is read in the encoding in which it was written; a file that is not text is refused', async () => {
  const latin = Buffer.from('R\xe9union de l\x92\xe9t\xe9 : 50 \x80\r', 'latin1')
  const wide = Buffer.from('\uFEFF# Été\r\n\r\nfin', 'utf16le')
  const first = await sent(mina, 'notes.txt', latin)
  assert.deepEqual(
    [first.body.text.trim(), first.body.encoding],
    ['Réunion de l’été : 50 €', 'windows-1252'],
  )
  const second = await sent(mina, 'x.md', wide)
  assert.deepEqual(
    [second.body.title, second.body.text.trim(), second.body.encoding],
    ['Été', 'fin', 'utf-16le'],
  )
  const long = await sent(mina, 'x.md', Buffer.from('words '.repeat(170_000)))
  assert.deepEqual([long.status, long.body.fields[0]!.code], [400, 'too-large'])
  const { status, body } = await sent(mina, 'x.md', Buffer.from([0, 159, 146, 150]))
  assert.deepEqual([status, body.fields[0]!.code], [400, 'unreadable'])
})

test('N · the title of an import is its first heading as words, its name, or its first line; no text is lost by it', async () => {
  const cases: [name: string | undefined, markdown: string, title: string, text: string][] = [
    ['a.md', '# Minutes\r\n\r\nHello\r\n', 'Minutes', 'Hello'],
    ['a.md', '# **The** [plan](https://a.org) `v1` #\n\nx', 'The plan v1', 'x'],
    ['A & B.txt', '## Below\n\nx', 'A & B', '## Below\n\nx'],
    [undefined, '```js\nlet a = 1\n```\n\nend', 'let a = 1', '```js\nlet a = 1\n```\n\nend'],
    [undefined, '| a | b |\n| - | - |\n| 1 | 2 |', 'a b', '| a | b |\n| - | - |\n| 1 | 2 |'],
    [undefined, '- one\n- two', 'one', '- one\n- two'],
    [undefined, '# Only\n', 'Only', ''],
    [undefined, '---\n', 'Untitled', '___'],
  ]
  for (const [name, markdown, title, text] of cases) {
    const body = { ...(name && { name }), markdown, title: 'heading' }
    const note = await must(mina.post<Note>(notebook('/import'), body), 201)
    assert.deepEqual([note.title, note.text.trim()], [title, text])
    if (!name) continue
    const file = await sent(mina, name, Buffer.from(markdown))
    assert.deepEqual([file.body.title, file.body.text.trim()], [title, text])
  }
})

test('A2, A10 · only where a person may add, whichever way a text is imported', async () => {
  const bytes = Buffer.from('x')
  assert.equal((await sent(rita, 'x.md', bytes, closed)).status, 403)
  assert.equal((await sent(mina, 'x.md', bytes, closed)).status, 404)
  assert.equal((await sent(xavier, 'x.md', bytes)).status, 404)
})
