import { readPhone, sayPhone } from '../../server/kernel/phone.ts'
import { useWords } from '../kernel/words.ts'
import type { TypedFieldProps } from './typed-field.tsx'
import { TypedField } from './typed-field.tsx'
import { words } from './words.ts'

/** Its library is large: `typed-field.tsx` loads it when a page shows such a field. */
export function PhoneField({ country, ...props }: TypedFieldProps & { country: string }) {
  const w = useWords(words)
  return (
    <TypedField
      {...props}
      inputMode="tel"
      autoComplete="tel"
      unreadable={w.unreadable.phone}
      read={(typed) => readPhone(typed, country)}
      say={(phone) => sayPhone(phone, country)}
    />
  )
}
