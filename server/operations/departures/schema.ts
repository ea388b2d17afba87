import { Type } from 'typebox'
import { Id, Maybe, Shape, Time } from '../../kernel/shapes.ts'

export const Departure = Type.Object({
  dueAt: Maybe(Time()),
  mine: Type.Boolean(),
  groups: Type.Array(Type.Object({ id: Id('a group'), name: Type.String() })),
})

export const Asking = Shape({ confirm: Type.String({ maxLength: 254 }) })

export const Due = Type.Object({ dueAt: Time() })
