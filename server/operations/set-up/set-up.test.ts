import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../../test/world/instance.ts'
import { client, nobody, password } from '../../../test/world/people.ts'
import { CannotStart } from '../../kernel/cannot-start.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { setUpFromEnvironment } from './set-up.ts'

const given = {
  setupOrganization: 'Atelier du Pont',
  setupEmail: 'anna.keller@example.org',
  setupPassword: password,
}

test('O2 · environment variables create the first organization and its admin, once', async () => {
  const house = await startInstance({ config: given })
  assert.equal(await setUpFromEnvironment(house.app.house), true)
  assert.equal(await setUpFromEnvironment(house.app.house), false)
  const asked = { email: given.setupEmail, password }
  const { cookie } = await nobody(house).post('/api/session', asked)
  const anna = client(house, '' as PersonId, given.setupEmail, cookie!)
  const { body } = await anna.get<{
    person: { firstName: string; lastName: string }
    organization: { role: string; name: string }
  }>('/api/me')
  assert.deepEqual(
    [body.person.firstName, body.person.lastName, body.organization.role, body.organization.name],
    ['Anna', 'Keller', 'admin', 'Atelier du Pont'],
  )
})

test('O2 · a password that anybody would guess stops the start, by the name of the variable', async () => {
  const house = await startInstance({ config: { ...given, setupPassword: 'password123' } })
  await assert.rejects(
    setUpFromEnvironment(house.app.house),
    (error) => error instanceof CannotStart && /SETUP_PASSWORD/.test(error.message),
  )
  assert.equal(await house.db.row({ text: 'select 1 from organization' }), undefined)
})

test('O2 · without all three variables nothing is created', async () => {
  const house = await startInstance({ config: { ...given, setupPassword: null } })
  assert.equal(await setUpFromEnvironment(house.app.house), false)
})
