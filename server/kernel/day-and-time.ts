import type { Language } from './i18n.ts'
import { locales } from './locales.ts'

// Shared with the web UI. Calendar days as `2026-03-03`, and times of day as `12:30`, read as people type them in either language.

/**
 * Reads a day: `3 March`, `le 3 mars 2026`, `3/3/26`, `2026-03-03`, `demain`. Numbers are day before month. Without a year, it is the
 * next such day from `today` on. Returns undefined for what is no day of the calendar.
 */
export function readDay(typed: string, language: Language, today: string): string | undefined {
  if (typed.length > 60) return undefined
  const text = bare(typed)
  const away = relative[language][text] ?? relative[language === 'en' ? 'fr' : 'en'][text]
  if (away !== undefined) return dayAfter(today, away)
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const numbers = /^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?\.?$/.exec(text)
  if (numbers) return withYear(Number(numbers[1]), Number(numbers[2]), numbers[3], today)
  return readNamed(text, today)
}

const relative: Record<Language, Record<string, number>> = {
  en: { today: 0, tomorrow: 1, yesterday: -1 },
  fr: { 'aujourd hui': 0, demain: 1, hier: -1, 'apres demain': 2 },
}

/** Without accents, capitals, and what is only said along: weekdays, articles, commas. */
function bare(typed: string): string {
  return typed
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’',]/g, ' ')
    .replaceAll(/\s*-\s*(?=\p{L})|\s+/gu, ' ')
    .trim()
    .replace(aside, '')
}

const named = (language: Language, part: 'month' | 'weekday', count: number) =>
  Array.from({ length: count }, (_, at) =>
    new Intl.DateTimeFormat(locales[language], { [part]: 'long', timeZone: 'UTC' })
      .format(part === 'month' ? Date.UTC(2001, at, 15) : Date.UTC(2001, 0, 1 + at))
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase(),
  )
const months = [named('en', 'month', 12), named('fr', 'month', 12)]
const weekdays = [...named('en', 'weekday', 7), ...named('fr', 'weekday', 7)]
const aside = new RegExp(
  String.raw`^(?:(?:on|le)\s+)?(?:(?:${weekdays.flatMap((day) => [day, `${day.slice(0, 3)}\\.?`]).join('|')})\s+)?(?:(?:the|le)\s+)?`,
)

/** `3 mars`, `1er avril 2026`, `march 3rd`, `3rd of march 26`. */
function readNamed(text: string, today: string): string | undefined {
  const [, day, month, year] =
    /^(\d{1,2})(?:er|st|nd|rd|th)?(?:(?: of| de)? )?(\p{L}+)\.?(?: (\d{4}|\d{2}))?$/u.exec(text) ??
    (([all, name, date, year]) => [all, date, name, year])(
      /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/u.exec(text) ?? [],
    )
  const at = month === undefined ? undefined : monthOf(month)
  return at === undefined ? undefined : withYear(Number(day), at, year, today)
}

/** By its whole name or its beginning, if no other month begins so: `juin` is not `juil`. */
function monthOf(name: string): number | undefined {
  if (name.length < 3) return undefined
  const found = new Set(
    months.flatMap((names) =>
      names.flatMap((month, at) => (month.startsWith(name) ? [at + 1] : [])),
    ),
  )
  return found.size === 1 ? [...found][0] : undefined
}

function withYear(
  day: number,
  month: number,
  year: string | undefined,
  today: string,
): string | undefined {
  if (year !== undefined) return dayOf(Number(year) + (year.length === 2 ? 2000 : 0), month, day)
  const now = Number(today.slice(0, 4))
  // The 29th of February is at most eight years away.
  for (let next = now; next <= now + 8; next++) {
    const found = dayOf(next, month, day)
    if (found !== undefined && found >= today) return found
  }
  return undefined
}

function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1000) return undefined
  const found = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
  const [y, m, d] = found.split('-').map(Number)
  return y === year && m === month && d === day ? found : undefined
}

/** “Tuesday 3 March 2026”. */
export function sayDay(day: string, language: Language): string {
  const form = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  const format = new Intl.DateTimeFormat(locales[language], { ...form, timeZone: 'UTC' })
  return withFirst(format.format(Date.parse(day)), language)
}

/** “3 March 2026”: the day of a moment in a time zone. */
export function longDate(at: Date, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone })
  return withFirst(format.format(at), language)
}

/** “3 March 2026 at 14:05”. */
export function sayMoment(at: Date, language: Language, timeZone: string): string {
  const form = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return withFirst(new Intl.DateTimeFormat(locales[language], form).format(at), language)
}

/** French writes and says “1er décembre” for the “1 décembre” of `Intl`. */
export function withFirst(said: string, language: Language): string {
  return language === 'fr' ? said.replace(/\b1 (\p{L})/u, '1er $1') : said
}

/** Reads a time of day: `12h30`, `9`, `9.15`, `0930`, `9:30 pm`, `midi`. */
export function readTime(typed: string): string | undefined {
  const text = typed.length > 20 ? '' : typed.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')
  const word = { noon: '12:00', midi: '12:00', midnight: '00:00', minuit: '00:00' }[text]
  if (word) return word
  const found = /^(\d{1,2})(?:(?:[:h.]|heures?)(\d{2})?|(\d{2}))?(am|pm|a\.m\.|p\.m\.)?$/.exec(text)
  if (!found) return undefined
  const half = found[4]?.[0]
  const hour = Number(found[1])
  const minute = Number(found[2] ?? found[3] ?? 0)
  if (minute > 59 || hour > 23 || (half && (hour > 12 || hour === 0))) return undefined
  const of24 = half === 'p' ? (hour % 12) + 12 : half === 'a' ? hour % 12 : hour
  return [of24, minute].map((part) => String(part).padStart(2, '0')).join(':')
}

/** “12:30”, « 12 h 30 ». */
export function sayTime(time: string, language: Language): string {
  return language === 'fr' ? time.replace(':', '\u00a0h\u00a0') : time
}

/** The next day, or one further away; a negative number of days counts back. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
