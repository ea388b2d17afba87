import { Type, type Static } from 'typebox'
import { Id, ListOf, May, Maybe, OneOf, PageOf, Shape, Text, Time } from '../../kernel/shapes.ts'
import { AttachmentShape } from '../files/schema.ts'
import { CardShape } from '../people/cards.ts'
import { PrincipalShape } from '../spaces/schema.ts'

const Mentioned = Type.Object({
  kind: OneOf(['person', 'group']),
  id: Type.String(),
  name: Type.String(),
})

/** Where a passage of a live text begins and ends: Yjs relative positions, in Base64url, which edits do not move. */
const position = () => Type.String({ pattern: '^[A-Za-z0-9_-]{1,200}$' })

/** A passage of one of the texts of an item. Only editors can read the positions; the quotation remains when they are gone. */
export const Passage = Shape({
  /** The name of the text among those of the item. */
  field: Type.String({ pattern: '^[a-z-]{1,40}$' }),
  from: position(),
  to: position(),
  quote: Text(300),
})
export type Passage = Static<typeof Passage>

export const CommentShape = Type.Object({
  id: Type.String(),
  author: CardShape,
  body: Type.String(),
  createdAt: Time(),
  editedAt: Maybe(Time()),
  mentions: Type.Array(Mentioned),
  attachments: Type.Array(AttachmentShape),
  passage: Maybe(Passage),
  resolvedAt: Maybe(Time()),
  may: May(['edit', 'delete', 'resolve']),
})

export const CommentPage = Type.Object({ ...PageOf(CommentShape).properties, may: May(['add']) })
export const MentionableQuery = Shape({
  search: Type.Optional(Type.String({ maxLength: 100 })),
  item: Type.Optional(Id('an item: people who see it come first')),
})
export const Mentionable = ListOf(
  Type.Object({
    ...PrincipalShape.properties,
    sees: Maybe(Type.Boolean({ description: 'The person sees the item; null for a group' })),
    openable: Type.Boolean({ description: 'The person does not see the item, and I may let them' }),
  }),
)

const commentProperties = {
  /** May be empty where the comment consists of its files. */
  body: Type.String({ maxLength: 10_000 }),
  /** Its files follow. */
  files: Type.Optional(Type.Boolean()),
  mentions: Type.Optional(
    Type.Array(Shape({ kind: OneOf(['person', 'group']), id: Id('who is mentioned') }), {
      maxItems: 50,
    }),
  ),
}

export const ChangedComment = Shape(commentProperties)
export const NewComment = Shape({ ...commentProperties, passage: Type.Optional(Passage) })
