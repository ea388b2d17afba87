import { must } from '../world/cast.ts'
import { nobody, password, type Client } from '../world/people.ts'
import type { Instance } from '../world/instance.ts'

/** A program of somebody's, with a token or an app password that they made just now; it sends no cookie. */
export async function programOf(
  house: Instance,
  owner: Client,
  kind: 'api-token' | 'app-password',
  scope: 'read' | 'write',
): Promise<Client & { token: string }> {
  await must(owner.post('/api/me/security/confirmation', { password }))
  const sent = { kind, scope, name: `${kind} ${scope}` }
  const { id, secret } = await must(
    owner.post<{ id: string; secret: string }>('/api/me/security/access-tokens', sent),
    201,
  )
  const coded = Buffer.from(`${owner.email}:${secret}`).toString('base64')
  const authorization = kind === 'api-token' ? `Bearer ${secret}` : `Basic ${coded}`
  return {
    ...sending(nobody(house), { authorization }),
    id: owner.id,
    email: owner.email,
    token: id,
  }
}

/** The same browser or program, which sends these headers with everything. */
export function sending(who: Client, always: Record<string, string>): Client {
  const way = (method: 'get' | 'post' | 'put' | 'patch' | 'delete') =>
    ((path: string, body?: unknown, headers: Record<string, string> = {}) =>
      who[method](path, body, { ...headers, ...always })) as Client['get']
  return {
    ...who,
    ...{ get: way('get'), post: way('post'), put: way('put') },
    ...{ patch: way('patch'), delete: way('delete') },
  }
}
