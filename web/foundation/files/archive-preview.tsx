import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { useRendition } from './loaded.ts'
import styles from './previews.module.css'
import type { PreviewProps } from './preview.tsx'
import { words } from './words.ts'

type Entry = { name: string; size: number }

/** What an archive holds. */
export default function ArchivePreview(props: PreviewProps) {
  const w = useWords(words)
  const { name } = props.file
  const listed = useRendition<{ entries: Entry[]; more: boolean }>(props, 'list')
  if (!listed) return <ListSkeleton rows={8} />
  return (
    <>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={name}>
        <Entries entries={listed.entries} />
      </div>
      {listed.more && <p className="quiet small">{w.onlyBeginning}</p>}
    </>
  )
}

export function Entries({ entries }: { entries: readonly Entry[] }) {
  const format = useFormat()
  return (
    <ul className={styles.entries}>
      {entries.map(({ name, size }, at) => (
        <li key={at}>
          <span>{name}</span>
          <span>{name.endsWith('/') ? '' : format.size(size)}</span>
        </li>
      ))}
    </ul>
  )
}
