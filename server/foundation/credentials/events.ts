import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** By an admin, for somebody who lost everything. */
export const personSecondFactorRemoved = event('person.second-factor-removed', {
  detail: { person: Type.String() },
  audit: 'governance',
})
