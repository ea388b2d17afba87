import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followAll } from '../../server/foundation/notices/following.ts'
import { remindAllDue } from '../../server/foundation/reminders/reminders.ts'
import { saidBy } from '../../server/foundation/search/index-store.ts'
import type { ItemId, SpaceId } from '../../server/kernel/ids.ts'
import { giveRights, must } from '../world/cast.ts'
import type { Client } from '../world/people.ts'
import { makeHolder, readsOf } from './tool-places.ts'
import type { Item, Named, Places } from './tool-specification.ts'

interface Notices {
  items: { kind: string; item: { id: string } | null }[]
}
interface Changes {
  items: { id: string; change: string }[]
  gone: string[]
  token: string
}
interface Bulk {
  changed: number
  undo: string
}

/** Lists, search, notices, attachments, programs that keep a copy: what surrounds an item of any kind. */
export function specifyAround({ of, set, instance, box, name, make, at, read }: Places): void {
  const { ada, mina, gil, rita, xavier } = set.cast
  const { house } = instance.app
  const space = `/api/spaces/${set.group}`
  const bulk = (by: Client, act: string, sent: object) =>
    must(by.post<Bulk>(`${space}/bulk/${act}`, sent))
  const told = async (who: Client) => (await must(who.get<Notices>('/api/me/notices'))).items

  test(name('the lists of its tool show it to the people who may view it'), async () => {
    const item = await make()
    const lists = readsOf(of, { space: set.group, container: box, item: 'none' }).filter(
      (path) => !path.includes('none'),
    )
    const listing = async (who: Client) => {
      const answers = await Promise.all(lists.map((path) => who.get(`${path}?limit=200`)))
      return JSON.stringify(answers.map(({ body }) => body)).includes(item)
    }
    assert.deepEqual([await listing(gil), await listing(xavier)], [true, false])
  })

  test(name('search finds it by its title and its text, for nobody else (Q1, A11)'), async () => {
    const item = await make()
    const found = async (who: Client, words: string) => {
      const path = `/api/search?limit=200&q=${encodeURIComponent(words)}`
      return (await must(who.get<Named>(path))).items.some(({ id }) => id === item)
    }
    const { title } = await must(read(mina, item))
    const key = { space: set.group as SpaceId, item: item as ItemId }
    const [said] = await saidBy(house, [key])
    const text = /[\p{L}]{4,}/u.exec(said?.text ?? '')?.[0]
    for (const words of text ? [title, text] : [title])
      assert.deepEqual([await found(gil, words), await found(xavier, words)], [true, false], words)
    await must(mina.delete(at(item)), 204)
    assert.equal(await found(mina, title), false)
  })

  test(
    name('people who follow it are told of a comment, and nobody who may not view it'),
    async () => {
      const item = await make()
      await must(rita.put(`${at(item)}/following`), 204)
      await must(gil.put(`${at(item)}/following`), 204)
      await must(mina.put(`${at(item)}/internal-only`, { internalOnly: true }))
      await must(ada.post(`${at(item)}/comments`, { body: 'Said' }), 201)
      await followAll(house)
      const isTold = async (who: Client) => (await told(who)).some((each) => each.item?.id === item)
      assert.deepEqual(
        [await isTold(rita), await isTold(mina), await isTold(gil)],
        [true, true, false],
      )
    },
  )

  test(name('a reminder comes at its moment, to the person who set it'), async () => {
    const item = await make()
    const sent = { start: `${new Date().getUTCFullYear() + 1}-06-01T09:00`, zone: 'Europe/Paris' }
    await must(gil.post(`${at(item)}/reminders`, sent), 201)
    await remindAllDue(house, new Date(`${new Date().getUTCFullYear() + 1}-06-02`))
    const reminded = async (who: Client) =>
      (await told(who)).some((each) => each.kind === 'reminder' && each.item?.id === item)
    assert.deepEqual([await reminded(gil), await reminded(mina)], [true, false])
  })

  test(
    name('files are attached to it and copied with it, and nobody else has them (X94)'),
    async () => {
      const item = await make()
      const type = { 'content-type': 'application/octet-stream' }
      const path = `${at(item)}/attachments`
      const sent = mina.post<{ id: string }>(`${path}?name=a.bin`, Buffer.from('All agreed.'), type)
      const { id } = await must(sent, 201)
      assert.equal((await gil.get(`${path}/${id}/content`)).status, 200)
      assert.equal((await xavier.get(`${path}/${id}/content`)).status, 404)
      const to = { toSpace: set.group, toContainer: box, keepBoth: true }
      const copy = await must(mina.post<Item>(`${at(item)}/copy`, to), 201)
      const { items } = await must(mina.get<Named>(`${at(copy.id)}/attachments`))
      assert.equal(items.length, 1)
      assert.equal(
        (await gil.get(`${at(copy.id)}/attachments/${items[0]!.id}/content`)).status,
        200,
      )
    },
  )

  if (of.tool.items[of.kind]!.versions)
    test(name('its first version is restored, and that is a version too'), async () => {
      const item = await make()
      const versions = `${at(item)}/versions`
      const numbers = async (who: Client) => {
        const { items } = await must(who.get<{ items: { number: number }[] }>(versions))
        return items.map(({ number }) => number)
      }
      assert.deepEqual([await numbers(gil), (await xavier.get(versions)).status], [[1], 404])
      assert.equal((await gil.post(`${versions}/1/restoring`)).status, 403)
      await must(mina.post(`${versions}/1/restoring`))
      assert.ok((await numbers(mina)).includes(2))
      await must(read(mina, item))
    })

  test(name('its live texts are there from the beginning, and in a copy (N)'), async () => {
    const item = await make()
    const to = { toSpace: set.group, toContainer: box, keepBoth: true }
    const copy = await must(mina.post<Item>(`${at(item)}/copy`, to), 201)
    const fields = Object.keys(of.tool.items[of.kind]!.texts ?? {}).toSorted()
    for (const id of [item, copy.id]) {
      const text = 'select field from live_text where item_id = $1 order by field'
      const rows = await instance.db.rows<{ field: string }>({ text, values: [id] })
      assert.deepEqual(
        rows.map(({ field }) => field),
        fields,
      )
    }
  })

  test(
    name('a program that keeps a copy of its container hears what came, changed and is gone'),
    async () => {
      const kept = await make()
      const changes = (since?: string) =>
        must(
          gil.get<Changes>(`${space}/containers/${box}/changes${since ? `?since=${since}` : ''}`),
        )
      const { token } = await changes()
      const fresh = await make()
      await must(mina.put(`${at(kept)}/tags/oak`), 204)
      const { items, token: next } = await changes(token)
      const heard = items.map(({ id, change }) => `${id},${change}`)
      const { syncable } = of.tool.items[of.kind]!
      const told = syncable ? [`${fresh},added`, `${kept},changed`] : []
      assert.deepEqual(new Set(heard), new Set(told))
      await must(mina.delete(at(kept)), 204)
      assert.deepEqual((await changes(next)).gone, [kept])
    },
  )

  test(name('one act on several, one undo that takes it back (A9)'), async () => {
    const items = [await make(), await make()]
    const { container } = await makeHolder(of, ada, set.group, {
      name: `For several ${of.kind}s`,
      like: box,
    })
    await giveRights(ada, set.group, container, [[{ kind: 'group', id: set.group }, 'contributor']])
    const places = async () =>
      Promise.all(items.map(async (id) => (await read(mina, id)).body.container?.id))
    const trashed = await bulk(mina, 'trashing', { items })
    assert.deepEqual([trashed.changed, await places()], [2, [undefined, undefined]])
    await bulk(mina, 'undoing', { undo: trashed.undo })
    const moved = await bulk(mina, 'moving', { items, toContainer: container })
    assert.deepEqual(await places(), [container, container])
    await bulk(mina, 'undoing', { undo: moved.undo })
    assert.deepEqual(await places(), [box, box])
  })
}
