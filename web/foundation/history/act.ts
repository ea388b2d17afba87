import type { Answer } from '../../kernel/doors.ts'

/** One line of the history. */
export type Act = Answer<'get', '/api/groups/{group}/history'>['items'][number]

export function text(detail: Act['detail']): (name: string) => string {
  return (name) => (typeof detail[name] === 'string' ? detail[name] : '')
}

export function nameIn(value: unknown): string {
  const { name } = record(value)
  return typeof name === 'string' ? name : ''
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
