import type { Context } from '../../kernel/context.ts'
import type { Database } from '../../kernel/db.ts'
import type { PersonId } from '../../kernel/ids.ts'

export interface Subscription {
  id: string
  person: PersonId
  endpoint: string
  p256dh: string
  auth: string
}

interface SecretRow {
  vapidPublic: string
  /** Null in a row from before keys were sealed; the others are then unencrypted until `sealSecret`. */
  sealed: Buffer | null
  vapidPrivate: string | null
  linkKey: Buffer | null
}

/** The first process makes the secret; all others read the same one. */
export async function secret(
  db: Database,
  fresh: { vapidPublic: string; sealed: Buffer },
): Promise<SecretRow> {
  await db.run({
    name: 'make-notice-secret',
    text: 'insert into notice_secret (vapid_public, sealed) values ($1, $2) on conflict do nothing',
    values: [fresh.vapidPublic, fresh.sealed],
  })
  return (await db.row<SecretRow>({
    name: 'notice-secret',
    text: `select vapid_public as "vapidPublic", sealed, vapid_private as "vapidPrivate", link_key as "linkKey" from notice_secret`,
  }))!
}

export async function sealSecret(db: Database, sealed: Buffer): Promise<void> {
  await db.run({
    name: 'seal-notice-secret',
    text: 'update notice_secret set sealed = $1, vapid_private = null, link_key = null where sealed is null',
    values: [sealed],
  })
}

/**
 * One per browser, until the session ends in which it was made; returns undefined when that has ended. A browser gets the
 * pushes of the last person who signed in there.
 */
export function subscribe(
  ctx: Context,
  given: Omit<Subscription, 'person'>,
): Promise<{ id: string } | undefined> {
  return ctx.db.row({
    name: 'push-subscribe',
    text: `insert into push_subscription (id, person_id, session_id, endpoint, p256dh, auth, user_agent, created_at)
      select $1, s.person_id, s.id, $4, $5, $6, $7, $8 from session s
      where s.id = $3 and s.person_id = $2 and s.expires_at > the_time() for key share
      on conflict (endpoint) do update set person_id = excluded.person_id, session_id = excluded.session_id, p256dh = excluded.p256dh,
        auth = excluded.auth, user_agent = excluded.user_agent, created_at = excluded.created_at
      returning id`,
    values: [
      given.id,
      ctx.person.id,
      ctx.person.sessionId,
      given.endpoint,
      given.p256dh,
      given.auth,
      ctx.userAgent,
      ctx.now,
    ],
  })
}

export async function keepNewest(ctx: Context, most: number): Promise<void> {
  await ctx.db.run({
    name: 'push-keep-newest',
    text: `delete from push_subscription where person_id = $1 and id not in (
      select id from push_subscription where person_id = $1 order by created_at desc, id desc limit $2)`,
    values: [ctx.person.id, most],
  })
}

export function mySubscriptions(ctx: Context): Promise<
  {
    id: string
    createdAt: string
    userAgent: string
    current: boolean
  }[]
> {
  return ctx.db.rows({
    name: 'my-push-subscriptions',
    text: `select u.id, u.created_at as "createdAt", u.user_agent as "userAgent", u.session_id = $2 as current
      from push_subscription u where u.person_id = $1 order by u.created_at desc`,
    values: [ctx.person.id, ctx.person.sessionId],
  })
}

export async function unsubscribe(ctx: Context, id: string): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'push-unsubscribe',
    text: 'delete from push_subscription where id = $2 and person_id = $1',
    values: [ctx.person.id, id],
  })
  return gone === 1
}

/** Browsers of these people whose session is alive, ordered by id. */
export function subscriptionsOf(db: Database, people: PersonId[]): Promise<Subscription[]> {
  return db.rows<Subscription>({
    name: 'push-subscriptions-of',
    text: `select u.id, u.person_id as person, u.endpoint, u.p256dh, u.auth
      from push_subscription u join session s on s.id = u.session_id and s.expires_at > the_time()
      where u.person_id = any($1::uuid[]) order by u.id`,
    values: [people],
  })
}

export async function forget(db: Database, ids: string[]): Promise<void> {
  await db.run({
    name: 'push-forget',
    text: 'delete from push_subscription where id = any($1::uuid[])',
    values: [ids],
  })
}
