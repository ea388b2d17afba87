import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { handOver } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { doors } from '../../app/doors.ts'
import type { SpaceId } from '../../kernel/ids.ts'

const instance = await startInstance()
const { cast, group, elsewhere, open, closed } = await stage(instance)
const { ada, cosmo, mina, rita, gil, oona, xavier } = cast

interface Note {
  id: string
  title: string
  favourite: boolean
  may: Record<string, boolean>
}
interface Page {
  items: Note[]
}
interface Viewing {
  token: string
  person: { id: string } | null
}

const at = `/api/groups/${group}`
const notes = `/api/spaces/${group}/notes?limit=200`
const secret = await writeNote(ada, group, closed, 'In the closed notebook')
const minas = await writeNote(mina, group, open, 'By Mina')
await must(mina.put(`/api/spaces/${group}/items/${minas}/favourite`), 204)

const as = async (body: object) => {
  const { token } = await must(ada.post<Viewing>(`${at}/viewings`, body), 201)
  return { 'atelier-view-as': token }
}
const mark = 'Zwiebelkuchen'
const telling: string[] = []
const titles = ({ items }: Page) => items.map(({ title }) => title).toSorted()

test('A8 · an administrator sees the group as a member, a guest or a moderator would, and as this very member does', async () => {
  for (const [body, like] of [
    [{ role: 'member', guest: true }, gil],
    [{ person: rita.id }, rita],
    [{ person: mina.id }, mina],
  ] as const) {
    const headers = await as(body)
    const seen = await must(ada.get<Page>(notes, undefined, headers))
    assert.deepEqual(titles(seen), titles(await must(like.get<Page>(notes))))
    for (const each of [secret, minas]) {
      const path = `/api/spaces/${group}/notes/${each}`
      const theirs = await like.get<Note>(path)
      const shown = await ada.get<Note>(path, undefined, headers)
      assert.equal(shown.status, theirs.status)
      if (theirs.status === 200) assert.deepEqual(shown.body.may, theirs.body.may)
    }
    const own = await must(like.get<{ may: object }>(at))
    assert.deepEqual((await must(ada.get<{ may: object }>(at, undefined, headers))).may, own.may)
  }
  await giveRights(ada, group, closed, [[{ kind: 'group', id: group }, 'reader']])
  const member = await must(ada.get<Page>(notes, undefined, await as({ role: 'member' })))
  assert.ok(titles(member).includes('In the closed notebook'))
  const moderator = await as({ role: 'moderator' })
  assert.equal(
    (await must(ada.get<{ may: { approve: boolean } }>(at, undefined, moderator))).may.approve,
    (await must(cast.moe.get<{ may: { approve: boolean } }>(at))).may.approve,
  )
})

test('A8 · it only reads, in this group alone, and personal marks of a member stay private', async () => {
  const headers = await as({ person: mina.id })
  const shown = await must(ada.get<Note>(`/api/spaces/${group}/notes/${minas}`, undefined, headers))
  assert.equal(shown.favourite, false)
  assert.equal((await must(mina.get<Note>(`/api/spaces/${group}/notes/${minas}`))).favourite, true)
  for (const change of [
    ada.patch(`/api/spaces/${group}/notes/${minas}`, { title: 'Hers' }, headers),
    ada.post(`/api/spaces/${group}/items/${minas}/comments`, { body: 'As Mina' }, headers),
    ada.delete(`/api/spaces/${group}/items/${minas}`, undefined, headers),
    ada.post(
      `/api/spaces/${group}/items/${minas}/comments`,
      { body: 'By key' },
      { ...headers, 'idempotency-key': 'k' },
    ),
  ]) {
    const refused = await change
    assert.deepEqual(
      [refused.status, (refused.body as unknown as { code: string }).code],
      [403, 'view-as-reads-only'],
    )
  }
  for (const path of [
    '/api/me',
    '/api/home',
    `/api/spaces/${ada.id}/notes`,
    `/api/groups/${elsewhere}`,
  ])
    assert.notEqual((await ada.get(path, undefined, headers)).status, 200, path)
  const people = await instance.db.row<{ n: number }>({
    text: `select count(*)::int as n from person where last_name = 'in this view'`,
  })
  assert.equal(people?.n, 0, 'who stood in is gone')
})

test('A8, I1 · viewing as a member shows nothing of theirs elsewhere, at no door of the group', async () => {
  const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const root = await rootOf(mina, privateSpace as SpaceId)
  const diary = await makeNotebook(mina, privateSpace, root, `${mark} notebook`)
  const secret = await writeNote(mina, privateSpace, diary, `${mark} note`)
  await giveRights(mina, privateSpace, diary, [[{ kind: 'person', id: rita.id }, 'reader']])
  const link = { toSpace: privateSpace, toItem: secret }
  await must(mina.post(`/api/spaces/${group}/items/${minas}/links`, link), 204)
  const things: Record<string, string> = {
    ...{ space: group, group, container: open, item: minas, note: minas, person: rita.id },
    ...{ number: '1', name: 'x', sha: 'f'.repeat(64) },
  }
  const headers = await as({ person: mina.id })
  let answered = 0
  for (const { spec } of doors.filter(
    ({ needs, spec: { method } }) => method === 'GET' && Object.keys(needs).length > 0,
  )) {
    const path = spec.path.replaceAll(/:(\w+)/g, (_, name: string) => things[name] ?? mina.id)
    const own = await mina.get<unknown>(path)
    const seen = await ada.get<unknown>(path, undefined, headers)
    if (seen.status === 200) answered++
    assert.ok(!JSON.stringify(seen.body).includes(mark), spec.name)
    if (JSON.stringify(own.body).includes(mark)) telling.push(spec.name)
  }
  assert.ok(answered > 15, `${answered} doors answered`)
  assert.deepEqual(telling, ['beforeLeaving', 'listLinks'], 'to Mina herself they do tell')
})

