import { QueryObserver } from '@tanstack/react-query'
import { send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { everywhere, queries } from '../../kernel/queries.ts'

export type FoundItem = Answer<'get', '/api/items'>['items'][number]

const most = 100
type Asking = PromiseWithResolvers<FoundItem | null>
let waiting = new Map<string, Asking>()

/** An item by its id, wherever it is; null when I may not view it, or when there is none. Asked together with others. */
function ask(id: string): Promise<FoundItem | null> {
  if (waiting.size === 0) setTimeout(askAll, 10)
  const asking = waiting.get(id) ?? Promise.withResolvers<FoundItem | null>()
  waiting.set(id, asking)
  return asking.promise
}

function askAll(): void {
  const asked = [...waiting]
  waiting = new Map()
  for (let at = 0; at < asked.length; at += most) void askSome(asked.slice(at, at + most))
}

async function askSome(asked: [string, Asking][]): Promise<void> {
  const ids = asked.map(([id]) => id).join(',')
  try {
    const { items } = await send('get', '/api/items', { query: { ids } })
    const known = new Map(items.map((item) => [item.id, item]))
    for (const [id, { resolve }] of asked) resolve(known.get(id) ?? null)
  } catch (error) {
    for (const [, { reject }] of asked) reject(error) // without an answer nothing is said of them
  }
}

/** Tells what the item is now, and again whenever that changes; undefined until it is known. Returns a function that stops it. */
export function watchItem(
  id: string,
  told: (found: FoundItem | null | undefined) => void,
): () => void {
  const observer = new QueryObserver(queries, {
    queryKey: [everywhere, '/api/items', id],
    queryFn: () => ask(id),
    meta: { shows: 'lists' },
  })
  told(observer.getCurrentResult().data)
  return observer.subscribe(({ data }) => told(data))
}

/** The id of an item in an address of this instance: `/s/{space}/notes/{note}`. */
export function itemInAddress(typed: string): string | undefined {
  const address = URL.parse(typed.trim())
  if (address?.origin !== location.origin) return undefined
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
  return new RegExp(`^/s/${uuid}/[a-z-]+/(${uuid})/?$`).exec(address.pathname)?.[1]
}
