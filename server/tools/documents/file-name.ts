import { invalidField } from '../../kernel/errors.ts'
import { said } from './words.ts'

/** A name is no path (X122); how it is written on each system is decided when it is downloaded. */
export function fileName(name: string, field: string): string {
  if (/[\\/]/.test(name) || /^\.{1,2}$/.test(name)) throw invalidField(field, 'path', said.noPath)
  return name
}
