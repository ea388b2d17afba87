import { WebSocket } from 'ws'
import { cookieOf, crowd, crowdNotebook } from './furnished.ts'
import type { House } from './house.ts'
import { quantile, valueRow, within, type Row } from './measure.ts'
import { startServer, type Running } from './processes.ts'

const changes = 200
const warmUp = 10

/** Two server processes on one database: from the answer to a change at one until the page at the other is poked. */
export async function twoProcessesRows(large: House): Promise<Row[]> {
  const one = await startServer(large)
  const two = await startServer(large, one.folder)
  const [near, far] = [await watching(one), await watching(two)]
  try {
    const told: { near: number; far: number }[] = []
    for (let n = 0; n < changes + warmUp; n++) {
      const heard = Promise.all([near.poked(), far.poked()])
      const changed = await change(one)
      const [nearAt, farAt] = await within(10, heard, () => 'a poke did not come')
      told.push({ near: nearAt - changed, far: farAt - changed })
    }
    const p95 = (which: 'near' | 'far') =>
      quantile(
        told.slice(warmUp).map((each) => Math.max(0, each[which])),
        0.95,
      )
    return [
      valueRow(
        'poke from one server process to the other, p95 after the answer (ceiling: at the same process)',
        'ms',
        { value: p95('far'), ceiling: p95('near') },
        { atMost: 50 },
      ),
    ]
  } finally {
    near.leave()
    far.leave()
    await Promise.all([one.stop(), two.stop()])
  }
}

/** When the answer to the change had come. */
async function change({ address }: Running): Promise<number> {
  const answer = await fetch(`${address}/api/spaces/${crowd}/notebooks/${crowdNotebook}/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookieOf(2) },
    body: JSON.stringify({ title: 'News' }),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return performance.now()
}

/** A member's page; it says when the next poke has come. */
async function watching({ address }: Running) {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/api/live`, {
    headers: { cookie: cookieOf(3) },
    perMessageDeflate: false,
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'watch', spaces: [crowd] })))
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'watching') resolve()
    })
    socket.on('error', reject)
  })
  return {
    poked: () =>
      new Promise<number>((resolve) => {
        const hear = (data: unknown) => {
          if (JSON.parse(String(data)).type !== 'poke') return
          socket.off('message', hear)
          resolve(performance.now())
        }
        socket.on('message', hear)
      }),
    leave: () => socket.terminate(),
  }
}
