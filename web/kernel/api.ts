import type { QueryKey } from '@tanstack/react-query'
import type { paths } from './api.generated.ts'
import type { Answer, Door, GivenArguments, Method } from './doors.ts'
import { offline, problemFrom } from './problem.ts'
import { everywhere, queries } from './queries.ts'
import { lookAs, viewHeader } from './view-as.ts'

type Loose = {
  path?: Record<string, unknown> | undefined
  query?: Record<string, unknown> | undefined
  body?: unknown
}

/** Sends a request; resolves with the answer, rejects with a Problem. */
export function send<M extends Method, P extends Door<M> & keyof paths>(
  method: M,
  path: P,
  ...[given]: GivenArguments<M, P>
): Promise<Answer<M, P>> {
  const loose = (given ?? {}) as Loose
  return ask(method, addressOf(path, loose), loose.body) as Promise<Answer<M, P>>
}

/**
 * Options for `useQuery` and `queries.ensureQueryData`: `load('/api/spaces/{space}/members', { path: { space } })`. The key
 * begins with the space, so that a poke of this space finds every answer about it.
 */
export function load<P extends Door<'get'> & keyof paths>(
  path: P,
  ...[given]: GivenArguments<'get', P>
) {
  const loose = (given ?? {}) as Loose
  return {
    queryKey: keyOf(path, loose),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      ask('get', addressOf(path, loose), undefined, signal) as Promise<Answer<'get', P>>,
  }
}

/** The address of a door, for `<img src>`, downloads and forms. */
export function addressOf(path: string, { path: parts = {}, query = {} }: Loose): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(parts[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value]
    for (const each of values) if (each !== undefined && each !== '') search.append(name, `${each}`)
  }
  return search.size ? `${address}?${search.toString()}` : address
}

export function keyOf(path: string, { path: parts, query }: Loose): QueryKey {
  return [parts?.['space'] ?? parts?.['group'] ?? everywhere, path, parts ?? {}, query ?? {}]
}

/** Sends a request with a file as its body (pictures, imports). */
export function sendFile(method: Method, address: string, file: Blob): Promise<unknown> {
  return ask(method, address, file)
}

/** Reads JSON at an address that an answer named. */
export function readJson(address: string, signal: AbortSignal): Promise<unknown> {
  return ask('get', address, undefined, signal)
}

/** The first bytes of a file, and whether there are more. */
export async function readBeginning(
  address: string,
  most: number,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; more: boolean }> {
  const answer = await reach(address, { signal, headers: { range: `bytes=0-${most - 1}` } })
  if (answer.status === 416) return { bytes: new Uint8Array(), more: false } // an empty file
  if (!answer.ok) throw problemFrom(answer.status, await readBody(answer))
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const size = Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1] ?? 0)
  return { bytes: bytes.subarray(0, most), more: size > most }
}

async function ask(
  method: Method,
  address: string,
  body?: unknown,
  signal?: AbortSignal | null,
): Promise<unknown> {
  const answer = await reach(address, {
    method: method.toUpperCase(),
    signal: signal ?? null,
    ...sent(body),
  })
  const told = answer.status === 204 ? undefined : await readBody(answer)
  if (answer.ok) return told
  const problem = problemFrom(answer.status, told)
  if (answer.status === 401) signedOut(address)
  if (problem.code === 'view-as-over') lookAs(undefined)
  throw problem
}

async function reach(
  address: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
): Promise<Response> {
  try {
    const language = { 'accept-language': document.documentElement.lang }
    const headers = { ...language, ...init.headers, ...viewHeader(address) }
    return await fetch(address, { ...init, headers, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw offline()
  }
}

function sent(body: unknown): Pick<RequestInit, 'body'> & { headers: Record<string, string> } {
  const accept = { accept: 'application/json, application/problem+json' }
  if (body === undefined) return { headers: accept }
  if (body instanceof Blob) return { body, headers: { ...accept, 'content-type': body.type } }
  return {
    body: JSON.stringify(body),
    headers: { ...accept, 'content-type': 'application/json' },
  }
}

async function readBody(answer: Response): Promise<unknown> {
  if (!/json/.test(answer.headers.get('content-type') ?? '')) return undefined
  try {
    return await answer.json()
  } catch {
    throw offline()
  }
}

/** The session has ended: refetches everything, beginning with the signed-in person. */
function signedOut(address: string): void {
  if (address === '/api/me') return
  void queries.invalidateQueries({ queryKey: [everywhere, '/api/me'] })
}
