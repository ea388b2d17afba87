import { Type } from 'typebox'
import { groupEvent } from '../../foundation/groups/events.ts'

export const groupExported = groupEvent('group.exported')
export const groupImported = groupEvent('group.imported', {
  from: Type.String(),
  exportedAt: Type.String(),
  sealed: Type.Boolean(),
})
