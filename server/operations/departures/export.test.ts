import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, rootOf, stage, writeNote } from '../../../test/world/cast.ts'
import { exported as exportOf } from '../../../test/world/exported.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { leftOut, ownTables } from './own-tables.ts'

const instance = await startInstance()
const { cast, group, open } = await stage(instance)
const { ada, mina, rita, edna } = cast

const exported = (who: Client) => exportOf(instance, who)

const rowsOf = (files: Map<string, Buffer>, name: string) =>
  JSON.parse(files.get(`data/${name}.json`)!.toString()) as Record<string, unknown>[]

async function notebookOf(who: Client, space: string): Promise<string> {
  const root = await rootOf(who, space)
  const { items } = await must(
    who.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${space}/containers?tool=notes`,
    ),
  )
  return items.find(({ kind, id }) => kind === 'notebook' && id !== root)!.id
}

const privateSpace = async (who: Client) =>
  (await must(who.get<{ privateSpace: string }>('/api/me'))).privateSpace

test('O9 · whatever refers to a person in the database is in their export, or in a short list with the reason', async () => {
  const columns = await instance.db.rows<{ at: string }>({
    text: `select c.relname || '.' || a.attname as at from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and (
        exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid
          and f.confrelid = 'person'::regclass and a.attnum = any (f.conkey))
        or a.attname ~ '(^|_)(person|author|owner|actor|inviter|viewer|sponsor|principal|successor|creator|user)_?(id|ids)?s?$'
        or a.attname ~ '_by$' or a.attname ~ '^(actors|authors|email|email_key|to_address|from_email|to_email)$')`,
  })
  const answered = new Set([...ownTables.flatMap(({ covers }) => covers), ...Object.keys(leftOut)])
  const found = new Set(columns.map(({ at }) => at))
  assert.deepEqual(
    [...found].filter((at) => !answered.has(at)),
    [],
    'nobody thought of these',
  )
  assert.deepEqual(
    [...answered].filter((at) => !found.has(at)),
    [],
    'these are no more',
  )
})

test('O9 · one’s own data has documents, pictures, comments, settings and marks, in open formats, with a README', async () => {
  const space = await privateSpace(mina)
  const own = await notebookOf(mina, space)
  const diary = await writeNote(mina, space, own, 'Diary', 'Only **mine**.')
  const png = { 'content-type': 'image/png' }
  await must(mina.post(`/api/spaces/${space}/notes/${diary}/files`, picture, png), 201)
  const binned = await writeNote(mina, space, own, 'Binned')
  await must(mina.delete(`/api/spaces/${space}/items/${binned}`), 204)
  const note = await writeNote(mina, group, open, 'Minutes of mine')
  await must(mina.post(`/api/spaces/${group}/items/${note}/comments`, { body: 'As agreed' }), 201)
  const files = await exported(mina)
  const paths = [...files.keys()]
  assert.match(
    files.get('README.en.md')!.toString(),
    /Your data in Atelier[\s\S]*data\/comments\.json/,
  )
  assert.match(files.get('notes/private/Diary.md')!.toString(), /Only \*\*mine\*\*\./)
  assert.ok(paths.includes('notes/trash/Binned.md'), paths.join(', '))
  assert.ok(paths.includes('notes/Éditions/Minutes of mine.md'), paths.join(', '))
  assert.ok(paths.some((path) => path.startsWith('notes/private/Diary - files/')))
  assert.ok(paths.includes('notes/private/Diary.jsonl'), 'with what its versions are made of')
  assert.deepEqual(
    rowsOf(files, 'comments').map(({ title, body }) => [title, body]),
    [['Minutes of mine', 'As agreed']],
  )
  assert.equal(
    (JSON.parse(files.get('profile.json')!.toString()) as { email: string }).email,
    mina.email,
  )
  assert.deepEqual([rowsOf(files, 'sessions').length, rowsOf(files, 'memberships').length], [1, 1])
  for (const { file } of ownTables) assert.ok(files.has(`data/${file}.json`), file)
})

test('O9, A11 · nothing of anybody else is in it, no secret, and of groups nothing after leaving', async () => {
  const secret = await writeNote(ada, group, open, 'Minutes of Ada')
  await must(ada.post(`/api/spaces/${group}/items/${secret}/comments`, { body: 'By Ada' }), 201)
  await writeNote(rita, group, open, 'Left in the group')
  await rita.put(`/api/spaces/${group}/items/${secret}/favourite`)
  const before = await exported(rita)
  const all = [...before.values()].join('\n')
  assert.ok(!all.includes('By Ada') && !before.has('notes/Éditions/Minutes of Ada.md'))
  for (const word of ['passwordHash', 'token_hash', 'public_key', 'password_hash', 'secret"'])
    assert.ok(!all.includes(word), word)
  await must(ada.delete(`/api/groups/${group}/members/${rita.id}`), 204)
  const after = await exported(rita)
  assert.ok(![...after.keys()].some((path) => path.startsWith('notes/Éditions/')))
  assert.deepEqual(rowsOf(after, 'favourites'), [])
  assert.deepEqual(rowsOf(after, 'memberships'), [])
  assert.ok(![...after.values()].join('\n').includes('Minutes of Ada'))
})

test('O9 · the README is in the reader’s language', async () => {
  await must(edna.patch('/api/me', { language: 'fr' }), 204)
  const files = await exported(edna)
  assert.match(files.get('README.fr.md')!.toString(), /Vos données dans Atelier/)
})

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
