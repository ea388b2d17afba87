import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveRights, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { tidy } from './housekeeping.ts'

const instance = await startInstance()
const { cast, group, root, open } = await stage(instance)
const { ada, mina } = cast
const later = new Date(Date.now() + 31 * 86_400_000)
const count = async (table: string, id: string) =>
  (await instance.db.row<{ n: number }>({
    text: `select count(*)::int as n from ${table} where ${table === 'note' ? 'item_id' : 'id'} = $1`,
    values: [id],
  }))!.n

const box = await makeNotebook(ada, group, root, 'Box')
await giveRights(ada, group, box, [[{ kind: 'group', id: group }, 'contributor']])
const boxed = await writeNote(mina, group, box, 'In the box')
await must(ada.delete(`/api/spaces/${group}/containers/${box}`), 204)

test('Trash · what lay there for longer than TRASH_DAYS is deleted for ever, with the tool’s own rows; what is younger stays', async () => {
  const old = await writeNote(mina, group, open, 'Of no use')
  const kept = await writeNote(mina, group, open, 'Of use')
  await must(mina.post(`/api/spaces/${group}/items/${old}/comments`, { body: 'So long' }), 201)
  await must(mina.delete(`/api/spaces/${group}/items/${old}`), 204)
  await tidy(instance.app.house)
  assert.equal(await count('item', old), 1)
  await tidy(instance.app.house, later)
  assert.deepEqual(
    [await count('item', old), await count('note', old), await count('item', kept)],
    [0, 0, 1],
  )
})

test('Trash · a container goes once nothing is in it any more, with its own list of rights', async () => {
  assert.deepEqual([await count('item', boxed), await count('container', box)], [0, 0])
})
