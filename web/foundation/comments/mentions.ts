import { send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'

export type Mentioned = Answer<'get', '/api/spaces/{space}/mentionable'>['items'][number]

/** People and groups that can be mentioned in a space. */
export async function findMentionable(space: string, typed: string): Promise<Mentioned[]> {
  const query = { search: typed.trim() }
  const found = await send('get', '/api/spaces/{space}/mentionable', { path: { space }, query })
  return found.items.slice(0, 8)
}

export function nameOf({ card, name }: Pick<Mentioned, 'card' | 'name'>): string {
  return card ? `${card.firstName} ${card.lastName}`.trim() : (name ?? '')
}