/** Fields about a person's own marks, which nobody else reads, and about links out of the group. */
const own = new Set(['favourite', 'following', 'unread', 'seen', 'reference'])
const leadsOut = (value: unknown) =>
  ((value ?? {}) as { space?: { id?: string } }).space?.id !== undefined &&
  (value as { space: { id: string } }).space.id !== group
const shownToBoth = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, inner: unknown) => {
      if (own.has(key)) return undefined
      return Array.isArray(inner) ? inner.filter((each) => !leadsOut(each)) : inner
    }),
  )

const readings = doors.filter(
  ({ needs, spec: { method, path, aboutMe } }) =>
    method === 'GET' &&
    !aboutMe &&
    Object.keys(needs).length > 0 &&
    /:(?:space|group)\b/.test(path),
)

async function readAll(who: Client, headers: Record<string, string>) {
  const things: Record<string, string> = {
    ...{ space: group, group, container: open, item: minas, note: minas, person: rita.id },
    ...{ number: '1', name: 'x', sha: 'f'.repeat(64) },
  }
  const answers = new Map<string, unknown>()
  for (const { spec } of readings) {
    const path = spec.path.replaceAll(/:(\w+)/g, (_, name: string) => things[name] ?? mina.id)
    const { status, body } = await who.get<unknown>(path, undefined, headers)
    answers.set(spec.name, { status, body: shownToBoth(body) })
  }
  return answers
}

for (const name of ['mina', 'rita', 'gil', 'cosmo', 'nestor'] as const)
  test(`A8 · viewing as ${name} shows to the letter what ${name} sees, counts included`, async () => {
    const person = cast[name]
    const headers = await as({ person: person.id }) // first, since the history that they read says so
    const theirs = await readAll(person, {})
    const seen = await readAll(ada, headers)
    const answered = [...theirs.values()].filter(
      (each) => (each as Note & { status: number }).status === 200,
    )
    assert.ok(answered.length > 10, `${answered.length} doors answered`)
    for (const [door, answer] of theirs) assert.deepEqual(seen.get(door), answer, door)
  })

test('A8 · looking as a role, nobody is counted or listed who is not there', async () => {
  const counts = async (headers: Record<string, string>) => ({
    group: await must(ada.get<{ members: number; guests: number }>(at, undefined, headers)),
    people: await must(
      ada.get<{ items: { card: object }[]; total: number }>(
        `${at}/members?limit=200`,
        undefined,
        headers,
      ),
    ),
    audience: await must(
      ada.get<{ total: number; guests: number }>(
        `/api/spaces/${group}/containers/${open}/audience`,
        undefined,
        headers,
      ),
    ),
  })
  const real = await counts({})
  for (const guest of [true, false]) {
    const seen = await counts(await as({ role: 'member', guest }))
    assert.deepEqual(
      [seen.group.members, seen.group.guests],
      [real.group.members, real.group.guests],
    )
    assert.equal(seen.people.total, real.people.total)
    assert.deepEqual(
      seen.people.items.map(({ card }) => card),
      real.people.items.map(({ card }) => card),
    )
    assert.deepEqual(
      [seen.audience.total, seen.audience.guests],
      [real.audience.total, real.audience.guests],
    )
  }
})

test('A8 · only the administrator looks, as long as they are it, and the history says so', async () => {
  for (const other of [cosmo, mina, gil, oona])
    assert.equal((await other.post(`${at}/viewings`, { role: 'member' })).status, 403)
  assert.equal((await xavier.post(`${at}/viewings`, { role: 'member' })).status, 404)
  for (const body of [{}, { role: 'administrator' }, { role: 'member', person: mina.id }])
    assert.equal((await ada.post(`${at}/viewings`, body)).status, 400)
  assert.equal((await ada.post(`${at}/viewings`, { person: xavier.id })).status, 400)
  const { items } = await must(
    ada.get<{ items: { kind: string; detail: { role: string } }[] }>(`${at}/history`),
  )
  assert.ok(
    items.some(({ kind, detail }) => kind === 'group.viewed-as' && detail.role === 'moderator'),
  )
  const headers = await as({ role: 'member' })
  assert.equal((await cosmo.get(notes, undefined, headers)).status, 403, 'the token is Ada’s alone')
  assert.equal((await ada.get(notes, undefined, { 'atelier-view-as': 'x' })).status, 403)
  await handOver(ada, group, mina)
  assert.equal((await ada.get(notes, undefined, headers)).status, 403)
  assert.equal((await ada.get(notes)).status, 200)
})
