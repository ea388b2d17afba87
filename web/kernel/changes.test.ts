import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Line } from './changes.ts'
import { isTouched } from './changes.ts'

const space = 'a-space'

function query(
  path: string,
  parts: object,
  given: object = {},
  meta?: { shows: 'space' | 'lists' },
) {
  return { queryKey: [space, path, { space, ...parts }, given], meta }
}

const note = query('/api/spaces/{space}/notes/{note}', { note: 'n1' })
const comments = query('/api/spaces/{space}/items/{item}/comments', { item: 'n1' })
const other = query('/api/spaces/{space}/notes/{note}', { note: 'n2' })
const list = query('/api/spaces/{space}/notebooks/{container}/notes', { container: 'c1' })
const otherList = query('/api/spaces/{space}/notebooks/{container}/notes', { container: 'c2' })
const newest = query('/api/spaces/{space}/notes', {})
const containers = query('/api/spaces/{space}/containers', {}, { tool: 'notes' })
const tasks = query('/api/spaces/{space}/containers', {}, { tool: 'tasks' })
const links = query(
  '/api/spaces/{space}/items/{item}/links',
  { item: 'n2' },
  {},
  { shows: 'space' },
)
const members = {
  queryKey: [space, '/api/groups/{group}/members', { group: space }, {}],
  meta: undefined,
}
const counts = query('/api/spaces/{space}/unread', {}, {}, { shows: 'lists' })
const all = {
  note,
  comments,
  other,
  list,
  otherList,
  newest,
  containers,
  tasks,
  links,
  members,
  counts,
}

function touched(...lines: Line[]): string[] {
  return Object.entries(all).flatMap(([name, each]) =>
    isTouched(each, space, lines) ? [name] : [],
  )
}

const edited: Line = { kind: 'item.edited', tool: 'notes', container: 'c1', item: 'n1' }

test('A11 · a change of an item is asked for where the item, its container or the whole space is shown, and nowhere else', () => {
  assert.deepEqual(touched(edited), ['note', 'comments', 'list', 'newest', 'containers', 'links'])
})

test('A11 · a change of a container or of the members is fetched everywhere in the space', () => {
  const everything = Object.keys(all)
  assert.deepEqual(touched({ ...edited, kind: 'container.renamed', item: null }), everything)
  assert.deepEqual(
    touched(edited, { kind: 'member.joined', tool: null, container: null, item: null }),
    everything,
  )
  assert.ok(
    Object.values(all).every((each) => isTouched(each, space)),
    'sight of something ended',
  )
})

test('A11 · a change in one space affects nothing of another', () => {
  assert.ok(Object.values(all).every((each) => !isTouched(each, 'another', [edited])))
})
