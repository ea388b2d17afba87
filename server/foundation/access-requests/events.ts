import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

export const accessAsked = event('access.asked', {
  detail: { request: Type.String(), person: Type.String() },
})
