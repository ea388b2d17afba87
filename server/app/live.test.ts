import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { must, stage, writeNote } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { signedIn, type Client } from '../../test/world/people.ts'
import { liveClient, type LiveClient } from '../../test/world/live-client.ts'

const instance = await startInstance({ listen: true })
const { cast, group, elsewhere, open, closed } = await stage(instance)
const { ada, mina, gil, rita, edna, farid, xavier } = cast

interface Changes {
  seq: string
  changes: { kind: string; item: string | null }[]
}

async function watching(cookie: string, ...spaces: string[]) {
  const live = await liveClient(instance.address, cookie)
  live.say({ type: 'watch', spaces })
  const { spaces: watched } = await live.next<{ spaces: { space: string }[] }>('watching')
  const seq = watched[0] ? (await pulled(live, watched[0].space)).seq : '0'
  return { live, spaces: watched, seq }
}

/** Without a position, the answer only says where the log is now. */
async function pulled(live: LiveClient, space: string, since?: string) {
  live.say({ type: 'pull', space, since })
  return live.next<Changes>('changes')
}

test('A11 · a change pokes who watches the space, and what changed is pulled', async () => {
  const { live, seq } = await watching(mina.cookie, group)
  const note = await writeNote(ada, group, open, 'Poked')
  assert.deepEqual(await live.next('poke'), { type: 'poke', space: group })
  const { changes } = await pulled(live, group, seq)
  assert.deepEqual(
    changes.map(({ kind, item }) => [kind, item]),
    [['item.added', note]],
  )
  live.close()
})

test('X110 · a pull answers only what this person may view', async () => {
  const { live: minas, seq } = await watching(mina.cookie, group)
  const { live: ritas, seq: ritasSeq } = await watching(rita.cookie, group)
  const note = await writeNote(edna, group, closed, 'In the closed notebook')
  const [forMina, forRita] = await Promise.all([
    pulled(minas, group, seq),
    pulled(ritas, group, ritasSeq),
  ])
  assert.ok(!forMina.changes.some(({ item }) => item === note))
  assert.ok(forRita.changes.some(({ item }) => item === note))
  minas.close()
  ritas.close()
})

/** The number of pokes that arrive shortly after the act. */
async function nextPokeAfter(live: LiveClient, act: () => Promise<unknown>): Promise<number> {
  const before = live.waiting('poke')
  await act()
  await new Promise((resolve) => setTimeout(resolve, 300))
  return live.waiting('poke') - before
}

/** Everything that somebody outside a space can count about it. */
async function counted(who: Client, live: LiveClient) {
  const { body } = await who.get<Changes>(`/api/spaces/${group}/changes`)
  const all = await who.get<Changes>(`/api/spaces/${group}/changes?since=0`)
  return { now: body, all: all.body, pulled: await pulled(live, group) }
}

test('I1, G10, X63 · a hidden change pokes no page of theirs and moves no position', async () => {
  const hidden = await writeNote(ada, group, open, 'To be hidden')
  const marked = `/api/spaces/${group}/items/${hidden}/internal-only`
  const { live: gils } = await watching(gil.cookie, group)
  const { live: minas } = await watching(mina.cookie, group)
  assert.ok(
    (await nextPokeAfter(gils, () => must(ada.put(marked, { internalOnly: true })))) > 0,
    'it is seen to go',
  )
  const before = { gil: await counted(gil, gils), mina: await counted(mina, minas) }
  const minasPokes = minas.waiting('poke')
  const pokes = await nextPokeAfter(gils, async () => {
    const comments = `/api/spaces/${group}/items/${hidden}/comments`
    await must(ada.post(comments, { body: 'Between us', mentions: [] }), 201)
    await must(ada.put(`/api/spaces/${group}/items/${hidden}/tags/urgent`), 204)
    await writeNote(edna, group, closed, 'In the closed notebook')
  })
  assert.equal(pokes, 0)
  assert.deepEqual(await counted(gil, gils), before.gil)
  assert.ok(minas.waiting('poke') > minasPokes, 'who sees it hears of it')
  assert.notDeepEqual(await counted(mina, minas), before.mina)
  const shown = await writeNote(ada, group, open, 'For everybody')
  await gils.next('poke')
  const { changes } = await pulled(gils, group, before.gil.now.seq)
  assert.deepEqual(
    changes.map(({ item }) => item),
    [shown],
  )
  gils.close()
  minas.close()
})

test('I1 · a position is one person’s, in one space', async () => {
  const { live, seq } = await watching(mina.cookie, group)
  for (const [who, space] of [
    [rita, group],
    [mina, elsewhere],
  ] as const) {
    const { status } = await who.get(`/api/spaces/${space}/changes?since=${seq}`)
    assert.equal(status, who === rita ? 400 : 404)
  }
  assert.equal((await mina.get(`/api/spaces/${group}/changes?since=${'A'.repeat(22)}`)).status, 400)
  live.close()
})

test('A10 · nobody watches a space that they may not enter, and a pull of it says nothing', async () => {
  const { live, spaces, seq } = await watching(xavier.cookie, group, elsewhere)
  assert.deepEqual(
    spaces.map(({ space }) => space),
    [elsewhere],
  )
  assert.notEqual(seq, '0')
  assert.deepEqual((await pulled(live, group, '0')).changes, [])
  const former = await watching(farid.cookie, group)
  assert.deepEqual(former.spaces, [])
  live.close()
  former.live.close()
})

test('J6, I2 · a page that asks to watch a space it may not enter is told that it is gone, whether it exists or not', async () => {
  const none = '01900000-0000-7000-8000-000000000000'
  const { live } = await watching(farid.cookie, group, none)
  assert.deepEqual(await live.next('gone'), { type: 'gone', space: group })
  assert.deepEqual(await live.next('gone'), { type: 'gone', space: none })
  live.close()
})

test('I2 · a pull of a space that is hidden and of one that is not there answer alike', async () => {
  const { live, seq } = await watching(xavier.cookie, elsewhere)
  const none = '01900000-0000-7000-8000-000000000000'
  for (const since of [undefined, '0', seq]) {
    const hidden = await pulled(live, group, since)
    const absent = await pulled(live, none, since)
    assert.deepEqual({ ...hidden, space: '' }, { ...absent, space: '' })
  }
  live.close()
})

test('J6 · a person who is removed is told that the space is gone, and nothing more of it', async () => {
  const { live, seq } = await watching(gil.cookie, group)
  await must(ada.delete(`/api/groups/${group}/members/${gil.id}`), 204)
  const gone = await live.next<{ space: string }>('gone')
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
    const { people } = await live.next<{ people: Person[] }>('presence')
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
  for (let i = 0; i < 200; i++) live.say({ type: 'pull', space: group, since: '0' })
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
