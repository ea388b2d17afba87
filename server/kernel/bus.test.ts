import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eventually } from '../../test/world/eventually.ts'
import { startDatabase } from '../../test/world/instance.ts'
import { openBus, type Bus } from './bus.ts'

const database = await startDatabase()
const { db } = database
const buses: Bus[] = []
after(async () => {
  await Promise.all(buses.map((bus) => bus.close()))
  await database.stop()
})

/** The bus of one process, and all messages that it receives under the topic `word`. */
async function opened() {
  const bus = await openBus(db)
  buses.push(bus)
  const heard: (string | number)[] = []
  const events: string[] = []
  bus.hear('word', ([word]) => heard.push(word as string | number))
  bus.onGone(() => events.push('gone'))
  bus.onNewcomer(() => events.push('newcomer'))
  bus.onGap(() => events.push('gap'))
  bus.onDown(() => events.push('down'))
  return { bus, heard, events }
}

test('a message of one process reaches every other once and in order, and not itself', async () => {
  const [one, two, three] = [await opened(), await opened(), await opened()]
  const words = Array.from({ length: 2000 }, (_, n) => n)
  for (const word of words) one.bus.tell('word', word)
  await eventually(() => two.heard.length >= words.length && three.heard.length >= words.length)
  assert.deepEqual([two.heard, three.heard], [words, words])
  assert.deepEqual(one.heard, [])
})

test('nothing is told in the transaction that writes, nor by a connection that writes', async () => {
  const { bus, heard } = await opened()
  const other = await opened()
  const client = await db.pool.connect()
  await client.query('begin')
  bus.tell('word', 'meanwhile')
  await eventually(() => other.heard.includes('meanwhile'))
  await client.query('rollback')
  client.release()
  assert.deepEqual(heard, [])
})

test('a broken connection is opened again, and missed messages are made up for', async () => {
  const [one, two] = [await opened(), await opened()]
  two.events.length = one.events.length = 0
  await db.run({
    text: `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'atelier bus' and datname = current_database()`,
  })
  await eventually(() => one.events.includes('down') && two.events.includes('down'))
  await eventually(() => one.bus.isUp && two.bus.isUp)
  assert.ok(one.events.includes('gap') && two.events.includes('gap'))
  one.bus.tell('word', 'afterwards')
  await eventually(() => two.heard.includes('afterwards'))
})

test('a process that closes is gone immediately, and a new one is noticed', async () => {
  const [one, two] = [await opened(), await opened()]
  await eventually(() => one.events.includes('newcomer'))
  one.events.length = 0
  await two.bus.close()
  await eventually(() => one.events.includes('gone'))
  assert.ok(!one.events.includes('gap'), 'nothing of it was lost')
})

test('more than a notification holds is refused where it is told', async () => {
  const { bus } = await opened()
  assert.throws(() => bus.tell('word', 'x'.repeat(8000)), /too much to tell/)
})
