import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { stage, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { liveClient, type LiveClient } from '../world/live-client.ts'
import type { Client } from '../world/people.ts'

/** The live connection is a door like the others: each of its topics is tried by people who must be refused. */
const instance = await startInstance({ listen: true })
const { cast, group, open, closed, elsewhere } = await stage(instance)
const { ada, edna, farid, gil, mina, oona, xavier, nobody } = cast
const note = await writeNote(mina, group, open, 'Minutes')
const secret = await writeNote(edna, group, closed, 'Closed circle')

const connect = (who: Client) => liveClient(instance.address, who.cookie)

test('A10 · nobody connects without a session, nor with one that is made up', async () => {
  for (const cookie of [nobody.cookie, 'atelier_session=made-up-made-up-made-up-made-up-made-up'])
    await assert.rejects(liveClient(instance.address, cookie), { status: 401 })
})

/** The frames that a person receives after asking for this space and note in every way, without the ids that they sent. */
async function heard(live: LiveClient, space: string, item: string): Promise<string> {
  live.say({ type: 'watch', spaces: [space] })
  const watching = await live.next('watching')
  live.say({ type: 'pull', space, since: 0 })
  const changes = await live.next('changes')
  live.say({ type: 'here', space, item, state: 'online' })
  const room = await live.open(space, item).then(
    () => 'opened',
    (error: { reason?: string }) => error.reason,
  )
  live.say({ type: 'watch', spaces: [] })
  await live.next('watching')
  const presence = live.waiting('presence')
  return JSON.stringify({ watching, changes, room, presence })
    .replaceAll(space, 'space')
    .replaceAll(item, 'item')
}

for (const [name, who] of Object.entries({ xavier, farid, oona }))
  test(`I2 · for ${name} a space that is hidden sounds like none at all: watching, pulling, being there, opening`, async () => {
    const live = await connect(who)
    const hidden = await heard(live, group, note)
    assert.equal(hidden, await heard(live, randomUUID(), randomUUID()))
    assert.match(hidden, /"spaces":\[\].*"changes":\[\].*"gone"/)
    live.terminate()
  })

test('I2 · a hidden note is to a member like one that does not exist, in pulls and in rooms', async () => {
  const live = await connect(gil)
  const hidden = await heard(live, group, secret)
  assert.equal(hidden, await heard(live, group, randomUUID()))
  assert.ok(!hidden.includes(secret))
  assert.match(hidden, /"room":"gone"/)
  assert.match(hidden, /"kind":"item.added"|"kind":"note/)
  live.terminate()
})

test('I4 · a note is opened only in its own space, even by people who may see both', async () => {
  const live = await connect(ada)
  for (const [space, item] of [
    [elsewhere, note],
    [randomUUID(), note],
  ] as const)
    await assert.rejects(live.open(space, item), { reason: 'gone' })
  await live.open(group, note)
  live.terminate()
})

test('X111, X120 · frames to a room that was never opened, and bytes that are no frame, change nothing and tell nothing', async () => {
  const live = await connect(gil)
  for (const bytes of [[], [0], [1, 0, 1, 255], [2, 7], [9, 9, 9], [255, 255, 255, 255, 255]])
    live.sendFrame(Uint8Array.from(bytes))
  live.say({ type: 'pull', space: group, since: -1 })
  live.say({ type: 'watch', spaces: 'all' })
  live.say({ type: 'no such thing' })
  live.say({ type: 'watch', spaces: [group] })
  const { spaces } = await live.next<{ spaces: { space: string }[] }>('watching')
  assert.ok(spaces.length <= 1)
  const fresh = await connect(gil)
  assert.equal((await fresh.open(group, note)).text(), 'Some words.')
  fresh.terminate()
  live.terminate()
})
