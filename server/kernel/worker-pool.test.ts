import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueueFull, TooCostly, WorkerPool, type PoolLimits } from './worker-pool.ts'

const limits: PoolLimits = {
  workers: 2,
  cpu: 300,
  wall: 60_000,
  megabytes: 64,
  waiting: 5,
  idle: 1000,
}

type Jobs = {
  echo(text: string): string
  spin(): void
  sleep(milliseconds: number): void
  grow(): void
  sink(): void
  fail(): void
}

const script = `
  import { serveJobs } from ${JSON.stringify(new URL('./worker-thread.ts', import.meta.url).href)}
  const sink = () => 1 + sink()
  const sleep = (milliseconds) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
  serveJobs({
    echo: (text) => text,
    spin() { for (;;); },
    sleep,
    // Slowly: V8 ends the whole process where a thread grows faster than its garbage is collected.
    grow() { for (const all = []; ; sleep(1)) all.push(new Array(10000).fill(all.length)) },
    sink,
    fail() { throw new Error('on purpose') },
  })`

const pool = (change: Partial<PoolLimits> = {}) =>
  new WorkerPool<Jobs>(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
    ...limits,
    ...change,
  })

test('I12 · a job that never ends costs its owner alone; everybody else is answered', async () => {
  const workers = pool()
  const spinning = assert.rejects(workers.run('Gil', 'spin'), TooCostly)
  const answers = await Promise.all(
    ['Ada', 'Mina', 'Rita'].map((owner) => workers.run(owner, 'echo', owner)),
  )
  assert.deepEqual(answers, ['Ada', 'Mina', 'Rita'])
  await spinning
})

test('I12 · memory and depth have limits too, and the next job finds a worker', async () => {
  const workers = pool({ cpu: 60_000 })
  await assert.rejects(workers.run('Gil', 'sink'), TooCostly)
  await assert.rejects(workers.run('Gil', 'grow'), TooCostly)
  await assert.rejects(workers.run('Gil', 'fail'), { message: 'on purpose' })
  assert.equal(await workers.run('Gil', 'echo', 'still here'), 'still here')
})

test('I12 · somebody who sends many jobs waits for themselves: others have their turn first', async () => {
  const workers = pool()
  const order: string[] = []
  const note = (name: string) => () => void order.push(name)
  const many = Array.from({ length: 5 }, () => workers.run('Gil', 'sleep', 50).then(note('Gil')))
  const one = workers.run('Mina', 'echo', 'x').then(note('Mina'))
  await Promise.all([...many, one])
  assert.ok(order.indexOf('Mina') < 2, order.join())
})

test('I12 · one owner’s queue is bounded; no other queue is', async () => {
  const workers = pool()
  const jobs = Array.from({ length: 12 }, () => workers.run('Gil', 'sleep', 10))
  const [mina, ...ended] = await Promise.allSettled([workers.run('Mina', 'echo', 'x'), ...jobs])
  const reasons = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  assert.ok(reasons.length >= 6)
  assert.ok(reasons.every((reason) => reason instanceof QueueFull))
  assert.equal(mina.status, 'fulfilled')
})

test('I12 · when no worker can start, whoever waits is told', async () => {
  const broken = new WorkerPool<Jobs>(new URL('data:text/javascript,throw new Error("no")'), limits)
  await assert.rejects(broken.run('Ada', 'echo', 'x'), /no/)
})
