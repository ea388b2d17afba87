import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { flatRowsIn } from './store.ts'

/** Answers to being in a group only through another group inside it (G9, M4). */

/** For a `nesting_consent k`: the person is, or will be, in a group that is inside. */
const hasWayThrough = `exists (select from group_nesting n
  join flat_membership e on e.group_id = n.inner_id and e.person_id = k.person_id and (e.until is null or e.until > the_time())
  where n.outer_id = k.group_id)`

/**
 * Runs before these people's ways into the group are computed. Asks people who would come in only through a group inside and
 * want to be asked first, or have blocked the person who put that group there; returns them. Deletes questions that need no
 * answer any more, because the person came in directly or no group inside has them any more. A *no* is kept.
 */
export async function settle(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>({
    name: 'settle-nesting-consents',
    text: `with direct as (
        select m.person_id from membership m
        where m.group_id = $1 and m.person_id = any($2::uuid[]) and (m.until is null or m.until > the_time())
          and (m.starts is null or m.starts <= the_time())),
      forgotten as (
        delete from nesting_consent k where k.group_id = $1 and k.person_id = any($2::uuid[])
          and (k.person_id in (select person_id from direct) or (k.answer is distinct from 'no' and not ${hasWayThrough})))
      insert into nesting_consent (group_id, person_id, asked_at)
      select distinct n.outer_id, e.person_id, $3::timestamptz
      from group_nesting n
      join workgroup w on w.id = n.outer_id and w.deleted_at is null
      cross join ${flatRowsIn('n.inner_id')} e
      join person p on p.id = e.person_id
      where n.outer_id = $1 and (e.until is null or e.until > the_time())
        and (p.always_ask_me or exists (select from blocked_inviter b where b.email_key = p.email_key and b.inviter_id = n.brought_by))
        and e.person_id not in (select person_id from direct)
        and not exists (select from seated_membership inside where inside.group_id = $1 and inside.person_id = e.person_id)
        and not exists (select from nesting_consent k where k.group_id = $1 and k.person_id = e.person_id)
        and not exists (select from shut_out x where x.group_id = $1 and x.person_id = e.person_id)
      returning person_id as id`,
    values: [group, people, ctx.now],
  })
  return rows.map(({ id }) => id)
}

/** Records the yes or no of somebody who is asked, or who said no before; returns false when no answer is awaited. */
export async function answer(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  said: 'yes' | 'no',
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'answer-nesting-consent',
    text: `update nesting_consent k set answer = $3, answered_at = $4
      where k.group_id = $1 and k.person_id = $2 and k.answer is distinct from $3 and ${hasWayThrough}`,
    values: [group, person, said, ctx.now],
  })
  return touched === 1
}

/** Records that a person who leaves a group stays outside, although a group inside still has them. */
export async function refuse(ctx: PublicContext, group: SpaceId, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'refuse-nesting',
    text: `insert into nesting_consent as k (group_id, person_id, answer, answered_at)
      select $1, $2, 'no', $3 where exists (select from flat_membership f where f.group_id = $1 and f.person_id = $2 and f.via_id <> $1)
      on conflict (group_id, person_id) do update set answer = 'no', answered_at = excluded.answered_at`,
    values: [group, person, ctx.now],
  })
}

export interface Consent {
  id: SpaceId
  name: string
  hue: number
  /** The person's groups that are inside it. */
  through: { id: SpaceId; name: string }[]
  askedAt: Timestamp | null
  answer: 'no' | null
}

/**
 * Groups that this person may come into through a group that they are in, or will be in (M9): they have been asked, or have
 * said no.
 */
export function consentsOf(
  ctx: PublicContext,
  person: PersonId,
  group: SpaceId | null = null,
): Promise<Consent[]> {
  return ctx.db.rows<Consent>({
    name: 'nesting-consents-of-person',
    text: `select w.id, w.name, s.hue, k.asked_at as "askedAt", k.answer, through.groups as through
      from nesting_consent k
      join workgroup w on w.id = k.group_id and w.deleted_at is null and w.archived_at is null
      join space s on s.id = w.id
      cross join lateral (
        select jsonb_agg(distinct jsonb_build_object('id', v.id, 'name', v.name)) as groups
        from group_nesting n join workgroup v on v.id = n.inner_id
        join seated_membership e on e.group_id = n.inner_id and e.person_id = k.person_id
        where n.outer_id = k.group_id) through
      where k.person_id = $1 and k.answer is distinct from 'yes' and through.groups is not null
        and ($2::uuid is null or k.group_id = $2)
        and not exists (select from effective_membership m where m.group_id = k.group_id and m.person_id = k.person_id)
        and not exists (select from effective_kept_out x where x.group_id = k.group_id and x.person_id = k.person_id)
      order by k.answer nulls first, k.asked_at desc nulls last, w.id`,
    values: [person, group],
  })
}
