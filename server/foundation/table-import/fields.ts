import { addressOf } from '../../kernel/addresses.ts'
import type { Context } from '../../kernel/context.ts'
import { readDay } from '../../kernel/day-and-time.ts'
import type { Sentence } from '../../kernel/i18n.ts'
import { readMoney } from '../../kernel/money.ts'
import { readPhone } from '../../kernel/phone.ts'
import { folded, tidy, tidyText } from '../../kernel/plain-text.ts'
import { readWebAddress } from '../../kernel/web-address.ts'

/** One field of an item that a column of a table can fill. */
export type ImportField = {
  name: string
  words: Sentence
  /** Other titles that programs give to such a column, in either language. */
  also?: readonly string[]
  required?: true
} & Value

/** What a cell must be. An item gets its canonical form: `2026-03-03`, `1234.50 EUR`, `+33612345678`, the name of a choice. */
type Value =
  | { value: 'text'; most: number; lines?: true }
  | { value: 'date' | 'mail' | 'url' }
  | { value: 'money'; currency: string }
  | { value: 'phone'; country: string }
  | { value: 'choice'; of: Readonly<Record<string, Sentence>> }

/** The canonical form of a cell that is not empty; undefined if it cannot be read as this field. */
export function readCell(ctx: Context, field: ImportField, cell: string): string | undefined {
  switch (field.value) {
    case 'text':
      return readText(cell, field)
    case 'date':
      return readDay(cell, ctx.language, today(ctx))
    case 'mail':
      return addressOf(cell)
    case 'url':
      return readWebAddress(cell)
    case 'money':
      return readMoney(cell, field.currency, ctx.language)
    case 'phone':
      return readPhone(cell, field.country)
    case 'choice':
      return readChoice(cell, field.of)
  }
}

function readText(cell: string, { most, lines }: { most: number; lines?: true }) {
  const text = lines ? tidyText(cell) : tidy(cell)
  return text.length > most || text.includes('\0') ? undefined : text
}

/** By its name, or by its word in either language. */
function readChoice(cell: string, of: Readonly<Record<string, Sentence>>): string | undefined {
  const wanted = folded(cell)
  const found = Object.entries(of).find(([name, { en, fr }]) =>
    [name, en, fr].some((word) => folded(word) === wanted),
  )
  return found?.[0]
}

function today({ now, person }: Context): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(now.getTime())
  return moment.toZonedDateTimeISO(person.timeZone).toPlainDate().toString()
}

/** The field of each column, guessed by its title: first those that are called so, then those that contain the word. */
export function guessedFields(
  fields: readonly ImportField[],
  titles: readonly string[],
): (ImportField | undefined)[] {
  const found: (ImportField | undefined)[] = titles.map(() => undefined)
  const match = (fits: (title: string, name: string) => boolean) => {
    for (const field of fields.filter((each) => !found.includes(each))) {
      const names = [field.name, field.words.en, field.words.fr, ...(field.also ?? [])].map(folded)
      const at = titles.findIndex(
        (title, place) => !found[place] && names.some((name) => fits(folded(title), name)),
      )
      if (at >= 0) found[at] = field
    }
  }
  match((title, name) => title === name)
  match((title, name) => ` ${bare(title)} `.includes(` ${bare(name)} `))
  return found
}

/** Words alone: `E-mail 1 - Value` is `e mail 1 value`. */
function bare(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
