import { Type } from 'typebox'
import { Email, Maybe, OneOf, Shape, Time } from '../../kernel/shapes.ts'

export const Token = () => Type.String({ pattern: '^[A-Za-z0-9_-]{16,100}$' })

export const Asking = Shape({ email: Email() })

export const UnderWay = Type.Object({
  change: Maybe(Type.Object({ email: Type.String(), expiresAt: Time() })),
})

export const Proven = Type.Object({ email: Type.String() })

export const Stoppable = Type.Object({ state: OneOf(['asked', 'changed']), until: Time() })

export const Stopped = Type.Object({ state: OneOf(['stopped', 'taken-back']) })
