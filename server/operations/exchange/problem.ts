import type { Language } from '../../kernel/i18n.ts'
import type { Problem } from './jobs-store.ts'

/** Nobody wants it any more: it was taken back while it was done. */
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

/** No fault of what is done: the disk is full, or a part of the house is away. It can be tried again. */
export function isPassing(error: unknown): boolean {
  return isFull(error) || (error as { kind?: unknown }).kind === 'unavailable'
}

/** PostgreSQL's words for what cannot be kept, whoever sends it. */
const unkeepable = /^(22|23)/

export function isUnkeepable(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && code.length === 5 && unkeepable.test(code)
}
