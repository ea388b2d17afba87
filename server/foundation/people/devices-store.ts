import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'

export interface KnownRow {
  person: PersonId
  mark: Buffer
  by: 'sign-in' | 'reset'
}

/** The strongest of these marks by which this person, named by id or by address, is known. */
export function known(
  ctx: PublicContext,
  who: { id: PersonId } | { emailKey: string },
  marks: Buffer[],
): Promise<KnownRow | undefined> {
  const byId = 'id' in who
  return ctx.db.row<KnownRow>({
    name: byId ? 'known-device-of-person' : 'known-device-by-address',
    text: `select k.person_id as person, k.mark, k.by from known_device k join person p on p.id = k.person_id
      where k.mark = any($2::bytea[]) and p.${byId ? 'id' : 'email_key'} = $1 and k.expires_at > the_time()
      order by k.by = 'sign-in' desc, k.last_used_at desc limit 1`,
    values: [byId ? who.id : who.emailKey, marks],
  })
}

/** Keeps at most this many of a person: beyond, the one that was not used for longest is forgotten. */
const mostEach = 50

export async function remember(
  ctx: PublicContext,
  { person, mark, by }: KnownRow,
  hours: number,
): Promise<void> {
  await ctx.db.run({
    name: 'remember-device',
    text: `with beyond as (delete from known_device where (person_id, mark) in (
          select person_id, mark from known_device where person_id = $1 and mark <> $2 order by last_used_at desc offset $5))
      insert into known_device (person_id, mark, by, last_used_at, expires_at)
      values ($1, $2, $3, the_time(), the_time() + make_interval(hours => $4))
      on conflict (person_id, mark) do update set by = excluded.by, last_used_at = excluded.last_used_at, expires_at = excluded.expires_at`,
    values: [person, mark, by, hours, mostEach - 1],
  })
}
