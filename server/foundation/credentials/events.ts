import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** By an admin, for a person who lost all their second factors. */
export const personSecondFactorRemoved = event('person.second-factor-removed', {
  detail: { person: Type.String() },
  audit: 'governance',
})
