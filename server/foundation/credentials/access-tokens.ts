import { randomBytes } from 'node:crypto'
import type { Context } from '../../kernel/context.ts'
import { invalidField, LimitReached, NotFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { endOfDay } from '../../kernel/days.ts'
import { personById } from '../people/people.ts'
import { recordSecurity, tellOfSecurity } from '../people/security-letters.ts'
import { hashOfToken } from './authenticate.ts'
import { hashOfCode, newCode } from './codes.ts'
import * as store from './store.ts'
import * as words from './words.ts'

const most = 50

interface Wish {
  kind: 'api-token' | 'app-password'
  name: string
  scope: 'read' | 'write'
  /** The last day on which it works, in the person's time zone. */
  lastDay?: string | null
}

/** Makes an API token or an app password. Returns the secret, which is shown once: only its hash is stored. */
export async function makeAccessToken(
  ctx: Context,
  { kind, name, scope, lastDay }: Wish,
): Promise<{ id: string; secret: string }> {
  const expiresAt = lastDay ? endOfDay(lastDay, ctx.person.timeZone) : null
  if (expiresAt && expiresAt <= ctx.now) throw invalidField('body.lastDay', 'past', words.dayIsPast)
  const person = ctx.person.id
  if ((await store.countAccessTokens(ctx, person)) >= most)
    throw new LimitReached('access-tokens', words.enoughTokens(most))
  const { secret, hash } = kind === 'api-token' ? newApiToken() : newAppPassword()
  const id = newId()
  await store.insertAccessToken(ctx, { id, hash, person, kind, name, scope, expiresAt })
  await tellOfSecurity(ctx, await personById(ctx, person), { what: `${kind}-made`, name })
  return { id, secret }
}

function newApiToken(): { secret: string; hash: Buffer } {
  const secret = `atl_${randomBytes(32).toString('base64url')}`
  return { secret, hash: hashOfToken(secret) }
}

/** A password that can be typed into another program. */
function newAppPassword(): { secret: string; hash: Buffer } {
  const secret = newCode(4, 5)
  return { secret, hash: hashOfCode(secret) }
}

/** The token is refused from the next request on. */
export async function removeAccessToken(ctx: Context, id: string): Promise<void> {
  if (!(await store.deleteAccessToken(ctx, ctx.person.id, id))) throw new NotFound()
  await recordSecurity(ctx, ctx.person.id, { what: 'access-token-removed' })
}
