import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { works } from '../../server/app/works.ts'
import { rootOf, makeNotebook, giveRights, stage, writeNote } from '../world/cast.ts'
import { putForward } from '../world/clock.ts'
import { startInstance } from '../world/instance.ts'
import { liveClient, type LiveClient } from '../world/live-client.ts'
import { signedIn, type Answer, type Client } from '../world/people.ts'
import { LiveLedger } from './live-ledger.ts'
import { setClock, type People } from '../access/acts.ts'
import { begin, clockOf, historyOfAll, playOn, setScene } from '../access/model-play.ts'
import { notes, shelves } from '../access/model-tools.ts'
import type { Verdict } from '../access/model.ts'
import { makeHolder, makeItem, otherKinds } from '../access/tool-places.ts'
import { startProcess, until, withShelves, type ServerProcess } from './server-process.ts'

/**
 * Two server processes on one database and one data folder behave as one (docs/scaling.md): acts at one take effect at
 * the other. A third process, in which this file runs, makes the world.
 */
const instance = await startInstance()
const { cast, organization, group, open } = await stage(instance)
const { ada, gil, mina, rita, edna } = cast
const paperKind = otherKinds.find(({ kind }) => kind === 'paper')!
const { container: box } = await makeHolder(paperKind, ada, group, { name: 'Box', like: open })
const paperOf = (by: Client) => makeItem(paperKind, by, { space: group, container: box })
const processes: ServerProcess[] = []
after(() => {
  for (const { child } of processes) child.kill('SIGKILL')
})
const [first, two] = await Promise.all([started(), started()])
let one = first

async function started(): Promise<ServerProcess> {
  const { host, port, user, database, password } = instance.connection as Record<string, string>
  const at = `${encodeURIComponent(user ?? '')}${password ? `:${password}` : ''}`
  const settings = {
    DATABASE_URL: `postgres://${at}@/${database}?host=${encodeURIComponent(host!)}&port=${port ?? 5432}`,
    DATA_DIR: instance.config.dataDir,
    LOG_LEVEL: 'silent',
  }
  const process = await startProcess(settings, withShelves)
  assert.ok(process.address, process.said())
  processes.push(process)
  return process
}

