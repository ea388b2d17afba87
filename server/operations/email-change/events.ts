import { Type } from 'typebox'
import { personEvent } from '../../foundation/people/events.ts'

export const personEmailChanged = personEvent('person.email-changed', {
  from: Type.String(),
  to: Type.String(),
})
