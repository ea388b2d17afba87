import { Type, type Static } from 'typebox'
import { invalidField } from '../../kernel/errors.ts'
import { ListOf, Shape, Time } from '../../kernel/shapes.ts'
import type { Span } from './store.ts'

const moment = Type.String({ maxLength: 40, examples: ['2030-06-03T00:00:00Z'] })

/** For doors that tell busy times: the days that are asked for, and the answer. */
export const BusyQuery = Shape({
  from: moment,
  until: Type.String({ maxLength: 40, examples: ['2030-06-10T00:00:00Z'] }),
})
export const BusyTimes = ListOf(Type.Object({ from: Time(), until: Time() }))

const longest = 100 * 86_400_000

export function spanIn({ from, until }: Static<typeof BusyQuery>): Span {
  const [first, last] = [timeIn('query.from', from), timeIn('query.until', until)]
  if (last <= first || last.getTime() - first.getTime() > longest)
    throw invalidField('query.until', 'span', {
      en: 'Ask for at most 100 days, from a time until a later one.',
      fr: 'Demandez au plus 100 jours, d’un moment à un moment ultérieur.',
    })
  return { from: first.toISOString(), until: last.toISOString() }
}

function timeIn(field: string, text: string): Date {
  const time = new Date(text)
  if (Number.isNaN(time.getTime()))
    throw invalidField(field, 'not-a-time', {
      en: 'This is not a time, such as 2030-06-03T09:00:00Z.',
      fr: 'Ce n’est pas un moment, comme 2030-06-03T09:00:00Z.',
    })
  return time
}
