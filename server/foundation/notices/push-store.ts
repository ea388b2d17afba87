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

export interface Secret {
  vapidPublic: string
  vapidPrivate: string
  linkKey: Buffer
}

/** Made by whoever comes first; all others take the same. */
export async function secret(db: Database, fresh: Secret): Promise<Secret> {
  await db.run({
    name: 'make-notice-secret',
    text: 'insert into notice_secret (vapid_public, vapid_private, link_key) values ($1, $2, $3) on conflict do nothing',
    values: [fresh.vapidPublic, fresh.vapidPrivate, fresh.linkKey],
  })
  return (await db.row<Secret>({
    name: 'notice-secret',
    text: 'select vapid_public as "vapidPublic", vapid_private as "vapidPrivate", link_key as "linkKey" from notice_secret',
  }))!
}

/** One per browser: the newest of a person's `most` stay. A browser is told for whoever signed in there last. */
export async function subscribe(
  ctx: Context,
  given: Omit<Subscription, 'person'>,
  most: number,
): Promise<void> {
  await ctx.db.run({
    name: 'push-subscribe',
    text: `insert into push_subscription (id, person_id, session_id, endpoint, p256dh, auth, user_agent, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (endpoint) do update set person_id = excluded.person_id, session_id = excluded.session_id, p256dh = excluded.p256dh,
        auth = excluded.auth, user_agent = excluded.user_agent, created_at = excluded.created_at`,
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

/** Browsers of these people whose session still lives. */
export function subscriptionsOf(db: Database, people: PersonId[]): Promise<Subscription[]> {
  return db.rows<Subscription>({
    name: 'push-subscriptions-of',
    text: `select u.id, u.person_id as person, u.endpoint, u.p256dh, u.auth
      from push_subscription u join session s on s.id = u.session_id and s.expires_at > now()
      where u.person_id = any($1::uuid[])`,
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
