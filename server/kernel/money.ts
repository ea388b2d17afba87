import type { Language } from './i18n.ts'
import { locales } from './locales.ts'

// Shared with the web UI. Amounts of money with their currency (ISO 4217) as texts, never as binary fractions: `1234.50 EUR`.

/** The most that is read: digits before the decimal sign. */
const most = 15

/**
 * Reads an amount as people type or paste it: `1 234,50 €`, `1,234.50`, `CHF 20`. A currency in the text wins over the given one.
 * Returns undefined where it could mean two amounts, or has more decimals than the currency.
 */
export function readMoney(typed: string, currency: string, language: Language): string | undefined {
  const text = typed.length > 60 ? '' : plain(typed)
  const [, minus = '', before = '', number, after = ''] = shape.exec(text) ?? []
  if (number === undefined) return undefined
  const used = currencyOf(before.trim(), after.trim(), currency)
  const amount = used && readDecimal(number, decimalsOf(used), language)
  if (!amount || (minus && number.startsWith('-'))) return undefined
  return `${minus && !isZero(amount) ? '-' : ''}${amount} ${used}`
}

/** A minus, a currency, digits with a minus, a currency. */
const shape = /^(-?) ?([^\d,.-]*)(-? ?\d[\d ,.'’]*|-?[.,]\d+)(\D*)$/u

function isZero(amount: string): boolean {
  return /^[0.]*$/.test(amount)
}

/** The currency named on one side of the number, or the given one; undefined if what is there names none. */
function currencyOf(before: string, after: string, given: string): string | undefined {
  if (before && after) return undefined
  const named = before || after
  if (named === '' || symbolsOf(given).includes(named)) return given
  if (/^euros?$/i.test(named)) return 'EUR'
  const code = signs[named] ?? named.toUpperCase()
  return currencies.has(code) ? code : undefined
}

const signs: Record<string, string> = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY' }

/** `$`, `CA$`, `$CA`: as people type it, and as it is shown. */
function symbolsOf(currency: string): string[] {
  return (['en', 'fr'] as const).flatMap((language) =>
    (['narrowSymbol', 'symbol'] as const).flatMap((currencyDisplay) =>
      moneyFormat(language, currency, currencyDisplay)
        .formatToParts(0)
        .filter(({ type }) => type === 'currency')
        .map(({ value }) => plain(value)),
    ),
  )
}

/** Every currency that the browser knows, by its code. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

function decimalsOf(currency: string): number {
  const { maximumFractionDigits = 2 } = moneyFormat('en', currency).resolvedOptions()
  return maximumFractionDigits
}

function readDecimal(typed: string, decimals: number, language: Language): string | undefined {
  const digits = typed.replace(/^-/, '').trim()
  const decimal = decimalSign(digits, decimals, language)
  const at = decimal ? digits.lastIndexOf(decimal) : digits.length
  const whole = digits.slice(0, at)
  const part = digits.slice(at + 1)
  // Groups are of three digits, and separated by one sign.
  if (!/^(?:\d*|\d{1,3}(?:([ ,.'’])\d{3})(?:\1\d{3})*)$/.test(whole) || !/^\d*$/.test(part))
    return undefined
  const before = whole.replaceAll(/\D/g, '').replace(/^0+(?=\d)/, '')
  if (part.length > decimals || before.length > most) return undefined
  const amount = `${before || '0'}${decimals > 0 ? `.${part.padEnd(decimals, '0')}` : ''}`
  return typed.startsWith('-') && !isZero(amount) ? `-${amount}` : amount
}

/** The sign before the decimals; empty if there is none. One sign before three digits is read as the language writes it. */
function decimalSign(digits: string, decimals: number, language: Language): string {
  const last = /[.,](?=\d*$)/.exec(digits)?.[0] ?? ''
  if (!last) return ''
  const isOnly = digits.indexOf(last) === digits.lastIndexOf(last)
  const others = /[.,]/g.exec(digits.replaceAll(last, ''))
  if (others) return last
  if (!isOnly) return ''
  const after = digits.length - 1 - digits.indexOf(last)
  if (after !== 3 || decimals === 3) return last
  return last === ',' && language === 'en' ? '' : last
}

type Display = 'symbol' | 'narrowSymbol' | 'code'

function moneyFormat(language: Language, currency: string, currencyDisplay: Display = 'symbol') {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency, currencyDisplay })
}

/** “€1,234.50”, « 1 234,50 € »; with its code if it is not in the given currency: the sign alone could be another one's. */
export function sayMoney(money: string, given: string, language: Language): string {
  const [amount, currency = given] = money.split(' ')
  const format = moneyFormat(language, currency, currency === given ? 'symbol' : 'code')
  return format.format(amount as `${number}`)
}

/** One kind of spaces, digits, and minus. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').replaceAll(/[−–]/g, '-').trim()
}
