import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { must, stage, writeNote } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { signedIn } from '../../test/world/people.ts'
import { liveClient, type LiveClient } from '../../test/world/live-client.ts'

const instance = await startInstance({ listen: true })
const { cast, group, elsewhere, open, closed } = await stage(instance)
const { ada, mina, gil, rita, edna, farid, xavier } = cast

interface Changes {
  seq: number
  changes: { seq: number; kind: string; item: string | null }[]
}

async function watching(cookie: string, ...spaces: string[]) {
  const live = await liveClient(instance.address, cookie)
  live.say({ type: 'watch', spaces })
  const answer = await live.next<{ spaces: { space: string; seq: number }[] }>('watching')
  return { live, spaces: answer.spaces, seq: answer.spaces[0]?.seq ?? 0 }
}

async function pulled(live: LiveClient, space: string, since: number) {
  live.say({ type: 'pull', space, since })
  return live.next<Changes>('changes')
}

test('A11 · a change pokes who watches the space, and what changed is pulled', async () => {
  const { live, seq } = await watching(mina.cookie, group)
  const note = await writeNote(ada, group, open, 'Poked')
  const poke = await live.next<{ space: string; seq: number }>('poke')
  assert.equal(poke.space, group)
  assert.ok(poke.seq > seq)
  const { changes } = await pulled(live, group, seq)
  assert.deepEqual(
    changes.map(({ kind, item }) => [kind, item]),
    [['item.added', note]],
  )
  live.close()
})

test('X110 · a pull answers only what this person may view', async () => {
  const { live: minas, seq } = await watching(mina.cookie, group)
  const { live: ritas } = await watching(rita.cookie, group)
  const note = await writeNote(edna, group, closed, 'In the closed notebook')
  const [forMina, forRita] = await Promise.all([
    pulled(minas, group, seq),
    pulled(ritas, group, seq),
  ])
  assert.ok(!forMina.changes.some(({ item }) => item === note))
  assert.ok(forRita.changes.some(({ item }) => item === note))
  assert.equal(forMina.seq, forRita.seq, 'hidden lines count as read')
  minas.close()
  ritas.close()
})

test('A10 · nobody watches a space that they may not enter, and a pull of it says nothing', async () => {
  const { live, spaces, seq } = await watching(xavier.cookie, group, elsewhere)
  assert.deepEqual(
    spaces.map(({ space }) => space),
    [elsewhere],
  )
  assert.ok(seq > 0)
  assert.deepEqual((await pulled(live, group, 0)).changes, [])
  const former = await watching(farid.cookie, group)
  assert.deepEqual(former.spaces, [])
  live.close()
  former.live.close()
})

test('I2 · a pull of a space that is hidden and of one that is not there answer alike', async () => {
  const live = await liveClient(instance.address, xavier.cookie)
  const none = '01900000-0000-7000-8000-000000000000'
  const hidden = await pulled(live, group, 0)
  const absent = await pulled(live, none, 0)
  assert.deepEqual({ ...hidden, space: '' }, { ...absent, space: '' })
  live.close()
})

test('J6 · who is removed hears that the space is gone, and no more of it', async () => {
  const { live, seq } = await watching(gil.cookie, group)
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  const gone = await live.next<{ space: string }>('gone', 1000)
  assert.equal(gone.space, group)
  const pokes = live.waiting('poke')
  await writeNote(ada, group, open, 'After they left')
  assert.deepEqual((await pulled(live, group, seq)).changes, [])
  assert.ok(live.waiting('poke') <= pokes + 1, 'at most the poke of the removal itself')
  live.close()
})

test('O1 · signing out closes the live connections of that session, with 4401', async () => {
  const other = await signedIn(instance, mina.id)
  const ending = await liveClient(instance.address, other.cookie)
  const staying = await watching(mina.cookie, group)
  await must(other.delete('/api/session'), 204)
  assert.equal(await ending.closed, 4401)
  await pulled(staying.live, group, staying.seq)
  staying.live.close()
})

