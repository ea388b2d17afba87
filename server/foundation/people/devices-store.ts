import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'

export interface KnownRow {
  person: PersonId
  mark: Buffer
  by: 'sign-in' | 'reset'
}

export const strongestMark = (person: string, marks: string) =>
  `select k.person_id as person, k.mark, k.by from known_device k
      where k.person_id = ${person} and k.mark = any(${marks}) and k.expires_at > the_time()
      order by k.by = 'sign-in' desc, k.last_used_at desc limit 1`

/** The strongest of these marks by which this person, given by id or by address, is known. */
export function known(
  ctx: PublicContext,
  who: { id: PersonId } | { emailKey: string },
  marks: Buffer[],
): Promise<KnownRow | undefined> {
  const byId = 'id' in who
  return ctx.db.row<KnownRow>({
    name: byId ? 'known-device-of-person' : 'known-device-by-address',
    text: byId
      ? strongestMark('$1', '$2::bytea[]')
      : `select k.* from person p cross join lateral (${strongestMark('p.id', '$2::bytea[]')}) k where p.email_key = $1`,
    values: [byId ? who.id : who.emailKey, marks],
  })
}

/** Limit of marks per person; beyond it the least recently used one is forgotten. */
const mostEach = 50

/** Parts of a statement that make the mark `mark` known for the person in `who`, if any, for this many hours from now. */
export const remembering = (who: string, mark: string, by: string, hours: string) => `
      beyond as (delete from known_device where (person_id, mark) in (
        select person_id, mark from known_device where person_id = (select id from ${who}) and mark <> ${mark}
        order by last_used_at desc offset ${mostEach - 1})),
      remembered as (
        insert into known_device (person_id, mark, by, last_used_at, expires_at)
        select id, ${mark}, ${by}, the_time(), the_time() + make_interval(hours => ${hours}) from ${who}
        on conflict (person_id, mark) do update set by = excluded.by, last_used_at = excluded.last_used_at, expires_at = excluded.expires_at)`

export async function remember(
  ctx: PublicContext,
  { person, mark, by }: KnownRow,
  hours: number,
): Promise<void> {
  await ctx.db.run({
    name: 'remember-device',
    text: `with who as (select $1::uuid as id), ${remembering('who', '$2::bytea', '$3', '$4')} select`,
    values: [person, mark, by, hours],
  })
}
