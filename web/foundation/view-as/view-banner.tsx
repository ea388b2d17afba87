import { Eye } from 'lucide-react'
import { tell } from '../../kernel/undo.tsx'
import { lookAs, type View } from '../../kernel/view-as.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import styles from './view-as.module.css'
import { words } from './words.ts'

/** Says above every page of the group that it is viewed as somebody else, with a button to end this. */
export function ViewBanner({ view }: { view: View }) {
  const w = useWords(words)
  const stop = () => {
    lookAs(undefined)
    tell(w.stopped)
  }
  return (
    <div className={styles.banner} role="status">
      <Eye size={18} aria-hidden />
      <span className={styles.says}>
        <strong>{sentence(view, w)}</strong> {w.nothing}
      </span>
      <Button onClick={stop}>{w.stop}</Button>
    </div>
  )
}

function sentence({ role, guest, name }: View, { seen }: (typeof words)['en']): string {
  if (role === null) return seen.person(name ?? '')
  return guest ? seen.guest : seen[role]
}
