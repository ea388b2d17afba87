import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { eventually } from '../../test/world/eventually.ts'
import { startInstance } from '../../test/world/instance.ts'
import { must } from '../../test/world/cast.ts'
import { founded } from '../../test/world/people.ts'
import { itemTagged } from '../foundation/items/events.ts'
import { record } from './changes.ts'
import { inContext, type House } from './context.ts'
import { newId, type SpaceId } from './ids.ts'
import { LeaseLost } from './work-lease.ts'
import { startWork, type Work } from './work.ts'

const instance = await startInstance()
const { admin } = await founded(instance)
const { db } = instance
const title = { en: 'Trying', fr: 'Essai' }
const warned: string[] = []
const stops: (() => Promise<void>)[] = []
await db.run({ text: 'create table ledger (n integer)' })
after(() => stopAll())
beforeEach(async () => {
  await stopAll()
  warned.length = 0
  await db.run({ text: 'delete from work' })
  await db.run({ text: 'delete from ledger' })
})

async function stopAll(): Promise<void> {
  await Promise.all(stops.splice(0).map((stop) => stop()))
}

/** One process of the instance; several share a database. */
function started(...works: Work[]): { house: House; stop(): Promise<void> } {
  const house = { ...instance.app.house }
  const { stop } = startWork(house, works, { warn: (message) => void warned.push(message) })
  stops.push(stop)
  return { house, stop }
}

interface Row {
  holder: string | null
  fence: number
  failures: number
  error: string | null
  next_at: string | null
}
const rowOf = async (name: string) =>
  (await db.row<Row>({ text: 'select * from work where name = $1', values: [name] }))!
const written = async () =>
  (await db.rows<{ n: number }>({ text: 'select n from ledger order by n' })).map(({ n }) => n)
const write = (n: number) => ({ text: 'insert into ledger values ($1)', values: [n] })

/** Work with one turn, which waits at a gate. */
function gated(name: string, act: (house: House) => Promise<unknown>) {
  const gate = { turns: 0, opened: [] as (() => void)[], outcomes: [] as unknown[] }
  const work: Work = {
    name,
    title,
    next: async () => (gate.turns === 0 ? 0 : undefined),
    async run(house) {
      gate.turns++
      await new Promise<void>((resolve) => gate.opened.push(resolve))
      await act(house).then(
        () => gate.outcomes.push('done'),
        (error: unknown) => {
          gate.outcomes.push(error)
          throw error
        },
      )
    },
  }
  return { work, gate }
}

test('work that is done every so often is done by one of several processes', async () => {
  let turns = 0
  const work: Work = { name: 'often', title, every: 3_600_000, run: async () => turns++ }
  const { house } = started(work)
  started(work)
  started(work)
  await eventually(async () => (await db.rows({ text: 'select from work' })).length === 1)
  await db.run({ text: `update work set next_at = now() - interval '1 second'` })
  for (let n = 0; n < 20; n++) {
    house.work.wake('often')
    await later(5)
  }
  await eventually(() => turns === 1)
  const { holder, next_at } = await rowOf('often')
  assert.ok(holder === null && Date.parse(next_at!) > Date.now() + 3_500_000)
  assert.equal(turns, 1)
})

test('a process that ended without a word is followed by another, once its lease is over', async () => {
  let turns = 0
  await db.run({
    text: `insert into work (name, holder, fence, leased_until) values ('left', $1, 7, now() + interval '1 hour')`,
    values: [newId()],
  })
  const { house } = started({ name: 'left', title, next: async () => 0, run: async () => turns++ })
  await later(200)
  assert.equal(turns, 0)
  await db.run({ text: `update work set leased_until = now() - interval '1 second'` })
  house.work.wake('left')
  await eventually(() => turns > 0)
  assert.ok((await rowOf('left')).fence > 7)
})

test('a process that has lost its lease commits nothing, in a transaction or without', async () => {
  for (const act of [
    (house: House) => house.db.run(write(1)),
    (house: House) => house.db.row({ ...write(2), text: `${write(2).text} returning n` }),
    (house: House) => house.db.transaction((tx) => tx.run(write(3))),
    (house: House) => inContext(house, undefined, (ctx) => ctx.db.run(write(4))),
  ]) {
    await stopAll()
    const { work, gate } = gated('lost', act)
    started(work)
    await eventually(() => gate.opened.length === 1)
    await db.run({ text: 'update work set holder = $1, fence = fence + 1', values: [newId()] })
    gate.opened[0]!()
    await eventually(() => gate.outcomes.length === 1)
    assert.ok(gate.outcomes[0] instanceof LeaseLost)
    assert.deepEqual(await written(), [])
    await db.run({ text: 'delete from work' })
  }
})

