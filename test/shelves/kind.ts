import { Type, type Static } from 'typebox'
import type { Authorized, Container, Item } from '../../server/access/authorized.ts'
import { authorizeContainer, authorizeDrop } from '../../server/access/authorize.ts'
import { container, drop, person, space } from '../../server/access/needs.ts'
import { inTheTurn, Unnamed } from '../../server/foundation/files/files.ts'
import { BusyQuery, BusyTimes } from '../../server/foundation/item-lists/busy.ts'
import { commonSorts, itemLists } from '../../server/foundation/item-lists/item-lists.ts'
import { addItem, touchItem } from '../../server/foundation/items/items.ts'
import { ownRow } from '../../server/foundation/items/own-row.ts'
import { itemProperties, newItem } from '../../server/foundation/items/schema.ts'
import { dropItem } from '../../server/foundation/receipts/receipts.ts'
import { ReceiptShape } from '../../server/foundation/receipts/schema.ts'
import { KeepBoth } from '../../server/foundation/spaces/schema.ts'
import { weighItem, weighNewItem } from '../../server/foundation/live-text/texts.ts'
import { addVersion } from '../../server/foundation/versions/keeping.ts'
import type { Context, PublicContext } from '../../server/kernel/context.ts'
import { door, type Door } from '../../server/kernel/door.ts'
import { judgeOf } from '../../server/kernel/judge.ts'
import { Maybe, Name, Shape } from '../../server/kernel/shapes.ts'
import { tableDoor } from '../../server/foundation/table-import/table-import.ts'
import { casesOf } from '../../server/kernel/access-cases.ts'
import { record } from '../../server/kernel/changes.ts'
import type { ItemId } from '../../server/kernel/ids.ts'
import type { ItemKey, ItemKind, VersionContent } from '../../server/kernel/tool.ts'
import { itemValued } from './events.ts'
import { bodyOf, fields } from './table.ts'
import { insertStory, storyOf, texts } from './story.ts'

const time = Type.Optional(Maybe(Type.String({ maxLength: 40 })))
const content = {
  body: Type.String({ maxLength: 2000 }),
  worth: Type.Integer({ minimum: 0 }),
  /** When it is looked at, and whether that is nobody else's business. */
  ...{ from: time, until: time, secret: Type.Optional(Type.Boolean()) },
}
const story = Type.String({ maxLength: 100_000 })
const New = Shape({ ...newItem(200), ...content, story: Type.Optional(story), ...KeepBoth })
type New = Static<typeof New>
const Change = Shape({ title: Type.Optional(Name(200)), ...content, ...KeepBoth })
const Part = Shape({ ...content, story })
type Part = Static<typeof Part>
/** Its row, and the same in an export. */
const Row = Shape({
  ...{ body: content.body, worth: content.worth, story, secret: Type.Boolean() },
  ...{ starts_at: Maybe(Type.String()), ends_at: Maybe(Type.String()) },
})
type Row = Static<typeof Row>
type Content = Pick<Part, 'body' | 'worth'>
const isContent = judgeOf<Content>(Shape({ body: content.body, worth: content.worth }))
const Answer = Type.Object({ ...itemProperties, ...content, story })

const columns = {
  ...{ body: 'n.body', worth: 'n.worth', story: 'n.story' },
  ...{ from: 'n.starts_at', until: 'n.ends_at', secret: 'n.secret' },
}
const someDays = { from: '2031-06-01T00:00:00Z', until: '2031-06-09T00:00:00Z' }

interface Kind {
  kind: ItemKind
  doors: Door[]
}

