import { Type, type TOptional, type TUnsafe } from 'typebox'
import { OneOf, Paging, Shape } from '../../kernel/shapes.ts'
import type { ItemRows } from './store.ts'

/** The query of the lists of a kind of items: its sorts, and one of its filters. */
export function listQuery<S extends string, F extends string>({
  sorts,
  filters,
}: Pick<ItemRows<unknown, S, F>, 'sorts' | 'filters'>) {
  return Shape({
    ...Paging,
    sort: Type.Optional(OneOf(Object.keys(sorts) as S[])),
    tag: Type.Optional(Type.String({ maxLength: 100 })),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    ...((filters && { show: Type.Optional(OneOf(Object.keys(filters) as F[])) }) as {
      show: TOptional<TUnsafe<F>>
    }),
  })
}
