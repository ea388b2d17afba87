import type { Context } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { ReceiptAnswer } from './schema.ts'

const columns = 'id, space_id as space, container_id as container, tool, kind, title, at'

export async function insertReceipt(
  ctx: Context,
  { id, space, container, tool, kind, title }: Omit<ReceiptAnswer, 'at'>,
): Promise<ReceiptAnswer> {
  const row = await ctx.db.row<ReceiptAnswer>({
    name: 'insert-receipt',
    text: `insert into receipt (person_id, id, space_id, container_id, tool, kind, title, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
    values: [ctx.person.id, id, space, container, tool, kind, title, ctx.now],
  })
  return row!
}

/** Receipts of one person, the newest first; `after` is the last one of the previous page. */
export function receipts(
  ctx: Context,
  person: PersonId,
  after: [at: string, id: string] | null,
  limit: number,
): Promise<ReceiptAnswer[]> {
  return ctx.db.rows<ReceiptAnswer>({
    name: after ? 'receipts-after' : 'receipts',
    text: `select ${columns} from receipt
      where person_id = $1${after ? ' and (at, id) < ($3::timestamptz, $4::uuid)' : ''}
      order by at desc, id desc limit $2`,
    values: [person, limit, ...(after ?? [])],
  })
}
