import { Type, type Static } from 'typebox'
import { spaceKinds } from '../../access/authorized.ts'
import { Maybe, May, Name, OneOf, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'

const id = Type.String()

export const ContainerRef = Type.Object({ id, name: Type.String() })

/** An item of any tool, in every response. */
export const itemProperties = {
  id,
  space: id,
  container: ContainerRef,
  tool: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  author: CardShape,
  takenOverBy: Maybe(CardShape),
  /** The author is no longer a member of the group. */
  formerMember: Type.Boolean(),
  createdAt: Time(),
  changedAt: Time(),
  changedBy: CardShape,
  version: Type.Integer(),
  tags: Type.Array(Type.String()),
  favourite: Type.Boolean(),
  following: Type.Boolean(),
  comments: Type.Integer(),
  trashedAt: Maybe(Time()),
  internalOnly: Type.Boolean({ description: 'It was marked so: guests see nothing of it (G10)' }),
  internal: Type.Boolean({ description: 'It, or something that it lies in, was marked so' }),
  validated: Maybe(
    Type.Object(
      { at: Time(), by: CardShape },
      {
        description: 'Nobody may edit it, until somebody opens it for changes again',
      },
    ),
  ),
  may: May(['view', 'edit', 'delete', 'manage', 'takeOver', 'chooseEditors', 'validate']),
}

export const ItemShape = Type.Object(itemProperties)
export type ItemAnswer = Static<typeof ItemShape>

/** What the dialog for a new item of any tool sends besides the tool's own fields. */
export const newItem = (mostOfTitle: number) => ({
  title: Name(mostOfTitle),
  internalOnly: Type.Optional(
    Type.Boolean({ description: 'Hides it from guests from the beginning (G10)' }),
  ),
})

/** A reference to an item, with its space. */
export const ItemRef = Type.Object({
  id,
  space: Type.Object({
    id,
    kind: OneOf(spaceKinds),
    name: Type.String(),
    hue: Type.Integer(),
  }),
  container: ContainerRef,
  tool: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  author: CardShape,
  changedAt: Time(),
})
export type ItemRefAnswer = Static<typeof ItemRef>

/** How an item is linked with another, in a user's words: it concerns, continues or replaces it, or is only related. */
export const linkTypes = ['related', 'concerns', 'continues', 'replaces'] as const
export type LinkType = (typeof linkTypes)[number]

const Linked = Type.Object({
  ...ItemRef.properties,
  type: Maybe(OneOf(linkTypes)),
  inText: Type.Boolean({ description: 'The text of the linking item contains the link' }),
})

/** A person or a group that an item concerns. */
export const concernedKinds = ['person', 'group'] as const
const Concerned = Type.Object({
  kind: OneOf(concernedKinds),
  id,
  card: Maybe(CardShape),
  name: Maybe(Type.String()),
  hue: Maybe(Type.Integer()),
})

export const Links = Type.Object({
  out: Type.Array(Linked),
  back: Type.Array(Linked),
  concerns: Type.Array(Concerned),
})
export type LinksAnswer = Static<typeof Links>

export const CannotOpen = Type.Object({
  total: Type.Integer({
    description: 'Readers of the linking item who cannot open the linked one',
  }),
  openable: Type.Integer({ description: 'Those of them for whom I may open it' }),
  people: Type.Array(Type.Object({ card: CardShape, openable: Type.Boolean() })),
})
export type CannotOpenAnswer = Static<typeof CannotOpen>

/** Something that was done to an item; `by` is null where the server did it. */
export const Act = Type.Object({
  at: Time(),
  by: Maybe(CardShape),
  kind: Type.String({ examples: ['item.added'] }),
  /** Why they did it, where they had to say so. */
  reason: Maybe(Type.String()),
})
export type ActAnswer = Static<typeof Act>

export const Gain = Type.Object({
  gains: Type.Array(CardShape),
  total: Type.Integer(),
  loses: Type.Array(CardShape),
  losesTotal: Type.Integer(),
})
