import { Type } from 'typebox'
import { groupEvent } from '../../foundation/groups/events.ts'

export const groupRestored = groupEvent('group.restored', {
  name: Type.String(),
  reason: Type.Optional(Type.String()),
})
/** In the history of the organization: that of the group is gone. */
export const groupPurged = groupEvent('group.purged', { name: Type.String() })
