import { Type } from 'typebox'
import { groupEvent } from '../../foundation/groups/events.ts'

export const groupRestored = groupEvent('group.restored', {
  name: Type.String(),
  reason: Type.Optional(Type.String()),
})
/** Recorded in the organization's history: that of the group is deleted. */
export const groupPurged = groupEvent('group.purged', { name: Type.String() })
