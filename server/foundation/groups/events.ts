import { Type, type TProperties } from 'typebox'
import { record, type Change } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { event, type DeclaredEvent, type DetailOf } from '../../kernel/event.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { administratorWatching } from './store.ts'

const watched = { administrator: Type.Optional(Type.String()) }

/** A decision about a group and the people in it. */
// oxlint-disable-next-line typescript/no-empty-object-type -- an event without further detail
export function groupEvent<D extends TProperties = {}>(
  kind: `${'group' | 'member' | 'successor' | 'request' | 'invitation'}.${string}`,
  detail?: D,
): DeclaredEvent<typeof watched & D> {
  return event(kind, { detail: { ...watched, ...detail! }, audit: 'governance' })
}

/** The changed fields, before and after. */
const fields = {
  fields: Type.Record(Type.String(), Type.Object({ from: Type.Unknown(), to: Type.Unknown() })),
}

export const groupCreated = groupEvent('group.created', {
  name: Type.String(),
  template: Type.String(),
})
export const groupRenamed = groupEvent('group.renamed', { from: Type.String(), to: Type.String() })
export const groupChanged = groupEvent('group.changed', fields)
export const groupPictureChanged = groupEvent('group.picture-changed')
export const groupArchived = groupEvent('group.archived')
export const groupUnarchived = groupEvent('group.unarchived')
export const groupDeleted = groupEvent('group.deleted', { name: Type.String() })

/**
 * Writes a line into the history of a group. When a person who governs, but does not administer, the group acts, the line names
 * the administrator, who can read it for good, even after a hand-over (M3).
 */
export async function recordInGroup<E extends DeclaredEvent>(
  ctx: PublicContext,
  group: SpaceId,
  about: E,
  detail: Omit<DetailOf<E>, 'administrator'>,
): Promise<number> {
  const administrator = await administratorWatching(ctx, group)
  const whole = { ...(administrator && { administrator }), ...detail }
  return record(ctx, group, about, { detail: whole } as Change<E>)
}
