import type { Answer } from '../../kernel/doors.ts'

/** An archive that was sent, and what is becoming of it. */
export type Imported = Answer<'get', '/api/group-imports/{import}'>

export function isUnderWay({ state }: Imported): boolean {
  return state !== 'ready' && state !== 'made' && state !== 'refused'
}
