import { Type, type Static } from 'typebox'
import { Maybe, Name, OneOf, PageOf, Paging, Shape, Text, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'

const Why = OneOf(['created', 'edited', 'restored', 'imported', 'named', 'validated'])
const Label = Name(100)

const rowProperties = {
  number: Type.Integer(),
  at: Time(),
  authors: Type.Array(CardShape),
  /** The title of the item at that time. */
  title: Type.String(),
  label: Maybe(Type.String()),
  /** Kept for ever. Named versions, and those that do not only record edits, are not thinned out either. */
  kept: Type.Boolean(),
  why: Why,
  words: Type.Integer(),
}
export const VersionRow = Type.Object(rowProperties)
export const VersionPage = PageOf(VersionRow)
export const VersionShape = Type.Object({
  ...rowProperties,
  /** In the form in which the tool keeps it. */
  content: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
  /** The same as plain text. */
  text: Type.String(),
})
export type VersionRowAnswer = Static<typeof VersionRow>
export type VersionAnswer = Static<typeof VersionShape>

export const VersionNumber = Type.Integer({ minimum: 0, maximum: 2_147_483_647 })
export const PagingQuery = Shape(Paging)
/** Without `against`, compares with what the item says now. */
export const DiffQuery = Shape({ against: Type.Optional(VersionNumber) })
export const Diff = Type.Object({
  parts: Type.Array(
    Type.Object({ kind: OneOf(['same', 'added', 'removed']), text: Type.String() }),
  ),
})
export const Naming = Shape({ label: Label })
export const Marking = Shape({
  label: Type.Optional(Maybe(Label)),
  kept: Type.Optional(Type.Boolean()),
})
export const Reopening = Shape({ reason: Text(500) })
export const Restored = Type.Object({
  /** The new version, which says the same as the restored one. */
  version: VersionRow,
  /** The version that says what the item said until then: restoring it takes this back. */
  before: Type.Integer(),
})

/** A version in an export. */
export const ArchivedVersion = Type.Object({
  number: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
  at: Type.String({ format: 'date-time' }),
  authors: Type.Array(Type.String({ format: 'uuid' }), { maxItems: 1000 }),
  title: Name(1000, 0),
  label: Type.Union([Name(100, 0), Type.Null()]),
  kept: Type.Boolean(),
  why: Why,
  content: Type.Object({}),
})
export type ArchivedVersion = Static<typeof ArchivedVersion>
