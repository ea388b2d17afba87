import { Ajv, type FuncKeywordDefinition, type Options, type ValidateFunction } from 'ajv'
import addFormats, { type FormatName } from 'ajv-formats'
import type { DataValidationCxt } from 'ajv/dist/types/index.js'
import type { TSchema } from 'typebox'
import { addressOf } from './addresses.ts'
import { tidy, tidyText } from './plain-text.ts'
import { tidied } from './shapes.ts'
import { readWebAddress } from './web-address.ts'

const formats: FormatName[] = ['uuid', 'email', 'date', 'date-time']

/** Tidies the texts that a shape marks, before their length is checked: neither a door nor an import can forget it (X107). */
const tidies: FuncKeywordDefinition = {
  keyword: tidied,
  type: 'string',
  schemaType: 'string',
  modifying: true,
  before: 'maxLength',
  validate(how: keyof typeof ways, given: string, _: unknown, place?: DataValidationCxt) {
    // A zero character is not tidied away: it stays, and is refused by name (X120).
    if (place?.parentData && !given.includes('\0'))
      place.parentData[place.parentDataProperty] = ways[how](given)
    return true
  },
}
const ways = {
  line: tidy,
  text: tidyText,
  address: (typed: string) => addressOf(typed) ?? typed,
  webAddress: (typed: string) => readWebAddress(typed) ?? typed,
}

/** A validator for the shapes of `shapes.ts`. */
export function judge(options: Options = {}): Ajv {
  const ajv = new Ajv({ strict: false, ...options }).addKeyword(tidies)
  ajv.addFormat('web-address', (text) => readWebAddress(text) !== undefined)
  return addFormats.default(ajv, formats)
}

/** Makes a type guard for values that did not come through a door. It stops at the first fault (I12). */
export function judgeOf<T>(schema: TSchema): (value: unknown) => value is T {
  let compiled: ValidateFunction | undefined
  return (value): value is T => {
    compiled ??= judge().compile(schema)
    return compiled(value)
  }
}
