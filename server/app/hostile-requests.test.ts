import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { startInstance } from '../../test/world/instance.ts'
import { founded, nobody } from '../../test/world/people.ts'

const house = await startInstance({ listen: true })
const { admin } = await founded(house)

/** Sends exactly these bytes, and returns everything received until the other end closed. */
function raw(text: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(house.address)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text))
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    socket.on('end', () => resolve(Buffer.concat(parts).toString()))
    socket.on('error', reject)
  })
}

function request(line: string, headers: Record<string, string> = {}, body = ''): string {
  const all = { Host: 'atelier.test', Connection: 'close', ...headers }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return [`${line} HTTP/1.1`, ...head, '', body].join('\r\n')
}

const json = (body: string) => ({
  'Content-Type': 'application/json',
  'Content-Length': `${Buffer.byteLength(body)}`,
})
const signIn = '{"email":"oona@example.org","password":"no"}'

const hostile: Record<string, { sent: string; status: number }> = {
  'a malformed address': { sent: request('GET /%ff'), status: 400 },
  'a malformed address of the API': { sent: request('GET /api/groups/%ff'), status: 400 },
  'a half-written escape': { sent: request('GET /api/people?search=%'), status: 401 },
  'a path that climbs': { sent: request('GET /../../etc/passwd'), status: 404 },
  'an id of 250 characters': {
    sent: request(`GET /api/groups/${'a'.repeat(250)}`),
    status: 401,
  },
  'no door': { sent: request('GET /api/none'), status: 404 },
  'a verb that no door has': { sent: request('DELETE /api/openapi.json'), status: 404 },
  'no HTTP at all': { sent: 'nonsense\r\n\r\n', status: 400 },
  'two lengths': {
    sent: request('POST /api/session', { 'Content-Length': '5', 'content-length': '6' }, 'abcdef'),
    status: 400,
  },
  'headers of 64 KB': { sent: request('GET /', { 'X-Long': 'a'.repeat(65_536) }), status: 431 },
  'a body that is no JSON': { sent: request('POST /api/session', json('{'), '{'), status: 400 },
  'an empty body': { sent: request('POST /api/session', json('')), status: 400 },
  'a zero character': {
    sent: request(
      'POST /api/session',
      json('{"email":"a@b.c\\u0000","password":"x"}'),
      '{"email":"a@b.c\\u0000","password":"x"}',
    ),
    status: 400,
  },
  'a prototype': {
    sent: request('POST /api/session', json('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'),
    status: 400,
  },
  ...Object.fromEntries(
    [
      'text/plain',
      'text/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
      'nonsense',
      'application/json, text/plain',
    ].map((type) => [
      `a body of the type ${type}`,
      {
        sent: request('POST /api/session', { ...json(signIn), 'Content-Type': type }, signIn),
        status: 415,
      },
    ]),
  ),
}

for (const [what, { sent, status }] of Object.entries(hostile))
  test(`X68 · ${what} is refused like anything else, with every header that protects`, async () => {
    const answer = await raw(sent)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    assert.match(head, new RegExp(`^HTTP/1.1 ${status} `), answer)
    assert.match(head, /content-type: application\/problem\+json/i)
    for (const header of ['content-security-policy', 'x-content-type-options', 'referrer-policy'])
      assert.match(head, new RegExp(`^${header}: `, 'im'))
    const problem = JSON.parse(body) as { status: number; detail: string; reference: string }
    assert.equal(problem.status, status)
    assert.ok(problem.detail && problem.reference)
    assert.doesNotMatch(body, /FST_|_events|node_modules|\bat \//)
  })

test('X131 · an origin without a host is another site, also where the request names none', async () => {
  const sent = ['DELETE /api/session HTTP/1.0', 'Origin: null', `Cookie: ${admin.cookie}`, '', '']
  assert.match(await raw(sent.join('\r\n')), /^HTTP\/1\.. 403 /)
  const live = [
    'GET /api/live HTTP/1.1',
    'Host:',
    'Origin: null',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie: ${admin.cookie}`,
    '',
    '',
  ]
  assert.match(await raw(live.join('\r\n')), /^HTTP\/1\.1 40[03] /)
  for (const origin of ['null', 'file://', 'nonsense', '', 'https://evil.example'])
    assert.equal((await admin.delete('/api/session', undefined, { origin })).status, 403, origin)
  assert.equal((await admin.get('/api/me')).status, 200)
})

test('a page answers HEAD as it answers GET, and an unknown address does not', async () => {
  for (const path of ['/', '/groups', '/assets/none.js', '/api/none', '/healthz']) {
    const [get, head] = await Promise.all(
      (['GET', 'HEAD'] as const).map((method) => house.app.inject({ method, url: path })),
    )
    assert.equal(head!.statusCode, get!.statusCode, path)
    assert.equal(head!.body, '')
    assert.equal(head!.headers['content-type'], get!.headers['content-type'])
  }
})

test('a refusal of a type of body says in the reader’s language which is expected', async () => {
  const answer = await nobody(house).post<{ detail: string }>('/api/session', 'text', {
    'content-type': 'text/plain',
    'accept-language': 'fr',
  })
  assert.equal(answer.status, 415)
  assert.match(answer.body.detail, /^Du JSON est attendu/)
})
