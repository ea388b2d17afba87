import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, nobody } from '../../../test/world/people.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')

interface Group {
  id: string
  name: string
  handle: string
  role: string
  accessLevel: string
  settings: Record<string, unknown>
  members: number
  may: Record<string, boolean>
  capacity: { members: { used: number; allowed: number } }
  guide: Record<string, boolean>
  why: unknown[]
}

test('G1 · whoever creates a group is its administrator, and the template’s presets are there', async () => {
  const made = await ada.post<Group>('/api/groups', {
    name: 'Éditions',
    objective: 'Books',
    template: 'team',
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal(made.body.role, 'administrator')
  assert.equal(made.body.accessLevel, 'restricted')
  assert.equal(made.body.settings['defaultRights'], 'contributor')
  assert.deepEqual(made.body.settings['tools'], ['notes'])
  assert.equal(made.body.members, 1)
  assert.deepEqual(made.body.why, ['direct'])
  assert.deepEqual(made.body.guide, {
    dismissed: false,
    invited: false,
    rights: false,
    content: false,
  })
  const list = await ada.get<{ total: number; items: { role: string }[] }>(
    `/api/groups/${made.body.id}/members`,
  )
  assert.equal(list.body.total, 1)
  assert.equal(list.body.items[0]!.role, 'administrator')
  void oona
  void guest
  void nobody
})
