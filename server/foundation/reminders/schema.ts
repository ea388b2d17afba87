import { Type } from 'typebox'
import { Id, ListOf, Maybe, Shape, tidied, Time } from '../../kernel/shapes.ts'
import { ItemRef } from '../items/schema.ts'

const Said = (most: number, example: string, description: string) =>
  Type.String({
    minLength: 1,
    maxLength: most,
    [tidied]: 'line',
    examples: [example],
    description,
  })

const when = {
  start: Said(16, '2030-06-03T09:00', 'The first time, by the clock of the zone'),
  zone: Said(64, 'Europe/Paris', 'A time zone by its IANA name'),
}
const rule = Said(
  200,
  'FREQ=WEEKLY;BYDAY=MO',
  'How it repeats: an RRULE of RFC 5545, at most daily',
)

export const NewReminder = Shape({ ...when, rule: Type.Optional(rule) })

export const Reminder = Type.Object({
  id: Id('the reminder'),
  at: Time(),
  ...when,
  rule: Maybe(rule),
})

export const MyReminders = ListOf(Type.Object({ ...Reminder.properties, item: ItemRef }))
