import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { PersonId } from '../../kernel/ids.ts'

export function anybody(db: Querier): Promise<object | undefined> {
  return db.row({ text: 'select 1 from person limit 1' })
}

/** The people with these addresses, in the order in which they arrived. */
export function present(
  ctx: PublicContext,
  emails: string[],
): Promise<{ id: PersonId; email: string }[]> {
  return ctx.db.rows({
    name: 'demo-people',
    text: 'select id, email from person where email = any($1::text[]) and deactivated_at is null order by created_at, id',
    values: [emails],
  })
}
