import type { Container } from '../../server/access/authorized.ts'
import * as access from '../../server/access/store.ts'
import { changesSeen } from '../../server/access/changes-seen.ts'
import * as overview from '../../server/foundation/overview/store.ts'
import * as people from '../../server/foundation/people/store.ts'
import type { Statement } from '../../server/kernel/db.ts'
import type { Context, PublicContext } from '../../server/kernel/context.ts'
import {
  newId,
  type ActId,
  type ItemId,
  type PersonId,
  type SpaceId,
} from '../../server/kernel/ids.ts'
import * as bulk from '../../server/foundation/bulk/store.ts'
import { linesAbout } from '../../server/foundation/items/store.ts'
import * as order from '../../server/foundation/order/store.ts'
import { receipts } from '../../server/foundation/receipts/store.ts'
import { containers } from '../../server/foundation/spaces/containers-store.ts'
import * as marks from '../../server/foundation/spaces/read-marks-store.ts'
import * as versions from '../../server/foundation/versions/store.ts'
import { askedWords, readQuery } from '../../server/foundation/search/query.ts'
import { anywhere, search } from '../../server/foundation/search/store.ts'
import * as lists from '../../server/foundation/item-lists/store.ts'
import { noteRows } from '../../server/tools/notes/store.ts'
import { numbered } from './fixture.ts'
import { bigNotebook, crowd, crowdMembers, group, noteOf } from './furnished.ts'
import { reading, type House } from './house.ts'

export interface HotStatement extends Statement {
  name: string
  values: unknown[]
}

/** The statements that requests wait for most often, as the product itself runs them, prepared on this connection. */
export async function hotStatements(
  house: Pick<House, 'db'>,
  person: PersonId,
): Promise<HotStatement[]> {
  const { ctx, asked } = listening(house)
  const item = { space: group, item: noteOf(1) }
  const page = { sort: 'changed', tag: null, search: null, filters: [], after: null, limit: 51 }
  await access.item(ctx, person, group, noteOf(1))
  const notebook = (await access.container(ctx, person, group, bigNotebook)) as Container
  await access.mayEnter(ctx, person, group)
  await lists.read(ctx, noteRows, person, item)
  await lists.inContainer(ctx, noteRows, person, notebook, page)
  await lists.inSpace(ctx, noteRows, person, group, page)
  await overview.newest(ctx, person, undefined, 51)
  await overview.recent(ctx, person, 30)
  await overview.changedForMe(ctx, person, new Date(0).toISOString(), 60)
  await people.mySpaces(ctx, person)
  await overview.favourites(ctx, person, 100)
  await search(ctx, person, askedWords(readQuery('two words')!), anywhere, undefined, 21)
  const crowded = Array.from({ length: crowdMembers }, (_, n) =>
    numbered<PersonId>('person', n + 1),
  )
  await changesSeen(ctx.db, crowd, crowded, 0, 500)
  await ofOneItem(ctx, person, item, notebook)
  await access.items(ctx, person, group, [noteOf(1), noteOf(2)])
  return asked
}

/** What the panels, the order and the marks of one item ask for, and one act on many. */
async function ofOneItem(
  ctx: PublicContext,
  person: PersonId,
  item: { space: SpaceId; item: ItemId },
  notebook: Container,
): Promise<void> {
  const mine = { ...ctx, person: { id: person } } as Context
  await containers(ctx, person, group, { limit: 50 })
  await marks.unreadOfTools(ctx, person, group)
  await marks.markRead(ctx, person, group, item.item)
  await marks.markIfAllIsRead(ctx, person, group, notebook.id)
  await linesAbout(ctx, { space: group, id: item.item }, undefined, 51)
  await versions.versions(ctx, item, null, 51)
  await versions.newestVersion(ctx, item)
  await receipts(mine, person, null, 51)
  await order.place(ctx, { ...item, container: notebook.id }, 'after', noteOf(2))
  await bulk.move(mine, group, [noteOf(1), noteOf(2)], notebook.id)
  await bulk.takeBack(mine, group, newId<ActId>())
}

/** A context that keeps every statement it is asked. */
function listening(house: Pick<House, 'db'>): { ctx: PublicContext; asked: HotStatement[] } {
  const ctx = reading(house)
  const asked: HotStatement[] = []
  const keep = (statement: Statement) => asked.push(statement as HotStatement)
  const db: PublicContext['db'] = {
    ...ctx.db,
    run: async (statement) => (keep(statement), ctx.db.run(statement)),
    row: async (statement) => (keep(statement), ctx.db.row(statement)),
    rows: async (statement) => (keep(statement), ctx.db.rows(statement)),
  }
  return { ctx: { ...ctx, db }, asked }
}

/** `execute` of a statement that was prepared by running it; with other values if need be. */
export function execute({ name, values }: HotStatement, others = values): string {
  const literal = (value: unknown): string => {
    if (value === null || value === undefined) return 'null'
    if (Array.isArray(value)) return `'{${value.join()}}'`
    const text = String(value instanceof Date ? value.toISOString() : value)
    return `'${text.replaceAll("'", "''")}'`
  }
  return others.length === 0
    ? `execute "${name}"`
    : `execute "${name}"(${others.map(literal).join(', ')})`
}
