import { isMac } from '../kernel/shortcuts.ts'
import styles from './small.module.css'

const signs: Record<string, string> = { mod: isMac ? '⌘' : 'Ctrl', Escape: 'Esc', Enter: '↵' }

/** `mod+k`, `g h`, `?` as the keys that one presses. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(/[ +]/).map((key) => (
        <kbd key={key} className={styles.key}>
          {signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  )
}
