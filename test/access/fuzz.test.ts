import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { doors } from '../../server/app/doors.ts'
import type { Door } from '../../server/kernel/door.ts'
import { judge } from '../../server/kernel/judge.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import type { Client } from '../world/people.ts'
import type { Things } from './furnished.ts'
import { knock } from './knock.ts'
import { idPlaces, urlOf, type Request } from './requests.ts'
import { buildTown } from './town.ts'

/**
 * Every input from an authorized person gets the described answer or a refusal with a code and, where a field is wrong, its
 * name; never a failure (T12, I12, X68, X120, X121).
 */
const house = await startRehearsal()
const town = await buildTown(house)
const { ada, oona, ours } = town
const inUse = new Set(['signOut', 'endMyOtherSessions'])
const fuzzed = doors.filter(({ who, spec }) => who === 'signed-in' && !inUse.has(spec.name))
const able = (door: Door): Client => (door.spec.path.startsWith('/api/organization') ? oona : ada)

type Raw = { status: number; body: string; type: string }

function sendRaw(
  who: Client,
  door: Door,
  request: Request,
  payload?: string | Buffer,
): Promise<Raw> {
  return house.rehearse(async () => {
    const body = payload ?? (request.body === undefined ? undefined : JSON.stringify(request.body))
    const answer = await house.app.inject({
      method: door.spec.method,
      url: urlOf(door, request),
      headers: {
        cookie: who.cookie,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { payload: body }),
    })
    const type = String(answer.headers['content-type'] ?? '')
    return { status: answer.statusCode, body: answer.body, type }
  })
}

const ajv = judge()
const checks = new Map<Door, (value: unknown) => boolean>()

/** The conditions for every answer. */
function mustBeSound(door: Door, { status, body, type }: Raw, what: string): void {
  const said = `${door.spec.name} with ${what.slice(0, 300)}: ${status} ${body.slice(0, 300)}`
  assert.ok(status < 500, said)
  if (status >= 400) {
    assert.match(type, /application\/problem\+json/, said)
    const problem = JSON.parse(body) as { code: string; fields: { field: string }[] }
    assert.match(problem.code, /^[a-z][a-z-]*$/, said)
    assert.doesNotMatch(body, /select |insert |postgres|node_modules|\.ts:\d/i, said)
    return
  }
  if (!door.spec.answer || door.spec.download || status === 204) return
  const check = checks.get(door) ?? ajv.compile(door.spec.answer)
  checks.set(door, check)
  assert.ok(
    check(JSON.parse(body)),
    `${said}\nis not what is described: ${ajv.errorsText((check as { errors?: [] }).errors)}`,
  )
}

/** Wrong values for a field. */
const odd: unknown[] = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\u202e\u2066',
    '﷽'.repeat(50),
    'x'.repeat(70_000),
  ],
  ...[
    "' or 1=1 --",
    '%',
    '_',
    '\\',
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
    'javascript:alert(1)',
  ],
  ...['2026-02-30', '0000-00-00', '275760-09-14', '1e400', 'NaN', '-1', 'null', 'true'],
  ...[0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, true, null, [], {}, [[]], ['x'], { x: 1 }],
  ...[{ __proto__: null, constructor: { prototype: { admin: true } } }, Array(2000).fill('x')],
]

/** Every place of a request that is no id, with a way to put something there. */
function places(request: Request): { name: string; with(value: unknown): Request }[] {
  const found: { name: string; with(value: unknown): Request }[] = []
  const walk = (value: unknown, name: string, put: (value: unknown) => Request): void => {
    found.push({ name, with: put })
    if (Array.isArray(value))
      value.forEach((inner, at) =>
        walk(inner, `${name}[${at}]`, (other) => put(value.with(at, other))),
      )
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        walk(inner, `${name}.${key}`, (other) => put({ ...value, [key]: other }))
  }
  if (request.body !== undefined)
    walk(request.body, 'body', (body) => ({ ...request, body }) as Request)
  for (const part of ['query', 'params'] as const)
    for (const key of Object.keys(request[part]))
      found.push({
        name: `${part}.${key}`,
        with: (value) => ({
          ...request,
          [part]: {
            ...request[part],
            [key]: typeof value === 'string' ? value : JSON.stringify(value),
          },
        }),
      })
  return found
}

/** A URL cannot hold a lone surrogate. */
const sendable = (door: Door, request: Request) => {
  try {
    return urlOf(door, request) !== ''
  } catch {
    return false
  }
}

/** All fields of a door, including optional ones. */
function whole(door: Door, things: Things): Request {
  const request = knock(door, things)
  const query = (door.spec.query as { properties?: Record<string, { type?: string }> } | undefined)
    ?.properties
  for (const [key, { type }] of Object.entries(query ?? {}))
    request.query[key] ??= type === 'integer' ? '1' : 'x'
  const body = (door.spec.body as { properties?: Record<string, object> } | undefined)?.properties
  if (body && typeof request.body === 'object')
    request.body = {
      ...Object.fromEntries(Object.keys(body).map((key) => [key, undefined])),
      ...request.body,
    }
  return request
}

