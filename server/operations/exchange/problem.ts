import type { Language } from '../../kernel/i18n.ts'
import type { Problem } from './jobs-store.ts'

/** The export or import was cancelled while it ran. */
export class TakenBack extends Error {}

export function saidOf(
  problem: Problem | null,
  language: Language,
): { code: string; message: string } | null {
  return problem && { code: problem.code, message: problem[language] }
}

export function isFull(error: unknown): boolean {
  const { code, kind } = error as { code?: unknown; kind?: unknown }
  return code === 'ENOSPC' || (kind === 'unavailable' && code === 'disk-full')
}

/** A temporary failure: the disk is full, or a part of the instance is unavailable. It can be tried again. */
export function isPassing(error: unknown): boolean {
  return isFull(error) || (error as { kind?: unknown }).kind === 'unavailable'
}

/** Classes of PostgreSQL's error codes for values that it refuses to store. */
const unkeepable = /^(22|23)/

export function isUnkeepable(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && code.length === 5 && unkeepable.test(code)
}
