import { useMemo } from 'react'
import { withFirst } from '../../server/kernel/day-and-time.ts'
import { locales } from '../../server/kernel/locales.ts'
import { dayIn } from './days.ts'
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
  const locale = locales[language]
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    return (moment: Moment) => withFirst(format.format(new Date(moment)), language)
  }
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const date = dates({ day: 'numeric', month: 'long', year: 'numeric' })
  const dayOf = (moment: Date) => Date.parse(dayIn(moment.getTime(), timeZone)) / day
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
      formatRelative(new Date(moment), new Date(now), { locale, date, dayOf }),
  }
}

const units = { en: ['bytes', 'KB', 'MB', 'GB', 'TB'], fr: ['octets', 'Ko', 'Mo', 'Go', 'To'] }

function formatSize(bytes: number, locale: string): string {
  const names = locale === 'fr' ? units.fr : units.en
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const amount = bytes / 1000 ** step
  const digits = { maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0 }
  const unit = step === 0 && isOne(amount, locale) ? names[0]!.slice(0, -1) : names[step]
  return `${new Intl.NumberFormat(locale, digits).format(amount)}\u202f${unit ?? ''}`
}

const isOne = (amount: number, locale: string) =>
  new Intl.PluralRules(locale).select(amount) === 'one'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

type Calendar = { locale: string; date: (moment: Date) => string; dayOf: (moment: Date) => number }

/** Days are counted by the reader's calendar: “2 days ago” is never yesterday. */
function formatRelative(moment: Date, now: Date, { locale, date, dayOf }: Calendar): string {
  const away = moment.getTime() - now.getTime()
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (Math.abs(away) < minute) return locale === 'fr' ? 'à l’instant' : 'just now'
  if (Math.abs(away) < 45 * minute) return relative.format(Math.round(away / minute), 'minute')
  if (Math.abs(away) < 22 * hour) return relative.format(Math.round(away / hour), 'hour')
  if (Math.abs(away) < 7 * day) return relative.format(dayOf(moment) - dayOf(now), 'day')
  return date(moment)
}
