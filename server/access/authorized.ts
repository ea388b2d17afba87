import type { ContainerId, ItemId, PersonId, SpaceId } from '../kernel/ids.ts'
import { Forbidden, NotFound } from '../kernel/errors.ts'
import type { Sentence } from '../kernel/i18n.ts'
import type { Timestamp } from '../kernel/db.ts'
import { allows, type Right } from './rights.ts'

declare const granted: unique symbol

/** A thing that was found by authorizing it: only `authorize…` makes one. Valid inside one transaction. */
export type Authorized<Thing, R extends string> = Thing & { readonly [granted]: (right: R) => void }

export const spaceKinds = ['private', 'group', 'case', 'direct'] as const
export type SpaceKind = (typeof spaceKinds)[number]

export interface Space {
  id: SpaceId
  kind: SpaceKind
  /** Owner, member, in the conversation, or shares the case; a visitor only reaches things that were shared with them. */
  inside: boolean
}

export interface Container {
  space: SpaceId
  id: ContainerId
  tool: string
  /** `root`, or another kind of container of its tool. */
  kind: string
  parent: ContainerId | null
  rightsFrom: ContainerId
  name: string
  createdAt: Timestamp
  changedAt: Timestamp
  trashedAt: Timestamp | null
  /** The container or one of its ancestors is marked as internal only (G10). */
  internal: boolean
  /** The asker's rights, as bits (rights.ts), reduced by the state of the space. */
  rights: number
  /** The same before that reduction (archived space, tool that is off). */
  rightsBefore: number
}

export interface Item {
  space: SpaceId
  id: ItemId
  container: ContainerId
  tool: string
  kind: string
  title: string
  author: PersonId
  takenOverBy: PersonId | null
  createdAt: Timestamp
  /** When it came into this space, if it was made in another one. */
  arrivedAt: Timestamp | null
  changedAt: Timestamp
  changedBy: PersonId
  version: number
  trashedAt: Timestamp | null
  /** Marked as for internals only (G10). */
  internalOnly: boolean
  /** Since when nobody may edit it, and who decided so; null while it may be edited. */
  validatedAt: Timestamp | null
  validatedBy: PersonId | null
  /** The asker's rights on the item itself, as bits. */
  rights: number
  rightsBefore: number
  /** The group is archived, the asker is a guest who may only read, or the people of the conversation no longer share groups. */
  readOnly: boolean
  /** The asker's rights on its container. */
  containerRights: number
  /** The asker is its author, or has taken it over. */
  isAuthor: boolean
}

/** An item in a list, where nothing is refused: its rights are what the asker may do now. */
export type ListedItem = Omit<Item, 'rightsBefore' | 'readOnly'>

/**
 * Refuses changes to things attached to an item, such as comments: in an archived group they are read-only too, whatever
 * the asker's rights (G6).
 */
export function refuseArchived({ readOnly }: Item): void {
  if (readOnly) throw new Forbidden('archived')
}

interface Ruled {
  rights: number
  rightsBefore: number
  readOnly?: boolean
  validatedAt?: Timestamp | null
}

/**
 * The one place that decides between *not found* and *forbidden* (A10): someone who cannot see a thing learns nothing of
 * it; someone who sees it learns that they may not do this to it. `unseen`: this right does not need `view`.
 */
export function decide<Thing extends Ruled, R extends Right>(
  thing: Thing | undefined,
  right: R,
  { unseen = right === 'see-busy' } = {},
): Authorized<Thing, R> {
  const seen = thing && allows(thing.rights, 'view')
  if (thing && (seen || unseen) && allows(thing.rights, right)) return thing as Authorized<Thing, R>
  if (!seen) throw new NotFound()
  throw refused(thing, right)
}

export const nobodyEdits: Sentence = {
  en: 'This was validated, so nobody can change it. Its author, and people who manage its place, can open it for changes again, with a reason.',
  fr: 'Ce contenu est validé : personne ne peut le modifier. La personne qui l’a créé et celles qui gèrent son emplacement peuvent rouvrir sa modification, en disant pourquoi.',
}

function refused(thing: Ruled, right: Right): Forbidden {
  if (!allows(thing.rightsBefore, right)) return new Forbidden('forbidden')
  if (thing.validatedAt && !thing.readOnly) return new Forbidden('validated', nobodyEdits)
  return new Forbidden('archived', {
    en: 'You can read here, but change nothing: the group is archived, its organization no longer allows guests, or the people of the conversation no longer share a group.',
    fr: 'Vous pouvez lire ici, mais rien modifier : le groupe est archivé, son organisation n’accepte plus de personnes externes, ou les personnes de la conversation n’ont plus de groupe en commun.',
  })
}
