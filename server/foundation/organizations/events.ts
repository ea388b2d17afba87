import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'
import { personEvent } from '../people/events.ts'

const name = { name: Type.String() }
const fields = {
  fields: Type.Record(Type.String(), Type.Object({ from: Type.Unknown(), to: Type.Unknown() })),
}
const change = { from: Type.Unknown(), to: Type.Unknown() }
const audit = 'governance'

export const organizationFounded = event('organization.founded', { detail: name, audit })
export const organizationChanged = event('organization.changed', { detail: fields, audit })
export const planAdded = event('plan.added', { detail: name, audit })
export const planChanged = event('plan.changed', { detail: { ...name, ...fields }, audit })
export const planDeleted = event('plan.deleted', { detail: name, audit })

export const personRoleChanged = personEvent('person.role-changed', change)
export const personPlanChanged = personEvent('person.plan-changed', change)
export const personDeactivated = personEvent('person.deactivated')
export const personReactivated = personEvent('person.reactivated')
export const personDeletionAsked = personEvent('person.deletion-asked')
export const personDeletionTakenBack = personEvent('person.deletion-taken-back')

/** The fields that differ between before and after. */
export function changedFields(
  before: object,
  after: object,
): Record<string, { from: unknown; to: unknown }> {
  const was = before as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(after)
      .filter(([field, to]) => to !== undefined && field in was && was[field] !== to)
      .map(([field, to]) => [field, { from: was[field], to }]),
  )
}
