import type { Context } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ReceiptAnswer } from './schema.ts'

/** A receipt, and the owner of the private space that it was put into. */
export type ReceiptRow = Omit<ReceiptAnswer, 'to'> & { owner: PersonId | null }

const columns = `id, space_id as space, container_id as container, tool, kind, title, size, at,
  (select s.owner_id from space s where s.id = receipt.space_id and s.kind = 'private') as owner`

export async function insertReceipt(
  ctx: Context,
  { id, space, container, tool, kind, title, size }: Omit<ReceiptRow, 'at' | 'owner'>,
): Promise<ReceiptRow> {
  const row = await ctx.db.row<ReceiptRow>({
    name: 'insert-receipt',
    text: `insert into receipt (person_id, id, space_id, container_id, tool, kind, title, size, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${columns}`,
    values: [ctx.person.id, id, space, container, tool, kind, title, size, ctx.now],
  })
  return row!
}

export async function droppedSince(
  ctx: Context,
  person: PersonId,
  space: SpaceId,
  since: Date,
): Promise<{ files: number; bytes: number }> {
  const row = await ctx.db.row<{ files: number; bytes: number }>({
    name: 'dropped-since',
    text: `select count(*)::int as files, coalesce(sum(size), 0)::bigint as bytes from receipt
      where person_id = $1 and space_id = $2 and at > $3`,
    values: [person, space, since],
  })
  return row!
}

/** Receipts of one person, the newest first; `after` is the last one of the previous page. */
export function receipts(
  ctx: Context,
  person: PersonId,
  after: [at: string, id: string] | null,
  limit: number,
): Promise<ReceiptRow[]> {
  return ctx.db.rows<ReceiptRow>({
    name: after ? 'receipts-after' : 'receipts',
    text: `select ${columns} from receipt
      where person_id = $1${after ? ' and (at, id) < ($3::timestamptz, $4::uuid)' : ''}
      order by at desc, id desc limit $2`,
    values: [person, limit, ...(after ?? [])],
  })
}
