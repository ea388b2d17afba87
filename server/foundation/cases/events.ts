import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

const principal = { kind: Type.String(), id: Type.String() }
const person = { person: Type.String() }

export const caseShared = event('case.shared', {
  detail: { shares: Type.Array(Type.Object({ ...principal, level: Type.String() })) },
})
export const caseLeft = event('case.left', { detail: person })
export const caseOffered = event('case.offered', { detail: person })
/** Withdrawn by its owner, or declined by the colleague. */
export const caseOfferEnded = event('case.offer-ended', { detail: person })
export const caseHandedOver = event('case.handed-over', {
  detail: { from: Type.String(), to: Type.String() },
})
