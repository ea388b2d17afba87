import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, makeNotebook, rootOf, writeNote } from '../../../test/world/cast.ts'
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

test('G8, I1 · Home lists what changed once, with how it begins, until it is marked as seen', async () => {
  const [ada, mina] = [await one('Ana'), await one('Minh')]
  const group = await groupOf(ada)
  await memberOf(instance, group, mina)
  const notebook = await makeNotebook(ada, group.id, await rootOf(ada, group.id), 'Plans')
  const bridge = await writeNote(ada, group.id, notebook, 'Bridge', 'The second pier is dry.')
  const asked = await writeNote(ada, group.id, notebook, 'Question')
  const { privateSpace: own } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  await writeNote(
    mina,
    own,
    await makeNotebook(mina, own, await rootOf(mina, own), 'Mine'),
    'Alone',
  )
  const mentions = [{ kind: 'person', id: mina.id }]
  const comment = { body: 'Could you answer this?', mentions }
  await must(ada.post(`/api/spaces/${group.id}/items/${asked}/comments`, comment), 201)

  type News = {
    whole: boolean
    groups: { changes: { item: { id: string } }[] }[]
    mentions: { item: { id: string } }[]
  }
  const seen = async (who: Client) => {
    const news = await must(who.get<News>('/api/home'))
    return {
      changed: news.groups.flatMap(({ changes }) => changes.map(({ item }) => item.id)),
      mentioned: news.mentions.map(({ item }) => item.id),
    }
  }
  const previews = (who: Client, space: string) =>
    must(who.get<{ items: object[] }>(`/api/home/previews?space=${space}&tool=notes`))
  assert.deepEqual(await seen(mina), { changed: [bridge], mentioned: [asked] })
  const { items } = await previews(mina, group.id)
  const dry = items.find((each) => 'item' in each && each.item === bridge)
  assert.deepEqual(dry, { item: bridge, text: 'The second pier is dry.' })
  assert.deepEqual((await previews(ada, own)).items, [])
  const outside = await one('Xena')
  assert.deepEqual((await previews(outside, group.id)).items, [])
  await must(mina.post('/api/home/seen'), 204)
  assert.deepEqual(await seen(mina), { changed: [], mentioned: [] })
  assert.deepEqual((await previews(mina, group.id)).items, [])
})
