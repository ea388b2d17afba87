import { Ajv, type FuncKeywordDefinition, type Options, type ValidateFunction } from 'ajv'
import addFormats, { type FormatName } from 'ajv-formats'
import type { DataValidationCxt } from 'ajv/dist/types/index.js'
import type { TSchema } from 'typebox'
import { addressOf } from './addresses.ts'
import { tidy, tidyText } from './plain-text.ts'
import { tidied } from './shapes.ts'

const formats: FormatName[] = ['uuid', 'email', 'date', 'date-time']

/** What a shape says is tidied here, before its length is judged: neither a door nor an archive can forget it (X107). */
const tidies: FuncKeywordDefinition = {
  keyword: tidied,
  type: 'string',
  schemaType: 'string',
  modifying: true,
  before: 'maxLength',
  validate(how: keyof typeof ways, given: string, _: unknown, place?: DataValidationCxt) {
    // A zero character is no mark to tidy away: it stays, and is refused by name (X120).
    if (place?.parentData && !given.includes('\0'))
      place.parentData[place.parentDataProperty] = ways[how](given)
    return true
  },
}
const ways = {
  line: tidy,
  text: tidyText,
  address: (typed: string) => addressOf(typed) ?? typed,
}

/** Judges by the shapes of `shapes.ts`. */
export function judge(options: Options = {}): Ajv {
  return addFormats.default(new Ajv({ strict: false, ...options }), formats).addKeyword(tidies)
}

/** Tells whether something that came from elsewhere than through a door is of this shape. It stops at the first fault (I12). */
export function judgeOf<T>(schema: TSchema): (value: unknown) => value is T {
  let compiled: ValidateFunction | undefined
  return (value): value is T => {
    compiled ??= judge().compile(schema)
    return compiled(value)
  }
}
