/** Hours of a person's own day, computed in their time zone and across its clock changes. Pure functions without a clock. */

export interface Rhythm {
  quietFrom: number | null
  quietTo: number | null
  /** Whole days of the week; 1 is Monday. Never all of them. */
  quietDays: number[]
  digest: 'off' | 'daily' | 'weekly'
  digestMinute: number
  digestDay: number
}

export const usualRhythm: Rhythm = {
  quietFrom: null,
  quietTo: null,
  quietDays: [],
  digest: 'daily',
  digestMinute: 8 * 60,
  digestDay: 1,
}

const minute = 60_000
const day = 1440 * minute

type Quiet = Pick<Rhythm, 'quietFrom' | 'quietTo' | 'quietDays'>

/** The first moment after `at` that is neither in quiet hours nor on a quiet day; undefined when `at` is in neither. */
export function quietUntil(at: Date, quiet: Quiet, zone: string): Date | undefined {
  let end = dayUntil(at, quiet, zone) ?? hoursUntil(at, quiet, zone)
  for (let next = end; next; next = dayUntil(next, quiet, zone) ?? hoursUntil(next, quiet, zone))
    end = next
  return end
}

/** The end of the quiet day that `at` is in. */
function dayUntil(at: Date, { quietDays }: Quiet, zone: string): Date | undefined {
  const { midnight } = localTime(at, zone)
  return quietDays.includes(weekday(midnight))
    ? after(at, instantOf(midnight + day, zone))
    : undefined
}

/** The end of the quiet hours that `at` is in. */
function hoursUntil(at: Date, { quietFrom, quietTo }: Quiet, zone: string): Date | undefined {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return undefined
  const { midnight, minutes } = localTime(at, zone)
  const overnight = quietFrom > quietTo
  const quiet = overnight
    ? minutes >= quietFrom || minutes < quietTo
    : minutes >= quietFrom && minutes < quietTo
  if (!quiet) return undefined
  const end = overnight && minutes >= quietFrom ? midnight + day : midnight
  return after(at, instantOf(end + quietTo * minute, zone))
}

/** The next moment after `at` at which this person's digest is due, on no quiet day; undefined when they want none. */
export function nextDigest(at: Date, rhythm: Rhythm, zone: string): Date | undefined {
  if (rhythm.digest === 'off') return undefined
  const { midnight } = localTime(at, zone)
  const days = digestDays(rhythm)
  for (let ahead = 0; ahead <= 8; ahead++) {
    const then = midnight + ahead * day
    if (!days.includes(weekday(then))) continue
    const due = instantOf(then + rhythm.digestMinute * minute, zone)
    if (due > at) return due
  }
  return undefined
}

/** A weekly digest whose day is quiet is sent on the next day that is not. */
function digestDays({ digest, digestDay, quietDays }: Rhythm): number[] {
  const inOrder = [0, 1, 2, 3, 4, 5, 6].map((ahead) => ((digestDay - 1 + ahead) % 7) + 1)
  const open = inOrder.filter((each) => !quietDays.includes(each))
  return digest === 'weekly' ? open.slice(0, 1) : open
}

/** In the night when the clock goes back, an end may seem to be past already: then waits a minute, not an hour. */
function after(at: Date, end: Date): Date {
  return end > at ? end : new Date(at.getTime() + minute)
}

/** 1 is Monday. */
function weekday(localMidnight: number): number {
  return new Date(localMidnight).getUTCDay() || 7
}

/** The wall clock in a zone, written as if it were UTC. */
function localTime(at: Date, zone: string): { midnight: number; minutes: number } {
  const local = wallClock(at.getTime(), zone)
  const midnight = Math.floor(local / day) * day
  return { midnight, minutes: Math.floor((local - midnight) / minute) }
}

/** The moment at which a wall clock shows this time; the first if there are two, and an hour later if there is none. */
function instantOf(local: number, zone: string): Date {
  const offsets = [offset(local - day, zone), offset(local + day, zone)]
  const found = offsets.map((each) => local - each).filter((at) => wallClock(at, zone) === local)
  return new Date(found.length > 0 ? Math.min(...found) : local - Math.min(...offsets))
}

function offset(at: number, zone: string): number {
  return wallClock(at, zone) - at
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function wallClock(at: number, zone: string): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>
  const whole = Math.floor(at / 1000) * 1000
  return (
    Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) +
    (at - whole)
  )
}

/** A time zone that this machine does not know counts as UTC, so that nobody's notices stop. */
function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) clocks.set(zone, (clock = makeClock(zone) ?? makeClock('UTC')!))
  return clock
}

function makeClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}
