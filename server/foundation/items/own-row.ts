import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

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
  return {
    async insert(ctx: PublicContext, { space, item }: ItemKey, row: Row): Promise<void> {
      await ctx.db.run({
        name: `insert-own-row-of-${table}`,
        text: `insert into ${table} (space_id, item_id, ${names}) values ($1, $2, ${places})`,
        values: [space, item, ...columns.map((column) => row[column])],
      })
    },

    async read(ctx: PublicContext, { space, item }: ItemKey): Promise<Row> {
      const row = await ctx.db.row<Row>({
        name: `read-own-row-of-${table}`,
        text: `select ${names} from ${table} where space_id = $1 and item_id = $2`,
        values: [space, item],
      })
      if (!row) throw new Error(`item ${item} has no row in ${table}`)
      return row
    },

    async update(ctx: PublicContext, { space, item }: ItemKey, row: Row): Promise<void> {
      await ctx.db.run({
        name: `update-own-row-of-${table}`,
        text: `update ${table} set ${changes} where space_id = $1 and item_id = $2`,
        values: [space, item, ...columns.map((column) => row[column])],
      })
    },

    async copyContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
      await ctx.db.run({
        name: `copy-own-row-of-${table}`,
        text: `insert into ${table} (space_id, item_id, ${names})
          select $3, $4, ${names} from ${table} where space_id = $1 and item_id = $2`,
        values: [from.space, from.item, to.space, to.item],
      })
    },

    async purgeContent(ctx: PublicContext, space: SpaceId, items: ItemId[]): Promise<void> {
      await ctx.db.run({
        name: `purge-own-row-of-${table}`,
        text: `delete from ${table} where space_id = $1 and item_id = any($2::uuid[])`,
        values: [space, items],
      })
    },
  }
}
