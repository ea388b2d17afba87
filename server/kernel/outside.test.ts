import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { isInside, Outside, Refused, type Found } from './outside.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server on this machine: the requests it received, and how it answers. */
async function serving(answer: Answer) {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, port: (server.address() as AddressInfo).port }
}

/** A resolver with fixed names, with successive results for a name that changes; lookups are counted. */
function names(known: Record<string, string[][]>) {
  const looked: string[] = []
  const resolve = async (host: string): Promise<Found[]> => {
    looked.push(host)
    const meanings = known[host] ?? []
    const found = meanings.length > 1 ? meanings.shift()! : (meanings[0] ?? [])
    return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { looked, resolve }
}

const here = [['127.0.0.1']]
const hello: Answer = (_request, response) => void response.end('hello')
const why = (expected: Refused['why']) => (error: unknown) =>
  error instanceof Refused && error.why === expected

/** A host that the operator has listed, with this answer. */
async function named(answer: Answer) {
  const server = await serving(answer)
  const outside = new Outside(
    { reachableHosts: [`friend.test:${server.port}`] },
    names({ 'friend.test': here }).resolve,
  )
  return { ...server, outside, at: `http://friend.test:${server.port}` }
}

test('X116 · only https on its own port is spoken to, without a name and password in the address', async () => {
  const { resolve, looked } = names({ 'public.test': [['1.1.1.1']] })
  const outside = new Outside({ reachableHosts: [] }, resolve)
  for (const address of [
    'http://public.test/',
    'https://public.test:8443/',
    'https://public.test:22/',
    'https://ada:secret@public.test/',
    'ftp://public.test/',
    'file:///etc/passwd',
    'gopher://public.test/',
    'data:text/plain,hello',
    'public.test',
    '',
  ]) {
    await assert.rejects(outside.ask(address, { mostBytes: 10 }), why('address'), address)
    assert.equal(await outside.reaches(address), false)
  }
  assert.deepEqual(looked, [], 'not even its name is looked up')
  assert.equal(await outside.reaches('https://public.test/'), true)
})

test('X116 · addresses inside are refused in every form in which they can be written', async () => {
  const { resolve } = names({ localhost: here })
  const outside = new Outside({ reachableHosts: [] }, resolve)
  for (const host of [
    ...['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', 'localhost', '0.0.0.0'],
    ...['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200'],
    ...['168.63.129.16', '[::1]', '[::]', '[fe80::1]', '[fd00:ec2::254]', '[::ffff:127.0.0.1]'],
    ...['[::ffff:a00:1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[ff02::1]'],
  ])
    await assert.rejects(
      outside.ask(`https://${host}/`, { mostBytes: 10 }),
      (error: unknown) => error instanceof Error,
      host,
    )
  for (const address of ['1.1.1.1', '8.8.8.8', '172.15.0.1', '192.169.0.1', '2606:4700::1111'])
    assert.equal(isInside(address), false, address)
  for (const address of ['172.31.255.255', '224.0.0.1', '255.255.255.255', '198.19.0.1', 'no'])
    assert.equal(isInside(address), true, address)
})

test('X116 · a name is refused when any of its addresses is inside, or when it has none', async () => {
  const { resolve } = names({
    'both.test': [['1.1.1.1', '10.0.0.1']],
    'mapped.test': [['::ffff:10.0.0.1']],
    'metadata.test': [['169.254.169.254']],
  })
  const outside = new Outside({ reachableHosts: [] }, resolve)
  for (const name of ['both.test', 'mapped.test', 'metadata.test', 'none.test'])
    await assert.rejects(outside.ask(`https://${name}/`, { mostBytes: 10 }), why('address'))
})

test('X116 · a name that comes to mean something inside is refused at the next request (rebinding)', async () => {
  const { resolve } = names({ 'moves.test': [['1.1.1.1'], ['127.0.0.1']] })
  const outside = new Outside({ reachableHosts: [] }, resolve)
  assert.equal(await outside.reaches('https://moves.test/'), true)
  await assert.rejects(outside.ask('https://moves.test/', { mostBytes: 10 }), why('address'))
})

test('X116 · the connection is made to the address that was judged: the name is looked up once', async () => {
  const { port, asked } = await serving(hello)
  const { resolve, looked } = names({ 'friend.test': [['127.0.0.1'], ['127.0.0.99']] })
  const outside = new Outside({ reachableHosts: [`friend.test:${port}`] }, resolve)
  const answer = await outside.ask(`http://friend.test:${port}/`, { mostBytes: 10 })
  assert.deepEqual([answer.status, answer.body.toString()], [200, 'hello'])
  assert.deepEqual(looked, ['friend.test'])
  assert.equal(asked[0]!.headers.host, `friend.test:${port}`)
})

test('X116 · a host of one’s own network is spoken to once the operator has named it, on that port alone', async () => {
  const { port } = await serving(hello)
  const { resolve } = names({ 'friend.test': here })
  const strict = new Outside({ reachableHosts: ['friend.test:1'] }, resolve)
  await assert.rejects(strict.ask(`http://friend.test:${port}/`, { mostBytes: 10 }), why('address'))
  for (const reachable of [`friend.test:${port}`, 'friend.test']) {
    const outside = new Outside({ reachableHosts: [reachable] }, resolve)
    const { status } = await outside.ask(`http://friend.test:${port}/`, { mostBytes: 10 })
    assert.equal(status, 200)
  }
})

test('X116 · a redirect is not followed unless it is asked for, and then is judged like a first request', async () => {
  const secret = await serving(hello)
  for (const target of [
    `http://127.0.0.1:${secret.port}/`,
    'https://inside.test/',
    'http://friend.test/',
    'file:///etc/passwd',
  ]) {
    const { outside, at } = await named((_request, response) =>
      response.writeHead(302, { location: target }).end(),
    )
    assert.equal((await outside.ask(at, { mostBytes: 10 })).status, 302)
    await assert.rejects(outside.ask(at, { mostBytes: 10, redirects: 5 }), why('address'), target)
  }
  assert.deepEqual(secret.asked, [])
})

test('X116 · redirects end, and take no secret to another host', async () => {
  const loop = await named((_request, response) =>
    response.writeHead(302, { location: '/again' }).end(),
  )
  await assert.rejects(loop.outside.ask(loop.at, { mostBytes: 10, redirects: 3 }), why('redirects'))
  assert.equal(loop.asked.length, 4)
  const other = await serving(hello)
  const first = await serving((_request, response) =>
    response.writeHead(307, { location: `http://b.test:${other.port}/` }).end(),
  )
  const outside = new Outside(
    { reachableHosts: ['a.test', 'b.test'] },
    names({ 'a.test': here, 'b.test': here }).resolve,
  )
  const at = `http://a.test:${first.port}/`
  const headers = { authorization: 'Bearer secret', accept: 'text/calendar' }
  await outside.ask(at, { mostBytes: 10, redirects: 1, headers })
  const { authorization, accept } = other.asked[0]!.headers
  assert.deepEqual([authorization, accept], [undefined, 'text/calendar'])
  const post = { method: 'POST' as const, body: 'secret', mostBytes: 10, redirects: 1 }
  await assert.rejects(outside.ask(at, post), why('redirects'))
})

test('X116, I12 · an answer is cut off at the size that was asked for, announced or not, packed or not', async () => {
  const mega = Buffer.alloc(1024 * 1024)
  const kinds: Answer[] = [
    (_request, response) => void response.end(mega),
    (_request, response) => {
      const more = () => {
        while (response.write(mega));
      }
      response.on('drain', more)
      more()
    },
    (_request, response) =>
      void response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(100 * mega.length))),
  ]
  for (const answer of kinds) {
    const { outside, at } = await named(answer)
    await assert.rejects(outside.ask(at, { mostBytes: 200_000 }), why('size'))
  }
  const packed = await named((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
  )
  assert.equal((await packed.outside.ask(packed.at, { mostBytes: 5 })).body.toString(), 'hello')
  const twice = await named((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end('x'),
  )
  await assert.rejects(twice.outside.ask(twice.at, { mostBytes: 10 }), why('encoding'))
  const half = await named((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half')
    setTimeout(() => response.destroy(), 20)
  })
  await assert.rejects(half.outside.ask(half.at, { mostBytes: 1000 }))
})

test('X116, I12 · an answer that does not begin, or does not end, is given up; so is one that nobody waits for any more', async () => {
  const silent = await named(() => undefined)
  await assert.rejects(
    silent.outside.ask(silent.at, { mostBytes: 10, headersWithin: 50 }),
    why('time'),
  )
  const dripping = await named((_request, response) => {
    const timer = setInterval(() => response.write('x'), 10)
    response.on('close', () => clearInterval(timer))
  })
  await assert.rejects(
    dripping.outside.ask(dripping.at, { mostBytes: 1e6, within: 100 }),
    why('time'),
  )
  const slowName = new Outside({ reachableHosts: [] }, () => new Promise(() => undefined))
  await assert.rejects(
    slowName.ask('https://slow.test/', { mostBytes: 10, within: 50 }),
    why('time'),
  )
  const stop = new AbortController()
  const stopped = silent.outside.ask(silent.at, { mostBytes: 10, signal: stop.signal })
  stop.abort()
  await assert.rejects(stopped)
})

test('I12 · one host is asked a few things at a time; others do not wait for it', async () => {
  const waiting: ServerResponse[] = []
  const slow = await serving((_request, response) => void waiting.push(response))
  const quick = await serving(hello)
  const outside = new Outside(
    { reachableHosts: ['slow.test', 'quick.test'] },
    names({ 'slow.test': here, 'quick.test': here }).resolve,
  )
  const ask = () => outside.ask(`http://slow.test:${slow.port}/`, { mostBytes: 10 })
  const asked = Array.from({ length: 10 }, ask)
  while (waiting.length < 4) await later(5)
  await outside.ask(`http://quick.test:${quick.port}/`, { mostBytes: 10 })
  assert.equal(slow.asked.length, 4)
  for (let answered = 0; answered < 10; answered++) {
    while (waiting.length === 0) await later(5)
    waiting.shift()!.end('done')
  }
  await Promise.all(asked)
  assert.equal(slow.asked.length, 10)
})
