import { dayAfter } from '../../../server/kernel/day-and-time.ts'
import { locales } from '../../../server/kernel/locales.ts'
import { dayIn } from '../../kernel/days.ts'
import type { Language } from '../../kernel/language.ts'

/** A local time without a zone: `2026-11-30T09:00`. The server converts it with the reader's time zone. */
export type WallTime = string

export const usualMoments = ['hour', 'evening', 'tomorrow', 'monday', 'week'] as const
export type UsualMoment = (typeof usualMoments)[number]

const hour = 3_600_000
const morning = '09:00'
const evening = '18:00'

/** Common meanings of *later*; only future moments, without duplicates. */
export function momentsFrom(now: number, zone: string): { key: UsualMoment; at: WallTime }[] {
  const today = dayIn(now, zone)
  const soon = wallTime(now + hour, zone)
  const all: Record<UsualMoment, WallTime> = {
    hour: soon,
    evening: `${today}T${evening}`,
    tomorrow: `${dayAfter(today)}T${morning}`,
    monday: `${nextMonday(today)}T${morning}`,
    week: `${dayAfter(today, 7)}T${morning}`,
  }
  const said = new Set<WallTime>()
  return usualMoments.flatMap((key) => {
    const at = all[key]
    if (said.has(at) || (key === 'evening' && at <= soon)) return []
    said.add(at)
    return [{ key, at }]
  })
}

export function wallTime(moment: number, zone: string): WallTime {
  const clock = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return `${dayIn(moment, zone)}T${new Intl.DateTimeFormat('en-GB', clock).format(moment)}`
}

/** `Monday 30 November, 09:00`. */
export function saidTime(at: WallTime, language: Language): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long' } as const
  const locale = locales[language]
  const clock = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, { ...words, ...clock }).format(Date.parse(`${at}:00Z`))
}

function nextMonday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return dayAfter(day, (8 - weekday) % 7 || 7)
}

export const repeats = ['never', 'daily', 'weekdays', 'weekly', 'monthly', 'yearly'] as const
export type Repeats = (typeof repeats)[number]

/** RFC 5545; the day and the hour are those of the first time. */
const rules: Record<Exclude<Repeats, 'never'>, string> = {
  daily: 'FREQ=DAILY',
  weekdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  weekly: 'FREQ=WEEKLY',
  monthly: 'FREQ=MONTHLY',
  yearly: 'FREQ=YEARLY',
}

export function ruleOf(chosen: Repeats): string | undefined {
  return chosen === 'never' ? undefined : rules[chosen]
}

/** Undefined for a rule set by a program that matches none of the choices. */
export function repeatsOf(rule: string | null): Repeats | undefined {
  if (rule === null) return 'never'
  return repeats.find((each) => ruleOf(each) === rule)
}
