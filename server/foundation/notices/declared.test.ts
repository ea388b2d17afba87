import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, stage, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { record } from '../../kernel/changes.ts'
import { inContext } from '../../kernel/context.ts'
import { event } from '../../kernel/event.ts'
import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'
import type { NoticeKind } from '../../kernel/notice.ts'
import { Type } from 'typebox'
import { followAll } from './following.ts'

const instance = await startInstance()
const { cast, group, open } = await stage(instance)
const { ada, mina, nestor } = cast

const dueSoon = event('task.due-soon', { detail: { days: Type.Integer() } })

/** To the author, at most a week ahead. */
const due: NoticeKind = {
  kind: 'due',
  family: 'follow',
  of: [dueSoon],
  join: 'join item i on i.space_id = l.space_id and i.id = l.item_id',
  where: `(l.detail->>'days')::int <= 7`,
  who: 'i.author_id',
  about: 'item',
  words: { en: ({ thing }) => `${thing} is due soon`, fr: ({ thing }) => `${thing} : bientôt` },
}

const { house } = instance.app
house.events = [...house.events, dueSoon]
house.notices = [...house.notices, due]

async function isDue(item: string, days: number): Promise<void> {
  const about = { container: open as ContainerId, item: item as ItemId, detail: { days } }
  await inContext(house, undefined, (ctx) => record(ctx, group as SpaceId, dueSoon, about))
  await followAll(house)
}

interface Notices {
  items: { kind: string; item: { id: string } | null }[]
}

async function dueOf(who: typeof mina): Promise<(string | undefined)[]> {
  const { items } = await must(who.get<Notices>('/api/me/notices'))
  return items.filter(({ kind }) => kind === 'due').map(({ item }) => item?.id)
}

test('E1 · an event and a notice that only this test declares reach the people whom their declaration names', async () => {
  const note = await writeNote(mina, group, open, 'Report')
  await isDue(note, 8)
  assert.deepEqual(await dueOf(mina), [])
  await isDue(note, 3)
  assert.deepEqual(await dueOf(mina), [note])
  for (const other of [ada, nestor]) assert.deepEqual(await dueOf(other), [])
})

test('A11 · such a notice is gone with the right to view its thing', async () => {
  const note = await writeNote(mina, group, open, 'Plan')
  await isDue(note, 1)
  assert.ok((await dueOf(mina)).includes(note))
  await must(ada.delete(`/api/groups/${group}/members/${mina.id}`), 204)
  assert.deepEqual(await dueOf(mina), [])
})

test('E1 · a notice of a tool that is not here any more is not shown, and breaks nothing', async () => {
  const note = await writeNote(nestor, group, open, 'Old')
  await isDue(note, 1)
  const before = await must(nestor.get<Notices>('/api/me/notices'))
  await instance.db.run({
    text: `update notice set kind = 'gone' where kind = 'due' and about = $1`,
    values: [note],
  })
  const { items } = await must(nestor.get<Notices>('/api/me/notices'))
  assert.equal(items.length, before.items.length - 1)
})
