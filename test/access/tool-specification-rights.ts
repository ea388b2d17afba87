import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, must } from '../world/cast.ts'
import type { Client } from '../world/people.ts'
import { makeHolder, readsOf } from './tool-places.ts'
import type { Item, Places } from './tool-specification.ts'

interface Audience {
  items: { card: { id: string } }[]
}

/** Who may see and change an item of any kind, why, and what changes that. */
export function specifyRights(places: Places): void {
  const { of, set, instance, box, away, name, make, at, read } = places
  const { ada, mina, gil, rita, edna, oona } = set.cast
  const inAway = { space: away.group, container: away.box }
  const settings = (changed: object) =>
    must(ada.patch(`/api/groups/${away.group}`, { settings: changed }))

  test(
    name('everybody who can see it is named, with the reason why others cannot change it'),
    async () => {
      const item = await make()
      const audience = async () => {
        const { items } = await must(mina.get<Audience>(`${at(item)}/audience?limit=200`))
        const ids = items.map(({ card }) => card.id)
        return [gil, rita, ada].map(({ id }) => ids.includes(id))
      }
      assert.deepEqual(await audience(), [true, true, true])
      const why = `${at(item)}/why-not?right=edit`
      const { allowed, sentence } = await must(
        rita.get<{ allowed: boolean; sentence: string }>(why),
      )
      assert.ok(!allowed && sentence !== '')
      await must(mina.put(`${at(item)}/internal-only`, { internalOnly: true }))
      assert.deepEqual(await audience(), [false, true, true])
    },
  )

  test(name('the author decides who else edits it (A4)'), async () => {
    const item = await make()
    const edits = async (who: Client) => (await must(read(who, item))).may['edit']
    assert.deepEqual([await edits(rita), await edits(ada)], [false, false])
    await must(mina.put(`${at(item)}/editors`, { principals: [{ kind: 'person', id: rita.id }] }))
    assert.deepEqual([await edits(rita), await edits(ada)], [true, false])
  })

  test(
    name('with versions, it can be validated: then nobody edits it until it is opened again (A4)'),
    async () => {
      const item = await make()
      const validated = await mina.put<Item>(`${at(item)}/validation`)
      if (!of.tool.items[of.kind]!.versions) return assert.equal(validated.status, 404)
      for (const who of [mina, edna, ada])
        assert.equal((await must(read(who, item))).may['edit'], false)
      assert.equal((await mina.put(`${at(item)}/tags/late`)).status, 403)
      await must(ada.post(`${at(item)}/reopening`, { reason: 'One more point' }))
      assert.ok((await must(read(mina, item))).may['edit'])
    },
  )

  test(
    name('nothing in an internal place moves a byte of what a guest gets (G10, I1)'),
    async () => {
      const like = { name: `Internal, for a ${of.kind}`, like: box }
      const { container } = await makeHolder(of, ada, set.group, like)
      const path = `/api/spaces/${set.group}/containers/${container}`
      await must(ada.put(`${path}/internal-only`, { internalOnly: true }))
      const lists = readsOf(of, { space: set.group, container: box, item: 'none' })
      const surfaces = [
        ...lists.filter((each) => !each.includes('none')),
        ...['/api/newest', '/api/home', '/api/me/notices', '/api/me'],
        ...[`/api/spaces/${set.group}/changes?since=0`, `/api/spaces/${set.group}/tags`],
      ]
      const heard = async () => {
        const answers = await Promise.all(surfaces.map((each) => gil.get(each)))
        return answers.map(({ status, body }) =>
          JSON.stringify([status, { ...body, reference: '' }]),
        )
      }
      const before = await heard()
      const item = await make(mina, { space: set.group, container })
      await must(mina.put(`${at(item)}/tags/hidden`), 204)
      await must(ada.post(`${at(item)}/comments`, { body: 'Said' }), 201)
      assert.deepEqual(await heard(), before)
    },
  )

  test(
    name('shared by name from a private space, it is there for that person alone (A7)'),
    async () => {
      const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
      const { container } = await makeHolder(of, mina, privateSpace, { name: `My ${of.kind}` })
      const item = await make(mina, { space: privateSpace, container })
      assert.equal((await read(rita, item, privateSpace)).status, 404)
      const principals = [{ kind: 'person', id: rita.id }]
      await must(mina.put(`${at(item, privateSpace)}/readers`, { principals }))
      await must(read(rita, item, privateSpace))
      assert.equal((await read(ada, item, privateSpace)).status, 404)
    },
  )

  test(name('seen as a guest, it is there exactly where a guest finds it (A8)'), async () => {
    const [open, internal] = [await make(), await make()]
    await must(mina.put(`${at(internal)}/internal-only`, { internalOnly: true }))
    const viewing = ada.post<{ token: string }>(`/api/groups/${set.group}/viewings`, {
      person: gil.id,
    })
    const headers = { 'atelier-view-as': (await must(viewing, 201)).token }
    for (const item of [open, internal])
      for (const path of readsOf(of, { space: set.group, container: box, item })) {
        const shown = await ada.get(path, undefined, headers)
        assert.equal(shown.status, (await gil.get(path)).status, path)
      }
  })

  test(
    name('where the past is closed, somebody who joins today finds nothing older (G11)'),
    async () => {
      const [old, fresh] = [await make(ada, inAway), await make(ada, inAway)]
      await instance.db.run({
        text: `update item set created_at = created_at - interval '2 days' where id = $1`,
        values: [old],
      })
      await settings({ historyHorizon: 'joined' })
      await enter(instance, away.group, [rita])
      const world = { ...inAway, item: old }
      for (const path of readsOf(of, world)) {
        const { status, body } = await rita.get(path)
        if (path.includes(old)) assert.equal(status, 404, path)
        else assert.ok(!JSON.stringify(body).includes(old), path)
      }
      await must(read(rita, fresh, away.group))
      await settings({ historyHorizon: 'all' })
      await must(ada.delete(`/api/groups/${away.group}/members/${rita.id}`), 204)
    },
  )

  test(
    name('it stays when its author leaves, and the administrator takes it over (J4)'),
    async () => {
      await enter(instance, away.group, [edna])
      const item = await make(edna, inAway)
      await must(edna.post(`/api/groups/${away.group}/leaving`, {}), 204)
      assert.equal((await read(edna, item, away.group)).status, 404)
      await must(ada.post(`${at(item, away.group)}/taking-over`))
      assert.ok((await must(ada.get<Item>(at(item, away.group)))).may['edit'])
    },
  )

  test(name('it is gone with its group, and comes back with it'), async () => {
    const item = await make(ada, inAway)
    const group = `/api/groups/${away.group}`
    await must(ada.delete(`${group}/members`), 204)
    await must(ada.delete(group), 204)
    for (const path of readsOf(of, { ...inAway, item }))
      assert.equal((await ada.get(path)).status, 404, path)
    await must(oona.post(`/api/organization/deleted-groups/${away.group}/restoration`, {}), 204)
    await must(read(ada, item, away.group))
  })
}
