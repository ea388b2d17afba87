import { Type } from 'typebox'
import { Id, ListOf, May, Maybe, OneOf, PageOf, Shape, Time } from '../../kernel/shapes.ts'
import { AttachmentShape } from '../files/schema.ts'
import { CardShape } from '../people/cards.ts'
import { PrincipalShape } from '../spaces/schema.ts'

const Mentioned = Type.Object({
  kind: OneOf(['person', 'group']),
  id: Type.String(),
  name: Type.String(),
})

export const CommentShape = Type.Object({
  id: Type.String(),
  author: CardShape,
  body: Type.String(),
  createdAt: Time(),
  editedAt: Maybe(Time()),
  mentions: Type.Array(Mentioned),
  attachments: Type.Array(AttachmentShape),
  may: May(['edit', 'delete']),
})

export const CommentPage = PageOf(CommentShape)
export const MentionableQuery = Shape({
  search: Type.Optional(Type.String({ maxLength: 100 })),
  item: Type.Optional(Id('an item: people who see it come first')),
})
export const Mentionable = ListOf(
  Type.Object({
    ...PrincipalShape.properties,
    sees: Maybe(Type.Boolean({ description: 'The person sees the item; null for a group' })),
  }),
)

export const NewComment = Shape({
  /** May be empty where the comment consists of its files. */
  body: Type.String({ maxLength: 10_000 }),
  /** Its files follow. */
  files: Type.Optional(Type.Boolean()),
  mentions: Type.Optional(
    Type.Array(Shape({ kind: OneOf(['person', 'group']), id: Id('who is mentioned') }), {
      maxItems: 50,
    }),
  ),
})
