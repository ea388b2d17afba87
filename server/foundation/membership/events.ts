import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'
import { groupEvent } from '../groups/events.ts'

const text = Type.String()
const day = Type.Union([text, Type.Null()])
/** With the name as it was then: the history is read much later. */
const somebody = { person: text, name: text }
const someGroup = { group: text, name: text }
const reason = { reason: text }
const perhaps = { reason: Type.Optional(text) }
/** The inner group through which they were here, and whether an inner group still has them. */
const ending = {
  via: Type.Optional(Type.Object(someGroup)),
  stays: Type.Optional(Type.Boolean()),
}
const change = { ...somebody, from: text, to: text }

export const memberJoined = groupEvent('member.joined', {
  ...{ ...somebody, role: text, how: text, from: Type.Optional(text) },
  ...{ via: Type.Optional(Type.Object(someGroup)), ...perhaps },
})
export const memberLeft = groupEvent('member.left', { ...somebody, ...ending })
export const memberRemoved = groupEvent('member.removed', { ...somebody, ...ending })
export const memberEnded = groupEvent('member.ended', { ...somebody, ...ending })
export const memberAsked = groupEvent('member.asked', { ...somebody, via: Type.Object(someGroup) })
export const memberDeclined = groupEvent('member.declined', somebody)
export const memberAllRemoved = groupEvent('member.all-removed', {
  people: Type.Integer(),
  groups: Type.Integer(),
})
export const memberKeptOut = groupEvent('member.kept-out', { ...somebody, until: day, ...reason })
export const memberLetBack = groupEvent('member.let-back', somebody)

export const memberDatesChanged = groupEvent('member.dates-changed', {
  ...{ ...somebody, until: day, roleUntil: day },
  ...{ from: Type.Optional(text), roleFrom: Type.Optional(text) },
})
export const memberBegun = groupEvent('member.begun', somebody)
export const memberRoleBegun = groupEvent('member.role-begun', change)
export const memberRoleEnded = groupEvent('member.role-ended', change)
export const memberRoleChanged = groupEvent('member.role-changed', change)
const sponsored = { ...somebody, sponsor: Type.Object(somebody) }
export const memberEnding = groupEvent('member.ending', sponsored)
export const memberRenewed = groupEvent('member.renewed', { ...somebody, until: day })
export const memberSponsorChanged = groupEvent('member.sponsor-changed', sponsored)

export const memberHandedOver = groupEvent('member.handed-over', {
  ...{ from: Type.Object(somebody), to: Type.Object(somebody), ...perhaps },
})
export const memberHandOverOffered = groupEvent('member.hand-over-offered', {
  ...{ ...somebody, by: text, until: text, ...perhaps },
})
export const memberHandOverDeclined = groupEvent('member.hand-over-declined', {
  ...somebody,
  ...reason,
})
export const memberHandOverWithdrawn = groupEvent('member.hand-over-withdrawn', somebody)
export const memberHandOverEnded = groupEvent('member.hand-over-ended', somebody)
export const memberSeatAsked = groupEvent('member.seat-asked', {
  ...{ ...somebody, until: text, ...reason },
})
export const memberSeatAnswered = groupEvent('member.seat-answered', somebody)

export const successorNamed = groupEvent('successor.named', somebody)
export const successorForgotten = groupEvent('successor.forgotten', somebody)
export const successorAsked = groupEvent('successor.asked', somebody)
export const successorDeclined = groupEvent('successor.declined', somebody)

const people = { people: Type.Integer() }
export const groupNested = groupEvent('group.nested', { ...someGroup, role: text, ...people })
export const groupUnnested = groupEvent('group.unnested', { ...someGroup, ...people })
export const groupPutInto = groupEvent('group.put-into', { ...someGroup, role: text })
export const groupTakenOutOf = groupEvent('group.taken-out-of', someGroup)
export const groupGuestsEnding = groupEvent('group.guests-ending', { inside: text, on: day })

export const requestMade = groupEvent('request.made', {
  ...somebody,
  by: Type.Optional(Type.Object(somebody)),
  ...perhaps,
})
export const requestWithdrawn = groupEvent('request.withdrawn', somebody)
export const requestApproved = groupEvent('request.approved', somebody)
export const requestDeclined = groupEvent('request.declined', { ...somebody, ...reason })

/** A right in a private space ends with the group that its owner and the reader shared. */
export const accessWithdrawn = event('access.withdrawn', {
  detail: { principal: text, rights: Type.Integer() },
})
