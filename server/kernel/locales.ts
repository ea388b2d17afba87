import type { Language } from './i18n.ts'

/** In what `Intl` writes dates, numbers and lists: with the day before the month. Shared with the web UI. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr' }
