import type { Database } from '../../server/kernel/db.ts'
import { numbered } from './fixture.ts'
import { cookieOf } from './furnished.ts'
import { alternately, ratioRow, type Row } from './measure.ts'
import { administrator, served } from './served.ts'

const many = 1000
const few = 50
const others = 100_000

/** A group with a thousand items to move between two notebooks, and as many others as given. */
interface Place {
  space: string
  notebooks: [string, string]
  items: string[]
}

/** A thousand items moved by one request over HTTP: against moving them one by one, and in a space of 100,000 items. */
export async function bulkRows(say: (sentence: string) => void): Promise<Row[]> {
  return served('bulk', say, async ({ db, port }) => {
    const small = await placeWith(db, port, 0)
    const large = await placeWith(db, port, others)
    const atOnce = (of: Place) => () => milliseconds(() => moveAll(port, of))
    const oneByOne = async () => {
      const took = await milliseconds(() => moveFew(port, small))
      await putBack(port, small)
      return took * (many / few)
    }
    return [
      ratioRow(
        '1,000 items moved at once, against one by one',
        'ms',
        await alternately(6, atOnce(small), oneByOne),
        { atMost: 0.1 },
      ),
      ratioRow(
        'the same in a space of 100,000 other items, against a space of none',
        'ms',
        await alternately(6, atOnce(large), atOnce(small)),
        { atMost: 1.5 },
      ),
    ]
  })
}

async function placeWith(db: Database, port: number, more: number): Promise<Place> {
  const name = `For many items ${Date.now()}`
  const { id: space } = await ask<{ id: string }>(port, '/api/groups', { name, template: 'team' })
  const { items: there } = await ask<{ items: { id: string; kind: string }[] }>(
    port,
    `/api/spaces/${space}/containers?tool=notes`,
  )
  const parent = there.find(({ kind }) => kind === 'root')!.id
  const made = async (called: string) => {
    const body = { parent, kind: 'notebook', name: called }
    return (await ask<{ id: string }>(port, `/api/spaces/${space}/containers`, body)).id
  }
  const notebooks: [string, string] = [await made('One'), await made('Other')]
  const items = await insertItems(db, space, notebooks[0], many)
  await insertItems(db, space, await made('Others'), more)
  await db.run({ text: 'analyze item' })
  return { space, notebooks, items }
}

async function insertItems(
  db: Database,
  space: string,
  container: string,
  count: number,
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>({
    text: `insert into item (space_id, id, container_id, tool, kind, title, author_id, created_at, changed_at, changed_by)
      select $1, gen_random_uuid(), $2, 'notes', 'note', 'Item ' || n, $4, now(), now(), $4 from generate_series(1, $3::int) n returning id`,
    values: [space, container, count, numbered('person', administrator)],
  })
  return rows.map(({ id }) => id)
}

/** Moves all items to the notebook in which they are not. */
async function moveAll(port: number, place: Place): Promise<void> {
  const { space, notebooks, items } = place
  const { changed } = await ask<{ changed: number }>(port, `/api/spaces/${space}/bulk/moving`, {
    ...{ items, toContainer: notebooks[1] },
  })
  if (changed !== many) throw new Error(`${changed} items were moved`)
  place.notebooks = [notebooks[1], notebooks[0]]
}

async function moveFew(port: number, { space, notebooks, items }: Place): Promise<void> {
  const body = { toSpace: space, toContainer: notebooks[1] }
  for (const item of items.slice(0, few))
    await ask(port, `/api/spaces/${space}/items/${item}/move`, body)
}

async function putBack(port: number, { space, notebooks, items }: Place): Promise<void> {
  const body = { items: items.slice(0, few), toContainer: notebooks[0] }
  await ask(port, `/api/spaces/${space}/bulk/moving`, body)
}

async function ask<Body>(port: number, url: string, body?: object): Promise<Body> {
  const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      cookie: cookieOf(administrator),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Body
}

async function milliseconds(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}
