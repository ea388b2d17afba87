import type { Context } from '../../kernel/context.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { searchWords } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import type { GovernedQuery } from './schema.ts'
import * as store from './store.ts'

interface GovernedGroup {
  id: SpaceId
  name: string
  administrator: Card | null
  /** Their account has stopped, and nobody has taken the seat (M8). */
  withoutAdministrator: boolean
  members: number
  guests: number
  capacity: number
  storage: { used: number; allowed: number }
  overCapacity: boolean
  archivedAt: string | null
}

/** The groups of an organization for its governors: name, administrator, size, plan use; nothing of what is inside (M3). */
export async function governedGroups(
  ctx: Context,
  organization: OrganizationId,
  asked: Static<typeof GovernedQuery>,
): Promise<Page<GovernedGroup>> {
  const { limit = 50, sort = 'name' } = asked
  const [by, key, id] = cursor<[string, string | number, string]>(asked.after) ?? []
  const rows = await store.governedGroups(ctx, organization, {
    words: searchWords(asked.search ?? ''),
    view: asked.view,
    sort,
    down: asked.down ?? false,
    after: by === sort ? [key!, id!] : undefined,
    limit,
  })
  const { items, next } = pageOf(rows, limit, (last) => [sort, last.key, last.id])
  const administrators = items.flatMap(({ administrator }) => administrator ?? [])
  const cards = await cardsOf(ctx, administrators, organization)
  return { items: items.map((row) => governed(row, cards)), next }
}

function governed(row: store.GovernedRow, cards: Map<PersonId, Card>): GovernedGroup {
  return {
    id: row.id,
    name: row.name,
    administrator: row.administrator && cards.get(row.administrator)!,
    withoutAdministrator: row.withoutAdministrator,
    members: row.members,
    guests: row.guests,
    capacity: row.capacity,
    storage: { used: row.used, allowed: row.allowed },
    overCapacity: row.overCapacity,
    archivedAt: row.archivedAt,
  }
}
