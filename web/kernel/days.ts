import { dayAfter } from '../../server/kernel/day-and-time.ts'

/** The day of a moment in a time zone, as a date field holds it; empty for null. */
export function dayIn(moment: string | number | null, timeZone: string): string {
  if (moment === null) return ''
  const parts = clockOf(timeZone).formatToParts(new Date(moment))
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

const quarter = 15 * 60_000

/**
 * The last second of a day in a time zone; null for an empty day. Clocks may skip midnight or show it twice, so this searches
 * backwards, in the quarters of an hour by which zones differ and change.
 */
export function endOfDayIn(day: string, timeZone: string): string | null {
  if (day === '') return null
  const nextMidnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000
  let end = nextMidnight + 14 * 3_600_000
  while (dayIn(end - 1000, timeZone) > day) end -= quarter
  return new Date(end - 1000).toISOString()
}

/** The first second of a day in a time zone; null for an empty day. */
export function startOfDayIn(day: string, timeZone: string): string | null {
  if (day === '') return null
  const dayBefore = endOfDayIn(dayAfter(day, -1), timeZone)!
  return new Date(Date.parse(dayBefore) + 1000).toISOString()
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    clock = new Intl.DateTimeFormat('en', { timeZone, numberingSystem: 'latn', ...parts })
    clocks.set(timeZone, clock)
  }
  return clock
}
