import { Type } from 'typebox'
import type { PublicContext } from '../../kernel/context.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import { Id, Maybe } from '../../kernel/shapes.ts'
import { picturePath } from './person.ts'
import { importedAuthors, type ImportedAuthor } from './imported-store.ts'
import * as store from './store.ts'
import { imported, nobodyAnyMore } from './words.ts'

/** The five facts that others see of a person, and no more (O3), and whether they are from outside where they are shown. */
export interface Card {
  id: PersonId
  firstName: string
  lastName: string
  organization: string
  email: string
  /** URL path. */
  picture: string | null
  guest: boolean
}

export const CardShape = Type.Object({
  id: Type.Unsafe<PersonId>(Id('a person')),
  firstName: Type.String(),
  lastName: Type.String(),
  organization: Type.String(),
  email: Type.String(),
  picture: Maybe(Type.String()),
  guest: Type.Boolean(),
})

/** Returns the cards of many people with one statement. `of`: the organization that owns the space in which they are shown. */
export async function cardsOf(
  ctx: PublicContext,
  ids: Iterable<PersonId>,
  of?: OrganizationId | null,
): Promise<Map<PersonId, Card>> {
  const wanted = [...new Set(ids)]
  const found = wanted.length > 0 ? await store.cards(ctx, wanted) : []
  return cardsOfRows(ctx, found, wanted, of)
}

/** The same from values that a statement selected (`cardRows`). */
export function cardsOfValues(
  ctx: PublicContext,
  values: store.CardValues[] | null,
  wanted: PersonId[],
  of?: OrganizationId | null,
): Promise<Map<PersonId, Card>> {
  const rows = values?.map(
    ([id, organizationId, firstName, lastName, organization, email, picture]): store.CardRow => {
      return { id, organizationId, firstName, lastName, organization, email, picture }
    },
  )
  return cardsOfRows(ctx, rows ?? [], wanted, of)
}

async function cardsOfRows(
  ctx: PublicContext,
  rows: store.CardRow[],
  wanted: PersonId[],
  of: OrganizationId | null | undefined,
): Promise<Map<PersonId, Card>> {
  const cards = new Map(rows.map((row) => [row.id, card(row, of)]))
  const others = wanted.filter((id) => !cards.has(id))
  for (const id of others) cards.set(id, tombstone(ctx, id))
  const named = others.length > 0 ? await importedAuthors(ctx, others) : []
  for (const author of named) cards.set(author.id, importedCard(ctx, author))
  return cards
}

/** Returns the card of one person, who may be deleted. */
export async function cardOf(
  ctx: PublicContext,
  id: PersonId,
  of?: OrganizationId | null,
): Promise<Card> {
  return (await cardsOf(ctx, [id], of)).get(id)!
}

/** The card of a person as everybody in their spaces sees it. */
export function cardOfRow(row: store.CardRow): Card {
  const { id, organizationId, firstName, lastName, organization, email, picture } = row
  return card({ id, organizationId, firstName, lastName, organization, email, picture }, undefined)
}

function card(
  { organizationId, picture, ...shown }: store.CardRow,
  of: OrganizationId | null | undefined,
): Card {
  const gone = shown.email === '' // of a deleted person only the name is left (O9)
  const guest = !gone && (of ? organizationId !== of : organizationId === null)
  return { ...shown, picture: picturePath(shown.id, picture), guest }
}

function tombstone({ language }: PublicContext, id: PersonId): Card {
  const [firstName, lastName] = nobodyAnyMore[language]
  return { id, firstName, lastName, organization: '', email: '', picture: null, guest: false }
}

/** A name from an imported archive, marked as such; it belongs to no account (G13). */
function importedCard(ctx: PublicContext, { id, firstName, lastName }: ImportedAuthor): Card {
  const nobody = tombstone(ctx, id)
  const named = firstName || lastName ? { firstName, lastName } : nobody
  return { ...nobody, ...named, lastName: imported[ctx.language](named.lastName).trim() }
}

export { importedAuthors, insertImportedAuthors, type ImportedAuthor } from './imported-store.ts'
export { cardRows, type CardValues } from './store.ts'
