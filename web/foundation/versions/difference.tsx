import { useQuery } from '@tanstack/react-query'
import { Minus, Plus } from 'lucide-react'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useWords } from '../../kernel/words.ts'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import type { VersionedItem } from './version.ts'
import styles from './versions.module.css'
import { words } from './words.ts'

type Part = Answer<
  'get',
  '/api/spaces/{space}/items/{item}/versions/{number}/diff'
>['parts'][number]

/** Without `against`, compares with what the item says now. */
type DifferenceProps = { item: VersionedItem; number: number; against?: number }

export function Difference({ item, number, against }: DifferenceProps) {
  const w = useWords(words)
  const diff = useQuery(
    load('/api/spaces/{space}/items/{item}/versions/{number}/diff', {
      path: { space: item.space, item: item.id, number },
      query: against === undefined ? {} : { against },
    }),
  )
  if (diff.isError) return <ErrorState error={diff.error} />
  if (!diff.data) return <TextSkeleton />
  const { parts } = diff.data
  if (parts.every(({ kind }) => kind === 'same')) return <p className="quiet">{w.same}</p>
  return <Parts parts={parts} />
}

/** Marks additions and removals by a sign, a word for screen readers, and a line; the colour only helps. */
function Parts({ parts }: { parts: readonly Part[] }) {
  const w = useWords(words)
  return (
    <div className={styles.text}>
      {parts.map((part, place) =>
        part.kind === 'same' ? (
          <Same key={place} text={part.text} />
        ) : part.kind === 'added' ? (
          <ins key={place}>
            <Plus size={12} aria-hidden />
            <span className="for-readers-only">{w.added} </span>
            {part.text}
          </ins>
        ) : (
          <del key={place}>
            <Minus size={12} aria-hidden />
            <span className="for-readers-only">{w.removed} </span>
            {part.text}
          </del>
        ),
      )}
    </div>
  )
}

/** Shortens unchanged text to its edges, which are enough to find one's place. */
function Same({ text }: { text: string }) {
  const w = useWords(words)
  const lines = text.split('\n')
  if (lines.length <= 8) return <span>{text}</span>
  return (
    <>
      <span>{lines.slice(0, 3).join('\n')}</span>
      <span className={styles.skipped}>{w.unchanged(lines.length - 6)}</span>
      <span>{lines.slice(-3).join('\n')}</span>
    </>
  )
}
