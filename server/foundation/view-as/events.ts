import { Type } from 'typebox'
import { groupEvent } from '../groups/events.ts'

const perhaps = Type.Optional(Type.Union([Type.String(), Type.Null()]))

export const groupViewedAs = groupEvent('group.viewed-as', {
  role: perhaps,
  guest: Type.Boolean(),
  name: perhaps,
})
