import { CalendarDays } from 'lucide-react'
import type { ComponentProps } from 'react'
import { lazy, Suspense, useRef, useState } from 'react'
import { readDay, readTime, sayDay, sayTime } from '../../server/kernel/day-and-time.ts'
import { readMoney, sayMoney } from '../../server/kernel/money.ts'
import { readWebAddress, sayWebAddress } from '../../server/kernel/web-address.ts'
import { dayIn } from '../kernel/days.ts'
import { useReader } from '../kernel/language.ts'
import { useWords } from '../kernel/words.ts'
import { IconButton } from './button.tsx'
import { TextField } from './field.tsx'
import styles from './field.module.css'
import { words } from './words.ts'

export type TypedFieldProps = Omit<ComponentProps<typeof TextField>, 'type' | 'short'>

type Reading = {
  /** Returns the canonical form, also of what `say` returns; undefined for what is none. */
  read: (typed: string) => string | undefined
  say: (value: string) => string
  /** The error for what cannot be read, shown once the field is left. */
  unreadable: string
}

/**
 * A field that reads what is typed: its value is the canonical form, shown as the reader's language writes it while the field is
 * not being typed in. What cannot be read stays as it was typed, and is the value.
 */
export function TypedField({ read, say, unreadable, ...props }: TypedFieldProps & Reading) {
  const { value, onChange, error, onBlur, ...rest } = props
  const [typed, setTyped] = useState<string>()
  const known = value === '' ? '' : read(value)
  const isOpen = typed !== undefined
  return (
    <TextField
      {...rest}
      value={typed ?? (known ? say(known) : value)}
      onChange={(text) => {
        setTyped(text)
        onChange(text.trim() === '' ? '' : (read(text) ?? text))
      }}
      onBlur={(event) => {
        setTyped(undefined)
        // Also of what was typed before the code that reads it was loaded.
        if (known) onChange(known)
        onBlur?.(event)
      }}
      error={error ?? (known === undefined && !isOpen ? unreadable : undefined)}
    />
  )
}

/** An amount of money as `1234.50 EUR`; in the given currency unless another is typed: `CHF 20`. */
export function MoneyField({ currency, ...props }: TypedFieldProps & { currency: string }) {
  const w = useWords(words)
  const { language } = useReader()
  return (
    <TypedField
      {...props}
      inputMode="decimal"
      unreadable={w.unreadable.money}
      read={(typed) => readMoney(typed, currency, language)}
      say={(money) => sayMoney(money, currency, language)}
    />
  )
}

/** A day as `2026-03-03`, typed or chosen in a calendar. */
export function DayField(props: TypedFieldProps) {
  const w = useWords(words)
  const { language, timeZone } = useReader()
  const [today] = useState(() => dayIn(Date.now(), timeZone))
  const read = (typed: string) => readDay(typed, language, today)
  const { value, onChange } = props
  return (
    <TypedField
      {...props}
      read={read}
      say={(day) => sayDay(day, language)}
      unreadable={w.unreadable.day}
      trail={<Calendar day={read(value) ?? ''} onDay={onChange} />}
    />
  )
}

/** The browser's own calendar. */
function Calendar({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const w = useWords(words)
  const picker = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden
        className={styles.picker}
        value={day}
        onChange={(event) => onDay(event.target.value)}
      />
      <IconButton
        small
        icon={CalendarDays}
        label={w.calendar}
        onClick={() => picker.current?.showPicker()}
      />
    </>
  )
}

/** A time of day as `12:30`. */
export function TimeField(props: TypedFieldProps) {
  const w = useWords(words)
  const { language } = useReader()
  return (
    <TypedField
      {...props}
      unreadable={w.unreadable.time}
      read={readTime}
      say={(time) => sayTime(time, language)}
    />
  )
}

/** The address of a page in the web, with `https://` if nothing else is typed. */
export function WebAddressField(props: TypedFieldProps) {
  const w = useWords(words)
  return (
    <TypedField
      {...props}
      inputMode="url"
      autoCapitalize="off"
      spellCheck={false}
      unreadable={w.unreadable.webAddress}
      read={readWebAddress}
      say={sayWebAddress}
    />
  )
}

const Phone = lazy(() => import('./phone-field.tsx').then((m) => ({ default: m.PhoneField })))

/** A telephone number as `+33612345678`; of the given country unless it is typed with its code. */
export function PhoneField(props: TypedFieldProps & { country: string }) {
  const { country: _, ...plain } = props
  return (
    <Suspense fallback={<TextField {...plain} inputMode="tel" />}>
      <Phone {...props} />
    </Suspense>
  )
}
