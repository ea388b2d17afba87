import type { Instance } from './instance.ts'

/** Sets forward the clock that decides on rights (database/access/0_who_is_inside.sql); zero resets it. */
export async function putForward(instance: Instance, days: number): Promise<void> {
  await instance.db.run({
    text: `create or replace function the_time() returns timestamptz
      language sql stable as $$ select statement_timestamp() + make_interval(hours => ${Math.round(days * 24)}) $$`,
  })
}

/** The moment that many days from now. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000)
}
