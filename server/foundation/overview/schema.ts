import { Type } from 'typebox'
import { spaceKinds } from '../../access/authorized.ts'
import { Id, ListOf, Maybe, OneOf, PageOf, Shape, Time } from '../../kernel/shapes.ts'
import { positionPattern } from '../../access/positions.ts'
import { ItemRef } from '../items/schema.ts'
import { CardShape } from '../people/cards.ts'
import { LevelShape } from '../spaces/schema.ts'

const id = Type.String()
const ofKind = { tool: Type.String(), kind: Type.String() }
const SpaceRef = Type.Object({
  id,
  kind: OneOf(spaceKinds),
  name: Type.String(),
  hue: Type.Integer(),
})

export const ItemRefPage = PageOf(ItemRef)
export const ItemRefList = ListOf(ItemRef)

export const SharedList = ListOf(
  Type.Object({
    id,
    space: id,
    owner: CardShape,
    thing: OneOf(['container', 'item']),
    tool: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    level: Maybe(LevelShape),
    changedAt: Time(),
  }),
)

export const Mention = Type.Object({
  item: ItemRef,
  at: Time(),
  by: CardShape,
  comment: Maybe(id),
  /** The beginning of the comment that mentions me. */
  excerpt: Maybe(Type.String()),
  group: Maybe(Type.String()),
})
export const MentionList = ListOf(Mention)

export const Home = Type.Object({
  since: Maybe(Time()),
  groups: Type.Array(
    Type.Object({
      space: SpaceRef,
      changes: Type.Array(
        Type.Object({
          at: Time(),
          actor: CardShape,
          kind: Type.String({ examples: ['item.added'] }),
          count: Type.Integer(),
          people: Type.Integer(),
          item: Maybe(Type.Object({ id, title: Type.String(), ...ofKind })),
          many: Maybe(
            Type.Object(
              {
                count: Type.Integer(),
                tool: Maybe(ofKind.tool),
                kind: Maybe(ofKind.kind),
                container: Maybe(Type.Object({ id, name: Type.String(), tool: ofKind.tool })),
              },
              {
                description:
                  'Several items of one act: the tool and kind that all of them have, and where they are',
              },
            ),
          ),
        }),
      ),
    }),
  ),
  whole: Type.Boolean({ description: 'No more has changed than is listed' }),
  mentions: Type.Array(Mention),
  joinRequests: Type.Array(Type.Object({ group: SpaceRef, count: Type.Integer() })),
})

export const PreviewsOf = Shape({
  space: Id('a space with news'),
  tool: Type.String({ maxLength: 40 }),
})
export const Previews = ListOf(Type.Object({ item: id, text: Type.String() }))

/** A position in a space's change log, as the server returned it: opaque, or 0 for the beginning. */
export const At = Type.String({ pattern: positionPattern, examples: ['0'] })

export const Changes = Type.Object({
  seq: At,
  changes: Type.Array(
    Type.Object({
      at: Time(),
      actor: Maybe(id),
      kind: Type.String(),
      tool: Maybe(Type.String()),
      container: Maybe(id),
      item: Maybe(id),
    }),
  ),
})

export const Storage = Type.Object({
  used: Type.Integer(),
  allowed: Type.Integer(),
  planOf: CardShape,
})

export const Unread = ListOf(
  Type.Object({
    tool: Type.String(),
    unread: Type.Integer({
      description: 'Items that others added or changed since I last read them; 99 for more',
    }),
  }),
)

export const Seen = Shape({ seq: Type.Optional(At) })
