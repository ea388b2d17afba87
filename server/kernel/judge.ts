import { Ajv, type ValidateFunction } from 'ajv'
import addFormats, { type FormatName } from 'ajv-formats'
import type { TSchema } from 'typebox'

const formats: FormatName[] = ['uuid', 'email', 'date', 'date-time']

/** Tells whether something that came from elsewhere than through a door is of this shape. It stops at the first fault (I12). */
export function judgeOf<T>(schema: TSchema): (value: unknown) => value is T {
  let judge: ValidateFunction | undefined
  return (value): value is T => {
    judge ??= addFormats.default(new Ajv({ strict: false }), formats).compile(schema)
    return judge(value)
  }
}
