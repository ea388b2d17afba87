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

test('Trash · items in the trash for longer than TRASH_DAYS are deleted for ever, with the tool’s own rows; younger ones stay', async () => {
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

test('Trash · an empty container is deleted for ever, with its own list of rights', async () => {
  assert.deepEqual([await count('item', boxed), await count('container', box)], [0, 0])
})

test('V1 · work of a round that fails keeps no other, and is told when all was done', async () => {
  const expired = { hash: Buffer.alloc(32, 7), at: new Date(Date.now() - 86_400_000) }
  await instance.db.run({
    text: `insert into session (token_hash, id, person_id, created_at, last_seen_at, expires_at)
      values ($1, gen_random_uuid(), $2, $3, $3, $3)`,
    values: [expired.hash, mina.id, expired.at],
  })
  await instance.db.run({ text: 'alter table person_deletion rename to person_deletion_away' })
  await assert.rejects(tidy(instance.app.house), /person_deletion/)
  await instance.db.run({ text: 'alter table person_deletion_away rename to person_deletion' })
  const left = await instance.db.rows({
    text: 'select 1 as one from session where token_hash = $1',
    values: [expired.hash],
  })
  assert.deepEqual(left, [])
})
