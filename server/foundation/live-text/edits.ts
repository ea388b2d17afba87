import * as Y from 'yjs'
import { largestEdit } from './frames.ts'
import type { Member } from './member.ts'

export interface Edit {
  member: Member
  counter: number
  update: Uint8Array
}

/** An edit that may be kept, if the database agrees. */
export interface Taken extends Edit {
  /** Client numbers that its sender starts to write under. */
  claims: number[]
}

/**
 * Merges waiting edits into one per member; its counter is the last one, which acknowledges all before it. Edits that would
 * make one too large are returned in `later`, to be stored after it.
 */
export function together(edits: Edit[]): { now: Edit[]; later: Edit[] } {
  const now = new Map<Member, { parts: Edit[]; size: number; isFull: boolean }>()
  const later: Edit[] = []
  for (const edit of edits) {
    const mine = now.get(edit.member) ?? { parts: [], size: 0, isFull: false }
    now.set(edit.member, mine)
    mine.isFull ||= mine.parts.length > 0 && mine.size + edit.update.length > largestEdit
    if (mine.isFull) later.push(edit)
    else {
      mine.parts.push(edit)
      mine.size += edit.update.length
    }
  }
  return { now: [...now.values()].map(({ parts }) => asOne(parts)), later }
}

function asOne(parts: Edit[]): Edit {
  const { member, counter } = parts.at(-1)!
  return { member, counter, update: merged(parts.map(({ update }) => update)) }
}

/** Returns unreadable bytes unchanged; they are refused later. */
function merged(updates: Uint8Array[]): Uint8Array {
  if (updates.length === 1) return updates[0]!
  try {
    return Y.mergeUpdates(updates)
  } catch {
    return updates[0]!
  }
}
