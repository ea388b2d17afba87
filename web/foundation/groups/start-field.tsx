import { useState } from 'react'
import { dayIn } from '../../kernel/days.ts'
import { useReader } from '../../kernel/language.ts'
import { useWords } from '../../kernel/words.ts'
import { DateField } from '../../ui/field.tsx'
import { words } from './words.ts'

type StartFieldProps = Omit<Parameters<typeof DateField>[0], 'label' | 'help' | 'min' | 'optional'>

/** From which day on people are inside (M9): from tomorrow on, or at once when nothing is chosen. */
export function StartField(props: StartFieldProps) {
  const w = useWords(words).people
  const { timeZone } = useReader()
  const [tomorrow] = useState(() => dayIn(Date.now() + 86_400_000, timeZone))
  return <DateField {...props} label={w.starts} help={w.startsHelp} min={tomorrow} optional />
}
