import { recordInOrganization } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import { personById } from '../people/people.ts'

type Fields = Record<string, { from: unknown; to: unknown }>

/** What governing an organization writes into its history (V2). */
export type OrganizationChange =
  | { kind: 'organization.founded'; detail: { name: string } }
  | { kind: 'organization.changed'; detail: { fields: Fields } }
  | { kind: 'plan.added' | 'plan.deleted'; detail: { name: string } }
  | { kind: 'plan.changed'; detail: { name: string; fields: Fields } }

export type PersonChange =
  | { kind: 'person.role-changed'; from: string; to: string }
  | { kind: 'person.plan-changed'; from: string; to: string }
  | { kind: 'person.email-changed'; from: string; to: string }
  | { kind: 'person.deactivated' | 'person.reactivated' }
  | { kind: 'person.deletion-asked' | 'person.deletion-taken-back' }

export function recordOrganization(
  ctx: PublicContext,
  organization: OrganizationId,
  change: OrganizationChange,
): Promise<void> {
  return recordInOrganization(ctx, organization, change)
}

/** The name is written down as it is now: it tells who it was when the person is gone. */
export async function recordPerson(
  ctx: PublicContext,
  organization: OrganizationId,
  person: PersonId,
  { kind, ...detail }: PersonChange,
): Promise<void> {
  const { firstName, lastName } = await personById(ctx, person)
  const name = `${firstName} ${lastName}`.trim()
  await recordInOrganization(ctx, organization, { kind, detail: { ...detail, person, name } })
}

/** What differs between before and after, field by field. */
export function changedFields(before: object, after: object): Fields {
  const was = before as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(after)
      .filter(([field, to]) => to !== undefined && field in was && was[field] !== to)
      .map(([field, to]) => [field, { from: was[field], to }]),
  )
}
