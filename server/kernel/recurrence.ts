import { RRuleTemporal } from 'rrule-temporal'

/** A recurring event, in the terms of RFC 5545. */
export interface Recurrence {
  /** The value of an RRULE: `FREQ=WEEKLY;BYDAY=MO`. */
  rule: string
  /** The first occurrence in local time, `2026-11-30T09:00`; it also sets the time of day of all others. */
  start: string
  /** An IANA name: `Europe/Paris`. */
  zone: string
}

const mostLetters = 200
const mostOccurrences = 1000
/**
 * Limits on the cost of a rule: periods that are searched for the next occurrence, and candidate moments in them. A century
 * of leap days needs fewer; a rule with no occurrence within the limits counts as over.
 */
const work = { maxIterations: 1500, maxCandidateEvaluations: 20_000 }

const part = String.raw`[A-Z0-9+,-]{1,100}`
const allowed =
  /^(?:FREQ|INTERVAL|COUNT|UNTIL|BYDAY|BYMONTHDAY|BYMONTH|BYYEARDAY|BYWEEKNO|BYSETPOS|WKST)$/
const days = /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/
const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/

/**
 * The next occurrence after this moment; undefined when there is none, or when the rule is not supported. Times that the
 * clock skips in spring are left out (RFC 5545 §3.3.10); of times that occur twice in autumn, the first counts.
 */
export function nextOccurrence(recurrence: Recurrence, after: Date): Date | undefined {
  const rule = ruleOf(recurrence)
  if (!rule) return undefined
  try {
    const next = rule.next(after)
    return next ? new Date(Number(next.epochMilliseconds)) : undefined
  } catch {
    return undefined // it exceeds the limits, or leads out of the calendar
  }
}

/** Whether a rule is accepted: at most daily, with a bounded number of occurrences, and at least one to come. */
export function isRecurrence(recurrence: Recurrence, now: Date): boolean {
  return nextOccurrence(recurrence, now) !== undefined
}

function ruleOf({ rule, start, zone }: Recurrence): RRuleTemporal | undefined {
  const parts = partsOf(rule)
  if (!parts || !local.test(start) || !isBounded(parts)) return undefined
  try {
    const dtstart = Temporal.PlainDateTime.from(start).toZonedDateTime(zone)
    return new RRuleTemporal({
      rruleString: `RRULE:${rule}`,
      dtstart,
      ...work,
      strict: true,
      cache: false,
    })
  } catch {
    return undefined
  }
}

/** Each part once. Line breaks and colons are refused, so no other iCalendar property can be injected. */
function partsOf(rule: string): Map<string, string> | undefined {
  if (rule.length > mostLetters) return undefined
  const parts = new Map<string, string>()
  for (const each of rule.split(';')) {
    const [, name = '', value = ''] = new RegExp(`^([A-Z]+)=(${part})$`).exec(each) ?? []
    if (!allowed.test(name) || parts.has(name)) return undefined
    parts.set(name, value)
  }
  return parts
}

function isBounded(parts: Map<string, string>): boolean {
  const whole = (name: string) => {
    const value = parts.get(name)
    return (
      value === undefined ||
      (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= mostOccurrences)
    )
  }
  return days.test(parts.get('FREQ') ?? '') && whole('INTERVAL') && whole('COUNT')
}

/** The moment at which a clock in that zone shows this time; undefined when there is no such time or zone. */
export function momentOf(start: string, zone: string): Date | undefined {
  if (!local.test(start)) return undefined
  try {
    const { epochMilliseconds } = Temporal.PlainDateTime.from(start).toZonedDateTime(zone)
    return new Date(epochMilliseconds)
  } catch {
    return undefined
  }
}