test('nobody takes over while a transaction of the holder is open, though its lease is over', async () => {
  let commit: () => void = () => undefined
  const committing = new Promise<void>((resolve) => (commit = resolve))
  let open = false
  const slow: Work = {
    name: 'slow',
    title,
    next: async () => (open ? undefined : 0),
    run: (house) =>
      house.db.transaction(async (tx) => {
        open = true
        await committing
        await tx.run(write(1))
      }),
  }
  let others = 0
  started(slow)
  await eventually(() => open)
  await db.run({ text: `update work set leased_until = now() - interval '1 second'` })
  started({ ...slow, next: async () => 0, run: async () => others++ })
  await later(300)
  assert.equal(others, 0)
  commit()
  await eventually(async () => (await written()).length === 1)
  await eventually(() => others > 0)
})

test('work that fails is retried later, says why, and stops no other work', async () => {
  let tries = 0
  let others = 0
  const { house } = started(
    {
      name: 'failing',
      title,
      next: async () => (tries < 2 ? 0 : undefined),
      run: async () => {
        if (++tries === 1) throw new Error('no glue')
      },
    },
    { name: 'other', title, next: async () => 0, run: async () => others++ },
  )
  await eventually(async () => (await rowOf('failing').catch(() => undefined))?.failures === 1)
  const { error, next_at } = await rowOf('failing')
  assert.ok(error === 'no glue' && Date.parse(next_at!) > Date.now())
  house.work.wake('failing')
  const before = others
  await eventually(() => others > before)
  assert.equal(tries, 1, 'woken, and yet it waits')
  await db.run({ text: `update work set next_at = now() where name = 'failing'` })
  house.work.wake('failing')
  await eventually(async () => (await rowOf('failing')).failures === 0)
  assert.deepEqual([(await rowOf('failing')).error, tries], [null, 2])
  assert.deepEqual(warned, ['Trying will be retried: no glue'])
})

test('work at a moment begins when the database says so, and immediately when it is woken', async () => {
  let at = Infinity
  let turns = 0
  const { house } = started({
    name: 'timed',
    title,
    next: async () => (at === Infinity ? undefined : at - performance.now()),
    run: async () => {
      turns++
      at = Infinity
    },
  })
  await later(100)
  assert.equal(turns, 0)
  at = performance.now()
  house.work.wake('timed')
  await eventually(() => turns === 1)
  at = performance.now() + 60
  house.work.wake('timed')
  await eventually(() => turns === 2)
})

test('a follower reads each line once and in order, also when it fails between two and when several processes follow', async () => {
  const { privateSpace: space } = await must(admin.get<{ privateSpace: SpaceId }>('/api/me'))
  const read: number[] = []
  let fails = 1
  const follower: Work = {
    name: 'reading',
    title,
    async follow(ctx, stretches) {
      for (const { space: of, from, upTo } of stretches)
        if (of === space) for (let n = from + 1; n <= upTo; n++) await ctx.db.run(write(n))
      if (stretches.some(({ space: of }) => of === space) && fails-- > 0) throw new Error('away')
      ctx.db.afterCommit(() => {
        for (const { space: of, from, upTo } of stretches)
          if (of === space) for (let n = from + 1; n <= upTo; n++) read.push(n)
      })
    },
  }
  const processes = [started(follower), started(follower), started(follower)]
  let last = 0
  for (let n = 0; n < 30; n++)
    last = await inContext(processes[n % 3]!.house, undefined, (ctx) =>
      record(ctx, space, itemTagged, {}),
    )
  await eventually(async () => {
    await db.run({ text: 'update work set next_at = now()' })
    processes.forEach(({ house }) => house.work.wake('reading'))
    return read.at(-1) === last
  })
  assert.deepEqual(
    read,
    Array.from({ length: last }, (_, n) => n + 1),
  )
  assert.deepEqual(await written(), read)
})

test('stopping lets a turn end, begins no other, and leaves the work to others immediately', async () => {
  const { work, gate } = gated('ending', (house) => house.db.run(write(1)))
  const { stop } = started(work)
  await eventually(() => gate.opened.length === 1)
  const stopped = stop()
  gate.opened[0]!()
  await stopped
  assert.deepEqual([gate.turns, await written()], [1, [1]])
  assert.equal((await rowOf('ending')).holder, null)
})
