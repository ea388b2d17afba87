import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { emptyTrash } from '../items/trash.ts'
import { pruneEnded } from './sync.ts'

const instance = await startInstance()
const { cast, group, open, closed } = await stage(instance)
const { ada, mina, gil, edna, xavier } = cast
const space = `/api/spaces/${group}`

interface Changes {
  items: { id: string; title: string; change: string }[]
  gone: string[]
  token: string
  more: boolean
}
const changes = (who: Client, since?: string, container = open) =>
  who.get<Changes>(
    `${space}/containers/${container}/changes${since === undefined ? '' : `?since=${since}`}`,
  )
const tokenOf = async (who: Client, container = open) =>
  (await must(changes(who, undefined, container))).token
const since = async (who: Client, token: string, container = open) => {
  const { items, gone } = await must(changes(who, token, container))
  return [items.map(({ title, change }) => `${title}: ${change}`), gone]
}
const write = (title: string, notebook = open) => writeNote(mina, group, notebook, title, title)
const move = (item: string, toContainer: string, by = ada) =>
  must(by.post(`${space}/items/${item}/move`, { toSpace: group, toContainer }))
const trash = (item: string) => must(mina.delete(`${space}/items/${item}`), 204)
const restore = (item: string) => must(mina.post(`${space}/items/${item}/restoring`, {}))
const mark = (item: string, internalOnly: boolean) =>
  must(mina.put(`${space}/items/${item}/internal-only`, { internalOnly }))

test('a program that keeps a copy of a notebook is told which items were added, changed and removed', async () => {
  const [kept, thrown] = [await write('Kept'), await write('Thrown')]
  const token = await tokenOf(mina)
  assert.deepEqual(await since(mina, token), [[], []])
  const fresh = await write('Fresh')
  await must(mina.put(`${space}/items/${kept}/tags/oak`), 204)
  await trash(thrown)
  assert.deepEqual(await since(mina, token), [['Fresh: added', 'Kept: changed'], [thrown]])
  await restore(thrown)
  await trash(fresh)
  assert.deepEqual(await since(mina, token), [['Kept: changed', 'Thrown: added'], [fresh]])
})

test('a move is seen on both sides, by those who see the side', async () => {
  const note = await write('Moved')
  const [here, there] = [await tokenOf(edna), await tokenOf(edna, closed)]
  const minas = await tokenOf(mina)
  await move(note, closed)
  assert.deepEqual(await since(edna, here), [[], [note]])
  assert.deepEqual(await since(edna, there, closed), [['Moved: added'], []])
  assert.deepEqual(await since(mina, minas), [[], [note]])
  assert.equal((await changes(mina, minas, closed)).status, 404)
})

test('items purged in the meantime are reported as removed too', async () => {
  const note = await write('Purged')
  const token = await tokenOf(mina)
  await trash(note)
  await emptyTrash(instance.app.house, new Date(Date.now() + 400 * 86_400_000))
  assert.deepEqual(await since(mina, token), [[], [note]])
})

test('I1, G10 · internal items change no byte of the answer to a guest; items that become internal are reported as removed', async () => {
  const token = await tokenOf(gil)
  const answer = async () => (await changes(gil, token)).body
  const before = await answer()
  const note = await must(
    ada.post<{ id: string }>(`${space}/notebooks/${open}/notes`, {
      title: 'Hidden',
      internalOnly: true,
    }),
    201,
  )
  await must(ada.delete(`${space}/items/${note.id}`), 204)
  assert.deepEqual(await answer(), before)
  const shown = await write('Shown')
  const seen = (await must(changes(gil, token))).token
  await mark(shown, true)
  assert.deepEqual(await since(gil, seen), [[], [shown]])
  await trash(shown)
  assert.deepEqual(await since(gil, (await must(changes(gil, seen))).token), [[], []])
})

test('I1 · however much is written that a guest does not see, nothing tells them that there is more', async () => {
  const token = await tokenOf(gil)
  const shown = await write('Shown before')
  const hidden = await write('Hidden')
  await mark(hidden, true)
  await instance.db.run({
    text: `with counter as (update space_counter set seq = seq + 2500 where space_id = $1 returning seq - 2500 as seq)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail, hash)
      select $1, counter.seq + n, now(), $3, 'item.edited', $4, $2, '{}', '' from counter, generate_series(1, 2500) n`,
    values: [group, hidden, ada.id, open],
  })
  const { items, more } = await must(changes(gil, token))
  assert.deepEqual([items.map(({ id }) => id), more], [[shown], false])
  assert.equal((await must(changes(mina, await tokenOf(mina)))).more, false)
})

test('a change of many items is reported like a change of one', async () => {
  const [moved, thrown, kept] = [await write('A'), await write('B'), await write('C')]
  const [token, gils] = [await tokenOf(mina), await tokenOf(gil)]
  const bulk = (act: string, items: string[], more = {}) =>
    must(ada.post(`${space}/bulk/${act}`, { items, ...more }))
  await bulk('moving', [moved], { toContainer: closed })
  await bulk('trashing', [thrown])
  await bulk('internal-only', [kept], { internalOnly: true })
  assert.deepEqual((await must(changes(mina, token))).gone.toSorted(), [moved, thrown].toSorted())
  assert.deepEqual(
    (await must(changes(gil, gils))).gone.toSorted(),
    [moved, thrown, kept].toSorted(),
  )
})

