import { createHash, randomBytes } from 'node:crypto'
import { signUp, type OrgRole } from '../../server/foundation/people/people.ts'
import { sessionCookie } from '../../server/foundation/people/sessions.ts'
import { createPrivateSpace } from '../../server/foundation/spaces/spaces.ts'
import { inContext } from '../../server/kernel/context.ts'
import { nameOf } from '../../server/kernel/cookies.ts'
import { newId, type OrganizationId, type PersonId } from '../../server/kernel/ids.ts'
import { setUp } from '../../server/operations/set-up/set-up.ts'
import type { Instance } from './instance.ts'

/** The answer; `body` has the type that the test expects. */
export interface Answer<Body> {
  status: number
  body: Body
  headers: Record<string, string | string[] | number | undefined>
  /** The session that this answer began, as a Cookie header. */
  cookie: string | undefined
}

type Send = <Body = Record<string, never>>(
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<Body>>

/** Somebody's browser: every request carries their session. */
export interface Client {
  id: PersonId
  email: string
  cookie: string
  get: Send
  post: Send
  put: Send
  patch: Send
  delete: Send
}

/** The password of everybody in tests. */
export const password = 'a sentence that is easy to keep'

/** An organization with its admin, made as the set-up page makes it. */
export async function founded(
  instance: Instance,
  { organization = 'Atelier du Pont', firstName = 'Oona', lastName = 'Aalto' } = {},
): Promise<{ organization: OrganizationId; admin: Client }> {
  const email = addressOf(firstName)
  const made = await inContext(instance.app.house, undefined, (ctx) =>
    setUp(ctx, { organization, firstName, lastName, email, password, ...here }),
  )
  return { organization: made.organization, admin: await signedIn(instance, made.admin) }
}

const here = { language: 'en', timeZone: 'Europe/Paris' } as const

interface Newcomer {
  lastName?: string
  orgRole?: OrgRole
  language?: 'en' | 'fr'
  /** Only for people who sign in by password, because hashing is slow. */
  password?: string
  company?: string
}

/** One more internal, signed in. */
export function colleague(
  instance: Instance,
  organization: OrganizationId,
  firstName: string,
  given: Newcomer = {},
): Promise<Client> {
  return newcomer(instance, organization, firstName, given)
}

/** Somebody from outside, signed in, in no group yet. */
export function guest(
  instance: Instance,
  firstName: string,
  given: Newcomer = {},
): Promise<Client> {
  return newcomer(instance, null, firstName, { company: 'Acme', ...given })
}

async function newcomer(
  instance: Instance,
  organizationId: OrganizationId | null,
  firstName: string,
  { orgRole = 'member', lastName = 'Test', ...given }: Newcomer,
): Promise<Client> {
  const role = organizationId ? orgRole : null
  const named = { firstName, lastName, email: addressOf(firstName), orgRole: role }
  const id = await inContext(instance.app.house, undefined, async (ctx) => {
    const person = await signUp(ctx, { ...here, ...given, ...named, organizationId })
    await createPrivateSpace({ ...ctx, language: given.language ?? 'en' }, person, organizationId)
    return person
  })
  return signedIn(instance, id)
}

function addressOf(firstName: string): string {
  const plain = firstName.normalize('NFD').replace(/[^\p{L}\p{N}.]/gu, '')
  return `${plain.toLowerCase()}@example.org`
}

/** A session of this person, as if they had just signed in by password. */
export async function signedIn(instance: Instance, id: PersonId): Promise<Client> {
  const token = randomBytes(32).toString('base64url')
  const person = await instance.db.row<{ email: string }>({
    text: `with person as (select email from person where id = $3), session as (
        insert into session (token_hash, id, person_id, created_at, last_seen_at, expires_at)
        values ($1, $2, $3, now(), now(), now() + interval '10 years'))
      select email from person`,
    values: [createHash('sha256').update(token).digest(), newId(), id],
  })
  return client(instance, id, person!.email, `${nameOf(instance.config, sessionCookie)}=${token}`)
}

/** Somebody without a session. */
export function nobody(instance: Instance): Client {
  return client(instance, '' as PersonId, '', '')
}

/** A browser with exactly this cookie, for sessions that have ended or were invented. */
export function client(instance: Instance, id: PersonId, email: string, cookie: string): Client {
  const by = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'): Send =>
    async function send<Body>(path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await instance.app.inject({
        method,
        url: path,
        headers: { ...(cookie && { cookie }), ...headers },
        ...(body !== undefined && { payload: body as object }),
      })
      const session = nameOf(instance.config, sessionCookie)
      const began = response.cookies.find(({ name, value }) => name === session && value)
      return {
        status: response.statusCode,
        body: (isJson(response.headers['content-type']) ? response.json() : response.body) as Body,
        headers: response.headers,
        cookie: began && `${session}=${began.value}`,
      }
    }
  return {
    id,
    email,
    cookie,
    get: by('GET'),
    post: by('POST'),
    put: by('PUT'),
    patch: by('PATCH'),
    delete: by('DELETE'),
  }
}

function isJson(type: unknown): boolean {
  return typeof type === 'string' && type.includes('json')
}
