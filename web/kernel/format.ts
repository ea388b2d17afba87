import { useMemo } from 'react'
import type { Reader } from './language.ts'
import { useReader } from './language.ts'

type Moment = string | number | Date

export type Format = ReturnType<typeof formatFor>

/** Dates, amounts and lists in the reader's language and zone. */
export function useFormat(): Format {
  const reader = useReader()
  return useMemo(() => formatFor(reader), [reader])
}

export function formatFor({ language, timeZone }: Reader) {
  const locale = language === 'fr' ? 'fr' : 'en-GB'
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (moment: Moment) => format.format(new Date(moment))
  }
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const date = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  return {
    date,
    shortDate: dates({ day: 'numeric', month: 'short' }),
    weekday: dates({ weekday: 'long', day: 'numeric', month: 'long' }),
    time: dates({ hour: '2-digit', minute: '2-digit' }),
    dateTime: dates({ dateStyle: 'long', timeStyle: 'short' }),
    number: (amount: number) => numbers.format(amount),
    list: (names: Iterable<string>) => lists.format(names),
    size: (bytes: number) => formatSize(bytes, locale),
    relative: (moment: Moment, now: Moment = Date.now()) =>
      formatRelative(new Date(moment), new Date(now), locale, date),
  }
}

const units = { en: ['bytes', 'KB', 'MB', 'GB', 'TB'], fr: ['octets', 'Ko', 'Mo', 'Go', 'To'] }

function formatSize(bytes: number, locale: string): string {
  const names = locale === 'fr' ? units.fr : units.en
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** step
  const digits = { maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0 }
  return `${new Intl.NumberFormat(locale, digits).format(amount)}\u202f${names[step] ?? ''}`
}

const minute = 60_000
const steps: readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [45 * minute, minute, 'minute'],
  [22 * 60 * minute, 60 * minute, 'hour'],
  [7 * 24 * 60 * minute, 24 * 60 * minute, 'day'],
]

function formatRelative(
  moment: Date,
  now: Date,
  locale: string,
  date: (moment: Date) => string,
): string {
  const away = moment.getTime() - now.getTime()
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (Math.abs(away) < minute) return locale === 'fr' ? 'à l’instant' : 'just now'
  const step = steps.find(([limit]) => Math.abs(away) < limit)
  return step ? relative.format(Math.round(away / step[1]), step[2]) : date(moment)
}