test('a token is refused as too old when the rights of its owner changed, when it is another’s, and when it is none', async () => {
  const [minas, adas] = [await tokenOf(mina), await tokenOf(ada)]
  const grants = (level: string) => ({
    ownList: true,
    grants: [{ principal: { kind: 'group', id: group }, level }],
  })
  await must(ada.put(`${space}/containers/${open}/access`, grants('reader')))
  const { status, body } = await changes(mina, minas)
  assert.deepEqual([status, (body as unknown as { code: string }).code], [410, 'too-old'])
  assert.equal((await changes(ada, adas)).status, 200, 'an administrator’s rights are the same')
  await must(ada.put(`${space}/containers/${open}/access`, grants('contributor')))
  assert.equal((await changes(mina, minas)).status, 200, 'they are again what they were')
  for (const token of [adas, await tokenOf(mina, open).then((t) => t.toUpperCase())])
    assert.equal((await changes(mina, token)).status, 410)
  assert.equal((await changes(mina, '0')).status, 400)
  assert.equal((await changes(xavier, minas)).status, 404)
})

test('a token that was not used for months is refused; rows that only such tokens need are deleted', async (t) => {
  const note = await write('Left long ago')
  const token = await tokenOf(mina)
  await trash(note)
  const kept = async () => {
    const text = 'select count(*)::int as rows from sight_ended where item_id = $1'
    return (await instance.db.row<{ rows: number }>({ text, values: [note] }))!.rows
  }
  const [start, day] = [Date.now(), 86_400_000]
  t.mock.timers.enable({ apis: ['Date'], now: start + 89 * day })
  const used = await must(changes(mina, token))
  assert.deepEqual(used.gone, [note])
  await pruneEnded(instance.app.house)
  assert.equal(await kept(), 1)
  t.mock.timers.setTime(start + 121 * day)
  assert.equal((await changes(mina, token)).status, 410)
  assert.equal((await changes(mina, used.token)).status, 200, 'each answer brings a fresh one')
  t.mock.timers.setTime(start + 151 * day)
  await pruneEnded(instance.app.house)
  assert.equal(await kept(), 0)
})

/** Everything that can happen to one of a few notes, by number. */
const acts = ['write', 'tag', 'trash', 'restore', 'out', 'in', 'mark', 'unmark'] as const

test('replaying the changes since any token gives the list of the notebook, for everybody who sees it', async () => {
  const act = fc.record({ act: fc.constantFrom(...acts), note: fc.nat(4) })
  await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), replayed), {
    numRuns: 12,
    endOnFailure: true,
  })
})

interface Copy {
  token: string
  items: Set<string>
}

async function replayed(history: { act: (typeof acts)[number]; note: number }[]): Promise<void> {
  const notes: string[] = []
  const followers = [mina, gil, edna]
  const copies = followers.map((): Copy[] => [])
  const everSeen = followers.map(() => new Set<string>())
  const look = async () => {
    for (const [at, who] of followers.entries()) {
      const token = await tokenOf(who)
      const items = await listed(who)
      for (const item of items) everSeen[at]!.add(item)
      copies[at]!.push({ token, items })
    }
  }
  await look()
  for (const { act, note } of history) {
    await play(act, notes, note)
    await look()
  }
  for (const [at, who] of followers.entries()) {
    const now = await listed(who)
    for (const copy of copies[at]!)
      assert.deepEqual(await broughtUp(who, copy, everSeen[at]!), [...now].toSorted())
  }
}

/** Plays one act; one that is refused because it cannot be done to that note now changes nothing. */
async function play(act: (typeof acts)[number], notes: string[], n: number): Promise<void> {
  if (act === 'write') return void notes.push(await write(`Note ${notes.length}`))
  const note = notes[n]
  if (!note) return
  const at = `${space}/items/${note}`
  const to = (toContainer: string) => ada.post(`${at}/move`, { toSpace: group, toContainer })
  const does = {
    tag: () => ada.put(`${at}/tags/oak`),
    trash: () => ada.delete(at),
    restore: () => ada.post(`${at}/restoring`, {}),
    out: () => to(closed),
    in: () => to(open),
    mark: () => ada.put(`${at}/internal-only`, { internalOnly: true }),
    unmark: () => ada.put(`${at}/internal-only`, { internalOnly: false }),
  }
  await does[act]()
}

async function listed(who: Client): Promise<Set<string>> {
  const { items } = await must(
    who.get<{ items: { id: string }[]; next: string | null }>(
      `${space}/notebooks/${open}/notes?limit=100`,
    ),
  )
  return new Set(items.map(({ id }) => id))
}

async function broughtUp(who: Client, copy: Copy, everSeen: Set<string>): Promise<string[]> {
  const items = new Set(copy.items)
  for (let { token } = copy, more = true; more;) {
    const found = await must(changes(who, token))
    for (const { id } of found.items) items.add(id)
    for (const id of found.gone) {
      assert.ok(everSeen.has(id), 'nobody hears of what they never saw')
      items.delete(id)
    }
    ;({ token, more } = found)
  }
  return [...items].toSorted()
}
