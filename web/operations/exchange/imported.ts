import type { Answer } from '../../kernel/doors.ts'

/** An uploaded archive, and its progress. */
export type Imported = Answer<'get', '/api/group-imports/{import}'>

export function isUnderWay({ state }: Imported): boolean {
  return state !== 'ready' && state !== 'made' && state !== 'refused'
}