/** Sends a request of somebody to this process, from the browser where they are signed in. */
function send(process: ServerProcess, who: Client, method: string, path: string, body?: unknown) {
  return fetch(process.address + path, {
    method,
    headers: {
      cookie: who.cookie,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function at(...sent: Parameters<typeof send>) {
  const answer = await send(...sent)
  const [, , method, path] = sent
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
  return answer
}

async function watching(process: ServerProcess, who: { cookie: string }, ...spaces: string[]) {
  const live = await liveClient(process.address, who.cookie)
  live.say({ type: 'watch', spaces })
  await live.next('watching')
  return live
}

interface Person {
  id: string
  state: string
}

async function untilPresent(live: LiveClient, id: string, state: string): Promise<void> {
  for (;;) {
    const { people } = await live.next<{ people: Person[] }>('presence', 20_000)
    if (people.some((person) => person.id === id && person.state === state)) return
  }
}

test('A11 · a change at one process pokes the pages that are open at the other, and nobody who may not see it', async () => {
  const minas = await watching(two, mina, group)
  const xaviers = await liveClient(two.address, cast.xavier.cookie)
  await at(one, ada, 'POST', `/api/spaces/${group}/notebooks/${open}/notes`, { title: 'Poked' })
  assert.deepEqual(await minas.next('poke'), { type: 'poke', space: group })
  const paper = { title: 'Poked too', body: '', worth: 1 }
  await at(one, ada, 'POST', `/api/spaces/${group}/boxes/${box}/papers`, paper)
  assert.deepEqual(await minas.next('poke'), { type: 'poke', space: group })
  assert.equal(xaviers.waiting('poke'), 0)
  minas.close()
  xaviers.close()
})

test('S1 · who is there is told across processes, also to a page that opens later, and ends with the process', async () => {
  const three = await started()
  const minas = await watching(three, mina, group)
  const ritas = await watching(two, rita, group)
  await untilPresent(ritas, mina.id, 'online')
  await untilPresent(minas, rita.id, 'online')
  minas.say({ type: 'state', state: 'away' })
  await untilPresent(ritas, mina.id, 'away')
  const ednas = await watching(one, edna, group)
  await untilPresent(ednas, mina.id, 'away')
  three.child.kill('SIGKILL')
  await untilPresent(ritas, mina.id, 'offline')
  await untilPresent(ednas, mina.id, 'offline')
  ritas.close()
  ednas.close()
})

test('O1 · signing out, and ending all other sessions, closes the connections at the other process', async () => {
  const other = await signedIn(instance, mina.id)
  const ending = await watching(two, other, group)
  const staying = await watching(two, mina, group)
  await at(one, other, 'DELETE', '/api/session')
  assert.equal(await ending.closed, 4401)
  const third = await signedIn(instance, mina.id)
  const everywhere = await Promise.all([watching(one, third, group), watching(two, third, group)])
  await at(one, mina, 'DELETE', '/api/me/sessions')
  assert.deepEqual(await Promise.all(everywhere.map(({ closed }) => closed)), [4401, 4401])
  staying.say({ type: 'pull', space: group })
  await staying.next('changes')
  staying.close()
})

test('N · text written at one process in an item of any tool is read at the other, and found by its words', async () => {
  for (const item of [await writeNote(mina, group, open, 'Of two', ''), await paperOf(mina)]) {
    const [minas, ritas] = await Promise.all([
      watching(one, mina, group),
      watching(two, rita, group),
    ])
    const [hers, seen] = [await minas.open(group, item), await ritas.open(group, item)]
    await hers.write('From one to the other')
    await seen.until((text) => text.includes('From one to the other'))
    minas.close()
    ritas.close()
  }
  const found = async () => {
    const answer = await at(two, rita, 'GET', '/api/search?q=%22from+one+to+the+other%22')
    return ((await answer.json()) as { items: object[] }).items.length
  }
  assert.ok(await until(async () => (await found()) === 2))
})

test('J6, I6 · somebody who is removed at one process is out at the other, of the space and of the items that are open', async () => {
  const note = await writeNote(ada, group, open, 'Open here')
  const paper = await paperOf(ada)
  const gils = await watching(two, gil, group)
  const rooms = [await gils.open(group, note), await gils.open(group, paper)]
  await at(one, ada, 'DELETE', `/api/groups/${group}/members/${gil.id}`)
  assert.equal((await gils.next<{ space: string }>('gone')).space, group)
  for (const { closed } of rooms) await closed
  gils.close()
})

test('G13 · an export that is asked for at one process is downloaded and imported through the other', async () => {
  const asked = await at(one, ada, 'POST', `/api/groups/${group}/exports`)
  const { id } = (await asked.json()) as { id: string }
  const path = `/api/groups/${group}/exports`
  type Exports = { items: { id: string; state: string }[] }
  const ready = async (at: ServerProcess) => {
    const answer = await fetch(at.address + path, { headers: { cookie: ada.cookie } })
    return ((await answer.json()) as Exports).items.some(
      (one) => one.id === id && one.state === 'ready',
    )
  }
  while (!(await ready(two))) await later(50)
  const both = await Promise.all(
    [one, two].map(async (process) => {
      const archive = await at(process, ada, 'GET', `${path}/${id}/archive`)
      return Buffer.from(await archive.arrayBuffer())
    }),
  )
  assert.ok(both[0]!.length > 100 && both[0]!.equals(both[1]!))
  const sent = await fetch(`${two.address}/api/group-imports`, {
    method: 'POST',
    headers: { cookie: ada.cookie, 'content-type': 'application/zip' },
    body: new Uint8Array(both[0]!),
  })
  const { id: brought } = (await sent.json()) as { id: string }
  const of = `/api/group-imports/${brought}`
  const state = async () =>
    ((await (await at(one, ada, 'GET', of)).json()) as { state: string }).state
  while ((await state()) !== 'ready') await later(50)
  await at(one, ada, 'POST', `${of}/confirmation`, { name: 'Imported through the other' })
  while ((await state()) !== 'made') await later(50)
})

test('E1 · each comment is told once by the processes together, though leases are taken away and one of them dies', async () => {
  const note = await writeNote(mina, group, open, 'Talked about')
  const path = `/api/spaces/${group}/items/${note}/comments`
  let said = 0
  for (let n = 0; n < 24; n++) {
    if (n === 12) one.child.kill('SIGKILL')
    const by = n % 2 === 0 && n < 12 ? one : two
    await at(by, ada, 'POST', path, { body: `Word ${n}`, mentions: [] })
    said++
    await instance.db.run({ text: `update work set leased_until = now() where name = 'notices'` })
  }
  const told = async () => {
    const row = await instance.db.row<{ events: number }>({
      text: `select coalesce(sum(events), 0)::int as events from notice where person_id = $1 and about = $2 and kind = 'comment'`,
      values: [mina.id, note],
    })
    return row!.events
  }
  while ((await told()) < said) {
    await instance.db.run({ text: `update work set leased_until = now() where name = 'notices'` })
    await later(300)
  }
  assert.equal(await told(), said)
  one = await started()
})

test('I6 · a process that dies before it could tell costs nobody their right: the others ask again', async () => {
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'For two')
  await giveRights(ada, group, notebook, [[{ kind: 'person', id: edna.id }, 'editor']])
  const ednas = await watching(two, edna, group)
  // As if the first process had committed this and died before announcing it.
  await instance.db.run({
    text: 'delete from flat_membership where group_id = $1 and person_id = $2',
    values: [group, edna.id],
  })
  one.child.kill('SIGKILL')
  assert.equal((await ednas.next<{ space: string }>('gone', 20_000)).space, group)
  ednas.close()
  one = await started()
})

test('A11 · a line whose poke was lost is announced once the others notice the silence', async () => {
  const minas = await watching(two, mina, group)
  await instance.app.house.bus.close()
  await writeNote(ada, group, open, 'Said to nobody')
  one.child.kill('SIGKILL')
  await minas.next('poke', 20_000)
  minas.close()
  one = await started()
})

test('J6 · without messages from the other processes no connection stays open: clients connect again and are identified again', async () => {
  const minas = await watching(two, mina, group)
  await instance.db.run({
    text: `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'atelier bus' and datname = current_database()`,
  })
  assert.equal(await minas.closed, 1013)
  let again: LiveClient | undefined
  while (!again) again = await watching(two, mina, group).catch(() => undefined)
  await at(one, ada, 'POST', `/api/spaces/${group}/notebooks/${open}/notes`, { title: 'After' })
  await again.next('poke')
  again.close()
})

test('N · nothing is lost of a text that two people write at two processes when one is killed, and the other merges its edits', async () => {
  const note = await writeNote(mina, group, open, 'Killed in the middle', '')
  const editors = `/api/spaces/${group}/items/${note}/editors`
  await at(two, mina, 'PUT', editors, { principals: [{ kind: 'person', id: rita.id }] })
  const [minas, ritas] = [new LiveLedger('mina'), new LiveLedger('rita')]
  const acknowledged = (ledger: LiveLedger, lines: number) =>
    until(() => ledger.acknowledged.length >= lines)
  const writing = [
    minas.write(one.address, mina.cookie, group, note),
    ritas.write(two.address, rita.cookie, group, note),
  ]
  await Promise.all([acknowledged(minas, 50), acknowledged(ritas, 50)])
  one.child.kill('SIGKILL')
  await acknowledged(ritas, ritas.acknowledged.length + 50)
  minas.stop()
  ritas.stop()
  await Promise.all(writing)
  const text = 'select from live_text_update where item_id = $1'
  const left = async () => (await instance.db.rows({ text, values: [note] })).length
  assert.ok(await until(async () => (await left()) === 0), 'put together')
  for (const ledger of [minas, ritas]) assert.deepEqual(await ledger.lost(instance.db, note), [])
  one = await started()
})

/** The same browsers; each request goes to the process that did not get the one before. */
function inTurns(people: People): People {
  let sent = 0
  const by =
    (who: Client, method: string) =>
    async <Body>(path: string, body?: unknown): Promise<Answer<Body>> => {
      const answer = await send(sent++ % 2 === 0 ? one : two, who, method, path, body)
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json')
      return {
        status: answer.status,
        body: (isJson ? JSON.parse(text) : text) as Body,
        headers: Object.fromEntries(answer.headers),
        cookie: undefined,
      }
    }
  const asked = (who: Client): Client => ({
    ...who,
    ...{ get: by(who, 'GET'), post: by(who, 'POST'), put: by(who, 'PUT') },
    ...{ patch: by(who, 'PATCH'), delete: by(who, 'DELETE') },
  })
  return new Map([...people].map(([id, who]) => [id, asked(who)]))
}

/** The model sweeps ended memberships itself; background work would do it at moments that the model does not know. */
async function holdWork(): Promise<void> {
  await instance.db.run({
    text: `insert into work as w (name, holder, leased_until) select unnest($1::text[]), gen_random_uuid(), 'infinity'
      on conflict (name) do update set holder = excluded.holder, fence = w.fence + 1, leased_until = excluded.leased_until`,
    values: [works.map(({ name }) => name)],
  })
}

test('A1 to A11, I5, I10 · on two processes that get the requests in turn, every act and every list agrees with the rules in plain words', async (t) => {
  await holdWork()
  setClock(clockOf(instance))
  const seed = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const all = historyOfAll(seed)
  const half = Math.ceil(all.length / 2)
  const verdicts = new Map<Verdict, number>()
  for (const [tool, history] of [
    [notes, all.slice(0, half)],
    [shelves, all.slice(half)],
  ] as const) {
    await putForward(instance, 0)
    const scene = await setScene(instance, organization, tool.name)
    const play = await begin({ ...scene, people: inTurns(scene.people) }, tool, verdicts)
    await playOn(play, history).catch((wrong: unknown) =>
      assert.fail(`${tool.name}, MODEL_SEED=${seed}:\n${play.said.join('\n')}\n${String(wrong)}`),
    )
  }
  t.diagnostic(`seed ${seed}: ${JSON.stringify(Object.fromEntries(verdicts))}`)
  assert.ok((verdicts.get('done') ?? 0) > 3, 'hardly anything was done')
})
