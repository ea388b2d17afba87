import { Type, type TProperties } from 'typebox'
import { record, recordInOrganization, type Change } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { event, type DeclaredEvent, type DetailOf } from '../../kernel/event.ts'
import type { PersonId } from '../../kernel/ids.ts'
import * as store from './store.ts'

const whom = { person: Type.String(), name: Type.String() }

/** A decision about one person. */
// oxlint-disable-next-line typescript/no-empty-object-type -- one whose line says nothing more
export function personEvent<D extends TProperties = {}>(
  kind: `person.${string}`,
  detail?: D,
): DeclaredEvent<typeof whom & D> {
  return event(kind, { detail: { ...whom, ...detail! }, audit: 'governance' })
}

/** A person has come into the organization. */
export const personJoined = personEvent('person.joined', {
  role: Type.String(),
  invitation: Type.Optional(Type.String()),
  invitedBy: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
export const personSecurityChanged = personEvent('person.security-changed', {
  what: Type.String(),
  called: Type.Optional(Type.String()),
})

/**
 * Logs a decision about one person in the history of their organization; for a guest, who has none, in that of their own
 * space (V2). The name is stored as it is now, so that it is still there when the person is deleted.
 */
export async function recordAboutPerson<E extends DeclaredEvent>(
  ctx: PublicContext,
  person: PersonId,
  about: E,
  detail: Omit<DetailOf<E>, 'person' | 'name'>,
): Promise<void> {
  const { organization, space, name } = await store.whereRecorded(ctx, person)
  const whole = { ...detail, person, name } as DetailOf<E>
  if (organization) await recordInOrganization(ctx, organization, about, whole)
  else await record(ctx, space, about, { detail: whole } as Change<E>)
}
