import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { test } from 'node:test'
import { startInstance } from '../../test/world/instance.ts'
import { founded, guest } from '../../test/world/people.ts'

const house = await startInstance({ listen: true })
await founded(house)
const gil = await guest(house, 'Gil')
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Over the one connection: answers once all of it was sent and answered. */
function send(method: string, path: string, body?: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      cookie: gil.cookie,
      ...(body && { 'content-type': 'application/zip', 'content-length': body.length }),
    }
    const sent = request(new URL(path, house.address), { method, agent, headers })
    const whole = new Promise<void>((done) => sent.on('finish', done))
    sent.on('error', reject)
    sent.on('response', (answer) => {
      answer.resume()
      answer.on('end', () => void whole.then(() => resolve(answer.statusCode!)))
    })
    sent.end(body)
  })
}

test('X18 · a large upload that is refused is let through: the answer is read, and the connection goes on', async () => {
  const large = Buffer.alloc(24 * 1024 * 1024, 1)
  assert.ok([403, 404].includes(await send('POST', '/api/group-imports', large)))
  assert.equal(await send('GET', '/api/me'), 200)
  agent.destroy()
})
