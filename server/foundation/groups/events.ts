import { record } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'

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
  | { kind: 'group.restored'; detail: { name: string } }
  | { kind: 'group.exported'; detail: Record<string, never> }
  | { kind: 'group.imported'; detail: { from: string; exportedAt: string; sealed: boolean } }

export function recordGroup(
  ctx: PublicContext,
  group: SpaceId,
  change: GroupChange,
): Promise<number> {
  return record(ctx, group, change)
}
