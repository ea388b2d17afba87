import { useUrlState } from '../../kernel/navigation.ts'

export type Reading = {
  /** The text is shown without the means to change it. */
  isOn: boolean
  /** Absent where nobody has a choice: the item has no text, or I may not edit it. */
  turn?: (on: boolean) => void
}

const reading = 'reading'

/** The reading view of a text that I may edit; `?view=reading` opens it. */
export function useReading(offered: boolean): Reading {
  const [view, setView] = useUrlState('view')
  if (!offered) return { isOn: false }
  return { isOn: view === reading, turn: (on) => setView(on ? reading : '') }
}
