import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'

export function anyOrganization(db: Querier): Promise<object | undefined> {
  return db.row({ text: 'select 1 from organization limit 1' })
}

export function aliveLink(ctx: PublicContext, tokenHash: Buffer): Promise<object | undefined> {
  return ctx.db.row({
    name: 'alive-set-up-link',
    text: `select 1 from one_time_token where token_hash = $1 and purpose = 'set-up' and used_at is null and expires_at > $2`,
    values: [tokenHash, ctx.now],
  })
}

export async function useLink(ctx: PublicContext, tokenHash: Buffer): Promise<boolean> {
  const used = await ctx.db.run({
    name: 'use-set-up-link',
    text: `update one_time_token set used_at = $2
      where token_hash = $1 and purpose = 'set-up' and used_at is null and expires_at > $2`,
    values: [tokenHash, ctx.now],
  })
  return used === 1
}
