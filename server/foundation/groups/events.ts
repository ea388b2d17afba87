import { record, type Change } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { administratorWatching } from './store.ts'

/** What governing a group writes into its history (M3). */
export type GroupChange =
  | { kind: 'group.created'; detail: { name: string; template: string } }
  | { kind: 'group.renamed'; detail: { from: string; to: string } }
  | { kind: 'group.changed'; detail: { fields: Record<string, { from: unknown; to: unknown }> } }
  | { kind: 'group.picture-changed'; detail: Record<string, never> }
  | { kind: 'group.guests-ending'; detail: { inside: string; on: string | null } }
  | { kind: 'group.archived'; detail: Record<string, never> }
  | { kind: 'group.unarchived'; detail: Record<string, never> }
  | { kind: 'group.deleted'; detail: { name: string } }
  | { kind: 'group.restored'; detail: { name: string; reason?: string } }
  | { kind: 'group.exported'; detail: Record<string, never> }
  | { kind: 'group.imported'; detail: { from: string; exportedAt: string; sealed: boolean } }

export function recordGroup(
  ctx: PublicContext,
  group: SpaceId,
  change: GroupChange,
): Promise<number> {
  return recordInGroup(ctx, group, change)
}

/**
 * A line in the history of a group. Whoever governs without administering acts before the eyes of the administrator: the line
 * names them, and they read it for good, also when the seat has gone to somebody else (M3).
 */
export async function recordInGroup(
  ctx: PublicContext,
  group: SpaceId,
  change: Change,
): Promise<number> {
  const administrator = await administratorWatching(ctx, group)
  const detail = { ...(administrator && { administrator }), ...change.detail }
  return record(ctx, group, { ...change, detail })
}