test('I12, X68, X120 · any field of any door can hold anything: it is refused by name, or taken, never a failure', async () => {
  for (const door of fuzzed.filter(({ spec }) => !spec.upload)) {
    const usual = whole(door, ours)
    const ids = new Set(idPlaces(door))
    const all = places(usual).filter(({ name }) => !ids.has(name.replace(/\[\d+\]/g, '[]')))
    const tries = fc.sample(fc.tuple(fc.nat(), fc.constantFrom(...odd)), {
      seed: 7,
      numRuns: Math.min(12, all.length * 4),
    })
    for (const [at, value] of all.length > 0 ? tries : []) {
      const place = all[at % all.length]!
      const request = place.with(value)
      if (!sendable(door, request)) continue
      const answer = await sendRaw(able(door), door, request)
      mustBeSound(door, answer, `${place.name} = ${JSON.stringify(value)}`)
    }
  }
})

test('X120 · a zero character anywhere in a text is refused by the name of its field', async () => {
  for (const door of fuzzed.filter(({ spec }) => spec.body && !spec.upload)) {
    const usual = whole(door, ours)
    const ids = new Set(idPlaces(door))
    for (const place of places(usual)) {
      const schema = JSON.stringify(door.spec.body)
      if (ids.has(place.name.replace(/\[\d+\]/g, '[]')) || !schema.includes('"type":"string"'))
        continue
      const answer = await sendRaw(able(door), door, place.with('a\0b'))
      mustBeSound(door, answer, `${place.name} = zero`)
      if (place.name !== 'body' && answer.status !== 403 && answer.status !== 404) {
        const { fields } = JSON.parse(answer.body) as { fields: { field: string }[] }
        assert.equal(answer.status, 400, `${door.spec.name} ${place.name}`)
        assert.ok(fields.length > 0, `${door.spec.name} ${place.name}: ${answer.body}`)
      }
    }
  }
})

const raws: Record<string, string | Buffer> = {
  nothing: '',
  'half an object': '{"name": "x"',
  'bytes that are no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'a prototype': '{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}}',
  'the same key twice': '{"name": "a", "name": "b", "title": "a", "title": "b"}',
  'not a number': '{"name": NaN}',
  'a hundred thousand deep': '['.repeat(100_000) + ']'.repeat(100_000),
  'a hundred thousand deep in objects': '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
  'a hundred thousand items': JSON.stringify({
    people: Array(100_000).fill({}),
    principals: Array(100_000).fill(1),
  }),
  'a string of nearly a megabyte': JSON.stringify({ name: 'x'.repeat(1_000_000), title: 'x' }),
  'more than a megabyte': JSON.stringify({ name: 'x'.repeat(1_100_000) }),
  'a number alone': '7',
  null: 'null',
}

test('I12, X119, X120 · bodies that are broken, deep, long or poisoned are refused quickly at every door that takes one', async () => {
  for (const door of fuzzed.filter(({ spec }) => spec.body && !spec.upload)) {
    const usual = knock(door, ours)
    for (const [what, payload] of Object.entries(raws)) {
      const began = process.cpuUsage()
      const answer = await sendRaw(able(door), door, usual, payload)
      const took = process.cpuUsage(began).user / 1000
      mustBeSound(door, answer, what)
      assert.ok(took < 2000, `${door.spec.name} took ${took.toFixed()} ms for ${what}`)
    }
  }
  assert.equal(({} as Record<string, unknown>)['admin'], undefined)
})

test('I12, X68 · inputs that the schemas allow are answered as the description says', async () => {
  for (const door of fuzzed.filter(({ spec }) => spec.method === 'GET')) {
    const answer = await sendRaw(able(door), door, knock(door, ours))
    assert.ok(
      answer.status < 300 ||
        [403, 404, 409].includes(answer.status) ||
        answer.body.includes('"two-criteria"'), // two of several, whichever: no schema says that (J2)
      `${door.spec.name} ${answer.body}`,
    )
    mustBeSound(door, answer, 'what it asks for')
  }
})

const otherSites: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
]

test('X131 · a browser that acts for another site is refused at every door that writes', async () => {
  for (const door of fuzzed.filter(({ spec }) => spec.method !== 'GET')) {
    const request = knock(door, ours)
    for (const headers of otherSites) {
      const answer = await house.app.inject({
        method: door.spec.method,
        url: urlOf(door, request),
        headers: { cookie: able(door).cookie, ...headers },
        ...(request.body !== undefined && { payload: request.body as object }),
      })
      assert.equal(answer.statusCode, 403, `${door.spec.name}: ${answer.body}`)
    }
  }
})
