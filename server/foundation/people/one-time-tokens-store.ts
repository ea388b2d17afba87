import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'

export async function insertToken(
  ctx: PublicContext,
  purpose: string,
  personId: PersonId | null,
  tokenHash: Buffer,
  minutes: number,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-one-time-token',
    text: `insert into one_time_token (token_hash, purpose, person_id, created_at, expires_at)
      values ($1, $2, $3, the_time(), the_time() + make_interval(mins => $4))`,
    values: [tokenHash, purpose, personId, minutes],
  })
}

const alive = `t.token_hash = $1 and t.purpose = $2 and t.used_at is null and t.expires_at > the_time()
  and not exists (select from person p where p.id = t.person_id and p.deactivated_at is not null)`

export function aliveToken(
  ctx: PublicContext,
  purpose: string,
  tokenHash: Buffer,
): Promise<{ personId: PersonId | null } | undefined> {
  return ctx.db.row({
    name: 'alive-one-time-token',
    text: `select t.person_id as "personId" from one_time_token t where ${alive}`,
    values: [tokenHash, purpose],
  })
}

/** Marks the token as used, under the lock of its row. */
export function useToken(
  ctx: PublicContext,
  purpose: string,
  tokenHash: Buffer,
): Promise<{ personId: PersonId | null } | undefined> {
  return ctx.db.row({
    name: 'use-one-time-token',
    text: `update one_time_token t set used_at = $3 where ${alive} returning t.person_id as "personId"`,
    values: [tokenHash, purpose, ctx.now],
  })
}