/** One kind of items of the shelves, with its table and doors; in some of them a story is written together. */
export function kindOfShelves(kind: string, { written }: { written: boolean }): Kind {
  const table = `shelf_${kind}`
  const own = ownRow<Row>(table, ['body', 'worth', 'story', 'starts_at', 'ends_at', 'secret'])
  const items = itemLists<Part, 'changed' | 'title' | 'order' | 'worth', 'dear'>({
    ...{ tool: 'shelves', kind, table },
    columns,
    span: { from: 'n.starts_at', until: 'n.ends_at', when: 'not n.secret' },
    sorts: { ...commonSorts, worth: { by: 'n.worth', type: 'integer', own: true } },
    filters: { dear: 'n.worth >= 100' },
  })
  const whole = own.wholeContent({
    ...{ searched: ['body', 'story'], text: asText, part: Row },
    arriving: (part) => part,
  })
  const list = `/api/spaces/:space/boxes/:container/${kind}s` as const
  const one = `/api/spaces/:space/${kind}s/:${kind}` as const
  const called = `${kind[0]!.toUpperCase()}${kind.slice(1)}`

  /** Everything that a new one begins with; a copy's story is copied by the spine. */
  async function begin(ctx: PublicContext, to: ItemKey, { story: told = '', ...body }: New) {
    await own.insert(ctx, to, { ...rowOf(body), story: told })
    if (written) await insertStory(ctx, to, told)
  }

  /** Needs the turn of the space. */
  async function add(inside: Context, there: Authorized<Container, 'add'>, body: New) {
    const to = { space: there.space, item: await addItem(inside, there, { ...body, kind }) }
    await begin(inside, to, body)
    const begins = { ...asVersion(body), ...by(inside, body.title), why: 'created' } as const
    await addVersion(inside, to, begins)
    await weighNewItem(inside, to, { tool: 'shelves', kind })
    return to.item
  }

  const doors = [
    ...items.listDoors({
      ...{ called: `${kind}s`, containers: 'boxes', answer: Answer, everywhere: true },
    }),
    door({
      name: `countDear${called}s`,
      method: 'GET',
      path: `/api/spaces/:space/dear-${kind}s`,
      summary: `How many ${kind}s of a space are dear.`,
      needs: { space: space('enter') },
      answer: Type.Object({ count: Type.Integer() }),
      run: async (ctx, given) => ({
        count: await items.countInSpace(ctx, given.space, { show: 'dear' }),
      }),
    }),
    door({
      name: `list${called}TimesOfPerson`,
      method: 'GET',
      path: `/api/people/:person/${kind}-times`,
      summary: `When somebody looks at their own ${kind}s.`,
      needs: { person: person('meet') },
      query: BusyQuery,
      answer: BusyTimes,
      run: async (ctx, given) => ({
        items: await items.busyOfPerson(ctx, given.person, given.query),
      }),
    }),
    door({
      name: `list${called}Times`,
      method: 'GET',
      path: `/api/spaces/:space/boxes/:container/${kind}-times`,
      summary: `When somebody looks at the ${kind}s of a box.`,
      needs: { container: container('see-busy') },
      query: BusyQuery,
      answer: BusyTimes,
      run: async (ctx, given) => ({
        items: await items.busyInContainer(ctx, given.container, given.query),
      }),
    }),
    door({
      name: `add${called}`,
      method: 'POST',
      path: list,
      summary: `A new ${kind}.`,
      needs: { container: container('add') },
      body: New,
      answer: Answer,
      status: 201,
      writes: false,
      run: async (ctx, { container: { space: of, id }, body }) => {
        const item = await inTheTurn(ctx, [of], new Unnamed(), async (inside) => {
          return add(inside, await authorizeContainer(inside, 'add', of, id), body)
        })
        return items.answerOf(ctx, { space: of, item })
      },
    }),
    tableDoor(
      {
        name: `import${called}s`,
        path: `${list}/table`,
        summary: `The ${kind}s of a table, one for each row.`,
      },
      {
        fields,
        add: (inside, there, values): Promise<ItemId> =>
          add(inside, there, { ...bodyOf(values), keepBoth: true }),
      },
    ),
    door({
      name: `drop${called}`,
      method: 'POST',
      path: `/api/spaces/:space/boxes/:container/dropped-${kind}s`,
      summary: `A ${kind} for a box that one need not see into.`,
      needs: { container: drop() },
      body: New,
      answer: ReceiptShape,
      status: 201,
      writes: false,
      run: (ctx, { container: { space: of, id }, body }) =>
        inTheTurn(ctx, [of], new Unnamed(), async (inside) => {
          const there = await authorizeDrop(inside, of, id)
          return dropItem(inside, there, { kind, title: body.title }, (to) =>
            begin(inside, to, body),
          )
        }),
    }),
    door({
      name: `read${called}`,
      method: 'GET',
      path: one,
      summary: `A ${kind}.`,
      needs: { item: items.need('view') },
      answer: Answer,
      run: (ctx, given) => items.answer(ctx, given.item),
    }),
    door({
      name: `change${called}`,
      method: 'PUT',
      path: one,
      summary: `Changes what a ${kind} says.`,
      needs: { item: items.need('edit') },
      body: Change,
      answer: Answer,
      run: async (ctx, { item, body }) => {
        const key = { space: item.space, item: item.id }
        const before = await own.read(ctx, key)
        await own.update(ctx, key, rowOf(body))
        await addVersion(ctx, key, { ...asVersion(body), ...by(ctx, item.title) })
        await touchItem(ctx, item, body)
        if (body.worth !== before.worth) await value(ctx, item, body.worth)
        await weighItem(ctx, key, { tool: 'shelves', kind })
        return items.answerOf(ctx, key)
      },
    }),
  ]

  return {
    doors,
    kind: {
      ...whole,
      counted: { en: (count) => `${count} ${kind}s`, fr: (count) => `${count} ${kind}s` },
      ...(written && {
        async exportItem(ctx, of) {
          const part = { ...(await own.read(ctx, of)), story: await storyOf(ctx, of) }
          return { text: asText(part), parts: only(part) }
        },
        async importItem(ctx, to, ...given) {
          await whole.importItem(ctx, to, ...given)
          await insertStory(ctx, to, (await own.read(ctx, to)).story)
        },
      }),
      ...(written && { texts }),
      versions: {
        present: async (ctx, of) => asVersion(await own.read(ctx, of)),
        restoring: async (_, of, then) => ({
          ...asVersion(then as Content),
          write: (inside) => own.update(inside, of, then as Content),
        }),
        arriving: async (_, then) => (isContent(then) ? asVersion(then) : undefined),
      },
      ...(kind === 'paper' && { syncable: { ending: 'txt', type: 'text/plain' } }),
      makesItem: `add a ${kind}`,
      accessCases: casesOf(kind, {
        [`list the ${kind}s of a box`]: [`list${called}sOfContainer`],
        [`add a ${kind}`]: [
          `add${called}`,
          {
            ...{ title: 'Mine', body: 'Quillwort', worth: 1 },
            ...(written && { story: 'Once upon a time' }),
          },
        ],
        [`see when ${kind}s are looked at`]: [`list${called}Times`, undefined, someDays],
        [`drop a ${kind}`]: [`drop${called}`, { title: 'Sent', body: 'Quillwort', worth: 1 }],
        [`read a ${kind}`]: [`read${called}`],
        [`change a ${kind}`]: [`change${called}`, { body: 'Other', worth: 2 }],
      }),
    },
  }
}

async function value(ctx: Context, item: Authorized<Item, 'edit'>, worth: number): Promise<void> {
  const about = { container: item.container, item: item.id }
  await record(ctx, item.space, itemValued, { ...about, detail: { worth } })
}

function asVersion({ body, worth }: Content): VersionContent {
  return { content: JSON.stringify({ body, worth }), text: body }
}

function by({ person }: Context, title: string) {
  return { authors: [person.id], title }
}

/** The columns that a body fills, all but the story. */
function rowOf({ body, worth, from = null, until = null, secret = false }: Omit<New, 'title'>) {
  return { body, worth, secret, starts_at: from, ends_at: until }
}

function asText({ body }: Row) {
  return { ending: 'txt', body }
}

async function* only<T>(part: T): AsyncGenerator<T> {
  yield part
}
