import { Search, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWords } from '../kernel/words.ts'
import { IconButton } from './button.tsx'
import field from './field.module.css'
import styles from './small.module.css'
import { words } from './words.ts'

type SearchFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Debounce, in milliseconds. */
  pause?: number
  autoFocus?: boolean
}

export function SearchField({ label, value, onChange, pause = 200, autoFocus }: SearchFieldProps) {
  const w = useWords(words)
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return undefined
    const timer = setTimeout(() => onChange(typed), pause)
    return () => clearTimeout(timer)
  }, [typed, value, pause, onChange])
  return (
    <div className={styles.search} role="search">
      <Search size={16} aria-hidden />
      <input
        type="search"
        className={field.input}
        aria-label={label}
        placeholder={label}
        value={typed}
        // The palette and pickers open for this field alone.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed && (
        <IconButton small icon={X} label={w.clear} onClick={() => (setTyped(''), onChange(''))} />
      )}
    </div>
  )
}