test('S1 · who shares a group sees who is there, unless they hide', async () => {
  const { live: minas } = await watching(mina.cookie, group)
  const { live: ritas } = await watching(rita.cookie, group)
  const seen = await untilPresent(minas, rita.id, 'online')
  assert.ok(seen)
  assert.equal(instance.app.house.live.presenceOf(rita.id), 'online')
  ritas.say({ type: 'here', space: group, state: 'away' })
  await untilPresent(minas, rita.id, 'away')
  await instance.db.run({
    text: 'update person set presence_hidden = true where id = $1',
    values: [rita.id],
  })
  instance.app.house.live.recheck(rita.id)
  await untilPresent(minas, rita.id, 'offline')
  assert.equal(instance.app.house.live.presenceOf(rita.id), 'offline')
  await instance.db.run({
    text: 'update person set presence_hidden = false where id = $1',
    values: [rita.id],
  })
  minas.close()
  ritas.close()
})

test('S1 · where somebody is, is told to who is there too and may view it', async () => {
  const note = await writeNote(ada, group, closed, 'Two are here')
  const { live: ritas } = await watching(rita.cookie, group)
  const { live: ednas } = await watching(edna.cookie, group)
  const { live: minas } = await watching(mina.cookie, group)
  for (const live of [ritas, minas])
    live.say({ type: 'here', space: group, item: note, state: 'online' })
  await untilPresent(minas, mina.id, 'online')
  ednas.say({ type: 'here', space: group, item: note, state: 'online' })
  const person = await untilPresent(ritas, edna.id, 'online', note)
  assert.equal(person.item, note)
  ednas.say({ type: 'here', space: group, state: 'away' })
  const told = await untilPresent(minas, edna.id, 'away')
  assert.equal(told.item, undefined)
  for (const live of [ritas, ednas, minas]) live.close()
})

interface Person {
  id: string
  state: string
  item?: string
}

async function untilPresent(live: LiveClient, id: string, state: string, item?: string) {
  for (;;) {
    const { people } = await live.next<{ people: Person[] }>('presence', 3000)
    const found = people.find((person) => person.id === id && person.state === state)
    if (found && (item === undefined || found.item === item)) return found
  }
}

test('X131 · a page of another site cannot speak with the session of its reader', async () => {
  await assert.rejects(
    liveClient(instance.address, mina.cookie, { origin: 'https://elsewhere.example' }),
    { status: 403 },
  )
  const own = await liveClient(instance.address, mina.cookie, { origin: instance.address })
  own.close()
})

test('I2 · without a session there is no live connection', async () => {
  await assert.rejects(liveClient(instance.address, ''), { status: 401 })
  await assert.rejects(liveClient(instance.address, 'atelier_session=made-up'), { status: 401 })
})

test('X120 · a message that declares a huge length is refused before it is kept', async () => {
  const live = await liveClient(instance.address, mina.cookie)
  live.sendFrame(new Uint8Array(2 * 1024 * 1024))
  assert.equal(await live.closed, 1009)
})

test('X120 · messages that mean nothing change nothing', async () => {
  const { live, seq } = await watching(mina.cookie, group)
  for (const message of [
    {},
    [],
    { type: 'pull' },
    { type: 'pull', space: "'; drop table change; --", since: 1 },
    { type: 'pull', space: group, since: -1 },
    { type: 'pull', space: group, since: 1e300 },
    { type: 'watch', spaces: [1, null, 'x'.repeat(5000)] },
    { type: 'here', space: group, item: {} },
    { type: '__proto__' },
  ])
    live.say(message)
  live.sendFrame(new Uint8Array([255, 255, 255, 255, 255, 255]))
  live.sendFrame(new Uint8Array())
  live.say({ type: 'watch', spaces: [group] })
  await live.next('watching')
  await pulled(live, group, seq)
  live.close()
})

test('I12 · who floods is let go', async () => {
  const live = await liveClient(instance.address, mina.cookie)
  for (let i = 0; i < 200; i++) live.say({ type: 'pull', space: group, since: 0 })
  assert.equal(await live.closed, 4429)
})

test('X120 · an upgrade of another path gets a plain answer', async () => {
  const { port, hostname } = new URL(instance.address)
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `GET /api/me HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      ),
    )
    socket.on('data', (data) => resolve(data.toString()))
  })
  assert.match(answer, /^HTTP\/1\.1 404/)
})
