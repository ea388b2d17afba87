import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'

export function anyOrganization(db: Querier): Promise<object | undefined> {
  return db.row({ text: 'select 1 from organization limit 1' })
}

export function aliveLink(ctx: PublicContext, tokenHash: Buffer): Promise<object | undefined> {
  return ctx.db.row({
    name: 'alive-set-up-link',
    text: `select 1 from one_time_token where token_hash = $1 and purpose = 'set-up' and used_at is null and expires_at > the_time()`,
    values: [tokenHash],
  })
}

/** Uses up a link; undefined when it is dead. */
export function useLink(
  ctx: PublicContext,
  tokenHash: Buffer,
): Promise<{ anotherOrganization: boolean } | undefined> {
  return ctx.db.row({
    name: 'use-set-up-link',
    text: `update one_time_token set used_at = $2
      where token_hash = $1 and purpose = 'set-up' and used_at is null and expires_at > the_time()
      returning another_organization as "anotherOrganization"`,
    values: [tokenHash, ctx.now],
  })
}

export function anybody(db: Querier): Promise<object | undefined> {
  return db.row({ text: 'select 1 from person limit 1' })
}

/** Deletes used links too. */
export async function deleteLinks(db: Querier): Promise<void> {
  await db.run({ text: `delete from one_time_token where purpose = 'set-up'` })
}

/** Stores a link that creates an organization: the first one, or a further one on an instance that has some. */
export async function insertLink(db: Querier, tokenHash: Buffer, hours: number): Promise<void> {
  await db.run({
    text: `insert into one_time_token (token_hash, purpose, created_at, expires_at, another_organization)
      values ($1, 'set-up', the_time(), the_time() + make_interval(hours => $2), exists (select from organization))`,
    values: [tokenHash, hours],
  })
}
