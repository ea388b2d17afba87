import { Type, type TProperties } from 'typebox'
import { OneOf, Paging, Shape } from '../../kernel/shapes.ts'

/** The query of every list of items: its sorts, and the tool's own options. */
export const listQuery = <const Sorts extends readonly string[], Own extends TProperties>(
  sorts: Sorts,
  own: Own = {} as Own,
) =>
  Shape({
    ...Paging,
    sort: Type.Optional(OneOf(sorts)),
    tag: Type.Optional(Type.String({ maxLength: 100 })),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    ...own,
  })
