import { useQuery } from '@tanstack/react-query'
import { LockKeyhole } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './items.module.css'
import { words } from './words.ts'

type Key = { space: string; id: string }
type CannotOpenProps = { from: Key; to: Key & { title: string } }

/** The door that tells which readers of an item cannot open another one. */
export const whoCannotOpen = (from: Key, to: Key) =>
  load('/api/spaces/{space}/items/{item}/who-cannot-open', {
    path: { space: from.space, item: from.id },
    query: { toSpace: to.space, toItem: to.id },
  })

/** Which readers of an item cannot open one that it links to, and the offer to open it for them alone. */
export function CannotOpen({ from, to }: CannotOpenProps) {
  const w = useWords(words)
  const format = useFormat()
  const found = useQuery({ ...whoCannotOpen(from, to), meta: { shows: 'space' } })
  const open = useAct(
    (people: readonly string[]) =>
      send('post', '/api/spaces/{space}/items/{item}/readers', {
        path: { space: to.space, item: to.id },
        body: { principals: people.map((id) => ({ kind: 'person' as const, id })) },
      }),
    {
      refresh: [[from.space], [to.space]],
      done: (_, people) => void tell(w.opened(to.title, people.length)),
    },
  )
  if (!found.data || found.data.total === 0) return null
  const { total, people } = found.data
  const openable = people.flatMap(({ card, openable: may }) => (may ? [card.id] : []))
  const named = people.slice(0, 3).map(({ card }) => fullName(card))
  return (
    <div className={styles.cannotOpen}>
      <p>
        <LockKeyhole size={14} aria-hidden />{' '}
        {w.cannotOpen(format.list(named), total - named.length)}
      </p>
      {openable.length > 0 && (
        <Button look="quiet" small busy={open.isPending} onClick={() => open.mutate(openable)}>
          {w.openFor(openable.length)}
        </Button>
      )}
    </div>
  )
}
