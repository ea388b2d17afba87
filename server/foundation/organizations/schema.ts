import { Type } from 'typebox'
import type { OrganizationId } from '../../kernel/ids.ts'
import { languages } from '../../kernel/i18n.ts'
import { Id, Maybe, May, OneOf } from '../../kernel/shapes.ts'

const whoever = ['everyone', 'managers'] as const

export const Policies = {
  whoCreatesGroups: OneOf(whoever),
  guestsAllowed: Type.Boolean(),
  groupNamesMayChange: Type.Boolean(),
  addingAllowed: Type.Boolean(),
  whoSeesDirectory: OneOf(whoever),
  guestDays: Maybe(Type.Integer({ minimum: 1, maximum: 3650 })),
}

export const Organization = Type.Object({
  id: Type.Unsafe<OrganizationId>(Id('an organization')),
  name: Type.String(),
  language: OneOf(languages),
  policies: Type.Object(Policies),
  defaultPlan: Id('the plan of whoever has none of their own'),
  may: May(['administer', 'govern', 'createGroups', 'seeDirectory']),
})
