import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { groupOf, memberOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const one = (name: string) => colleague(instance, organization, name)

interface Home {
  joinRequests: { group: { id: string }; count: number }[]
}
const atHome = async (who: Client) =>
  (await must(who.get<Home>('/api/home'))).joinRequests.map(({ count }) => count)

test('J3, M2 · Home shows requests to join to everybody inside who may answer them, and to nobody else', async () => {
  const [ada, cosmo, moe, mina, asker] = [
    await one('Ada'),
    await one('Cosmo'),
    await one('Moe'),
    await one('Mina'),
    await one('Xavier'),
  ]
  for (const [whoInvites, moderators] of [
    ['moderators', [1]],
    ['administrator', []],
  ] as const) {
    const group = await groupOf(ada, { settings: { whoInvites } })
    await memberOf(instance, group, cosmo, 'co-administrator')
    await memberOf(instance, group, moe, 'moderator')
    await memberOf(instance, group, mina)
    await must(asker.post(`/api/groups/${group.id}/join-requests`, { message: '' }), 201)
    assert.deepEqual(await atHome(moe), moderators, `moderators where ${whoInvites} invite`)
    for (const who of [ada, cosmo]) assert.deepEqual(await atHome(who), [1])
    assert.deepEqual(await atHome(mina), [])
    await must(asker.delete(`/api/groups/${group.id}/join-requests/mine`), 204)
    assert.deepEqual(await atHome(ada), [])
  }
})
