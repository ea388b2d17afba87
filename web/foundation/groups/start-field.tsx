import { useState } from 'react'
import { dayAfter } from '../../../server/kernel/day-and-time.ts'
import { dayIn } from '../../kernel/days.ts'
import { useReader } from '../../kernel/language.ts'
import { useWords } from '../../kernel/words.ts'
import { DateField } from '../../ui/field.tsx'
import { words } from './words.ts'

type StartFieldProps = Omit<Parameters<typeof DateField>[0], 'label' | 'help' | 'min' | 'optional'>

/** The day on which the membership starts (M9): tomorrow or later, or immediately when none is chosen. */
export function StartField(props: StartFieldProps) {
  const w = useWords(words).people
  const { timeZone } = useReader()
  const [tomorrow] = useState(() => dayAfter(dayIn(Date.now(), timeZone)))
  return <DateField {...props} label={w.starts} help={w.startsHelp} min={tomorrow} optional />
}
