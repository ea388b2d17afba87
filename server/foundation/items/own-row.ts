import type { Static, TObject } from 'typebox'
import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { judgeOf } from '../../kernel/judge.ts'
import type { ItemCopy, ItemKey, ItemKind, ItemOrigin } from '../../kernel/tool.ts'
import { unreadableItem } from './words.ts'

/** What a tool says of its items if their content is the one row: the rest of `ItemKind` follows from it. */
interface WholeContent<Row, Part extends TObject> {
  /** The columns with the text that search finds. */
  searched: readonly (keyof Row & string)[]
  /** The item in an open format. */
  text: (row: Row) => ItemCopy['text']
  /** The shape of a row in an export. What is imported is validated against it, and `arriving` makes a row of it. */
  part: Part
  arriving: (part: Static<Part>, origin: ItemOrigin) => Row
}

type OfContent =
  | 'searchable'
  | 'copyContent'
  | 'purgeContent'
  | 'weigh'
  | 'exportItem'
  | 'importItem'

/**
 * The statements for a table in which each item of a kind has one row: made, read, changed, copied with the item, and deleted
 * when it leaves the trash for ever. `columns` are the properties of `Row` that are copied, named as in the table.
 */
export function ownRow<Row extends object>(
  table: string,
  columns: readonly (keyof Row & string)[],
) {
  const names = columns.join(', ')
  const places = columns.map((_, at) => `$${at + 3}`).join(', ')
  const changes = columns.map((column, at) => `${column} = $${at + 3}`).join(', ')

  async function insert(ctx: PublicContext, { space, item }: ItemKey, row: Row): Promise<void> {
    await ctx.db.run({
      name: `insert-own-row-of-${table}`,
      text: `insert into ${table} (space_id, item_id, ${names}) values ($1, $2, ${places})`,
      values: [space, item, ...columns.map((column) => row[column])],
    })
  }

  async function read(ctx: PublicContext, { space, item }: ItemKey): Promise<Row> {
    const row = await ctx.db.row<Row>({
      name: `read-own-row-of-${table}`,
      text: `select ${names} from ${table} where space_id = $1 and item_id = $2`,
      values: [space, item],
    })
    if (!row) throw new Error(`item ${item} has no row in ${table}`)
    return row
  }

  /** Changes some of the columns, or all. */
  async function update(ctx: PublicContext, of: ItemKey, row: Partial<Row>): Promise<void> {
    const all = { ...(columns.every((column) => column in row) ? {} : await read(ctx, of)), ...row }
    await ctx.db.run({
      name: `update-own-row-of-${table}`,
      text: `update ${table} set ${changes} where space_id = $1 and item_id = $2`,
      values: [of.space, of.item, ...columns.map((column) => (all as Row)[column])],
    })
  }

  async function copyContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
    await ctx.db.run({
      name: `copy-own-row-of-${table}`,
      text: `insert into ${table} (space_id, item_id, ${names})
        select $3, $4, ${names} from ${table} where space_id = $1 and item_id = $2`,
      values: [from.space, from.item, to.space, to.item],
    })
  }

  async function purgeContent(ctx: PublicContext, space: SpaceId, items: ItemId[]): Promise<void> {
    await ctx.db.run({
      name: `purge-own-row-of-${table}`,
      text: `delete from ${table} where space_id = $1 and item_id = any($2::uuid[])`,
      values: [space, items],
    })
  }

  /** Bytes of its texts. */
  async function weigh(ctx: PublicContext, of: ItemKey): Promise<number> {
    const texts = Object.values(await read(ctx, of)).filter((value) => typeof value === 'string')
    return Buffer.byteLength(texts.join(''))
  }

  /** The parts of `ItemKind` that are about content, for items whose content is this row. */
  function wholeContent<Part extends TObject>(
    whole: WholeContent<Row, Part>,
  ): Pick<ItemKind, OfContent> {
    const { searched, text, part, arriving } = whole
    const isPart = judgeOf<Static<Part>>(part)
    return {
      ...{ copyContent, purgeContent, weigh },
      searchable: `select concat_ws(' ', ${searched.map((column) => `n.${column}`).join(', ')}) from ${table} n
        where n.space_id = i.space_id and n.item_id = i.id`,
      async exportItem(ctx, of) {
        const row = await read(ctx, of)
        return { text: text(row), parts: only(row) }
      },
      async importItem(ctx, to, parts, origin) {
        let row: Row | undefined
        for await (const given of parts) {
          if (row || !isPart(given)) throw unreadableItem(to.title)
          row = arriving(given, origin)
        }
        if (!row) throw unreadableItem(to.title)
        await insert(ctx, to, row)
      },
    }
  }

  return { insert, read, update, copyContent, purgeContent, wholeContent }
}

async function* only<T>(part: T): AsyncGenerator<T> {
  yield part
}
