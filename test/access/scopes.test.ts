import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doors } from '../../server/app/doors.ts'
import type { Door } from '../../server/kernel/door.ts'
import { must } from '../world/cast.ts'
import { nobody, password, type Client } from '../world/people.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import { knock, send } from './knock.ts'
import { buildTown } from './town.ts'

/** API tokens and app passwords at every door there is (X83, X85): a new door is tested without a change here. */
const house = await startRehearsal()
const { ada, ours } = await buildTown(house)
await must(ada.post('/api/me/security/confirmation', { password }))

const inPerson = doors.filter(({ spec }) => spec.inPerson)
const others = doors.filter(({ spec, who }) => !spec.inPerson && who === 'signed-in')

// All exist before the first test begins, because a rehearsal undoes everything it does.
const programs = []
for (const kind of ['api-token', 'app-password'] as const)
  programs.push({ kind, reader: await program(kind, 'read'), writer: await program(kind, 'write') })

for (const { kind, reader, writer } of programs) {
  test(`X85 · every door that changes something refuses an ${kind} that may only read`, async () => {
    for (const door of doors.filter(({ spec }) => !spec.inPerson && spec.method !== 'GET'))
      assert.deepEqual(await said(reader, door), [403, 'read-only-token'], door.spec.name)
  })

  test(`X85 · every other door judges an ${kind} by the rights of its owner, not by its scope`, async () => {
    for (const door of others.filter(({ spec }) => spec.method === 'GET'))
      assert.notEqual((await said(reader, door))[1], 'read-only-token', door.spec.name)
    for (const door of others) {
      const [status, code] = await said(writer, door)
      assert.ok(status !== 401 && code !== 'in-person-only', `${door.spec.name}: ${status} ${code}`)
    }
  })

  test(`X83 · no door about credentials opens for an ${kind}, with any scope`, async () => {
    for (const door of inPerson) {
      assert.deepEqual(await said(writer, door), [403, 'in-person-only'], door.spec.name)
      assert.deepEqual(await said(reader, door), [403, 'in-person-only'], door.spec.name)
    }
  })
}

test('X83 · every door about credentials is for the person alone', () => {
  const about =
    /\/(session|sessions|password|password-reset|security|second-factor|email-change)(\/|$)/
  const open = doors.filter(({ spec }) => about.test(spec.path) && !spec.inPerson)
  assert.deepEqual(
    open.map(({ spec }) => spec.name),
    ['getPasswordReset', 'getStoppableEmailChange'], // whether a secret link is alive is no secret to who holds it
  )
  assert.ok(inPerson.length > 20, String(inPerson.length))
})

/** A program of Ada's, which sends no cookie. */
async function program(kind: string, scope: string): Promise<Client> {
  const sent = { kind, scope, name: `${kind} ${scope}` }
  const { secret } = await must(
    ada.post<{ secret: string }>('/api/me/security/access-tokens', sent),
    201,
  )
  const coded = Buffer.from(`${ada.email}:${secret}`).toString('base64')
  const authorization = kind === 'api-token' ? `Bearer ${secret}` : `Basic ${coded}`
  const bare = nobody(house)
  const way = (method: 'get' | 'post' | 'put' | 'patch' | 'delete') =>
    ((path: string, body?: unknown, headers: Record<string, string> = {}) =>
      bare[method](path, body, { ...headers, authorization })) as Client['get']
  return {
    ...bare,
    get: way('get'),
    post: way('post'),
    put: way('put'),
    patch: way('patch'),
    delete: way('delete'),
  }
}

async function said(who: Client, door: Door): Promise<[number, string | undefined]> {
  const { status, body } = await house.rehearse(() => send(who, door, knock(door, ours)))
  return [status, (body as { code?: string } | undefined)?.code]
}
