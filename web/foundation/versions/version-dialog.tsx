import { useQuery } from '@tanstack/react-query'
import { Pin, PinOff, RotateCcw } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Difference } from './difference.tsx'
import type { Version, VersionedItem, ShowVersion } from './version.ts'
import styles from './versions.module.css'
import { words } from './words.ts'

type VersionDialogProps = {
  item: VersionedItem
  version: Version
  /** The number of the version before this one. */
  before: number | undefined
  show: ShowVersion | undefined
  onClose: () => void
}

/** One version: what restoring it would change, what it changed itself, and all of it. */
export function VersionDialog({ item, version, before, show, onClose }: VersionDialogProps) {
  const w = useWords(words)
  const format = useFormat()
  const { number } = version
  const isFirst = before === undefined
  const [isWhole, setWhole] = useState(isFirst)
  return (
    <Dialog
      opened
      onClose={onClose}
      title={w.versionOf(format.dateTime(version.at))}
      width="wide"
      foot={<Foot item={item} version={version} onClose={onClose} />}
    >
      {item.may.edit && (
        <>
          <h3>{w.ifRestored}</h3>
          <p className="quiet small">{w.ifRestoredHelp}</p>
          <Difference item={item} number={number} />
        </>
      )}
      {!isFirst && (
        <>
          <h3>{w.changed}</h3>
          <Difference item={item} number={number} against={before} />
        </>
      )}
      {isFirst && <h3>{w.first}</h3>}
      {isWhole ? (
        <Whole item={item} number={number} show={show} />
      ) : (
        <div>
          <Button small onClick={() => setWhole(true)}>
            {w.showWhole}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

function Foot({ item, version, onClose }: Omit<VersionDialogProps, 'before' | 'show'>) {
  const w = useWords(words)
  const restore = useRestoring(item, onClose)
  const keep = useKeeping(item, version)
  const isThinned = version.why === 'edited' && version.label === null
  return (
    <>
      <Button look="quiet" onClick={onClose}>
        {w.close}
      </Button>
      {item.may.edit && (isThinned || version.kept) && (
        <Button
          icon={version.kept ? PinOff : Pin}
          busy={keep.isPending}
          onClick={() => keep.mutate()}
        >
          {version.kept ? w.unkeep : w.keep}
        </Button>
      )}
      {item.may.edit && (
        <Button
          look="primary"
          icon={RotateCcw}
          busy={restore.isPending}
          onClick={() => restore.mutate(version.number)}
        >
          {w.restore}
        </Button>
      )}
    </>
  )
}

/** Versions that only record edits are thinned out in time, unless somebody keeps them. */
function useKeeping({ space, id: item }: VersionedItem, { number, kept }: Version) {
  const path = { space, item, number }
  return useAct(
    () =>
      send('patch', '/api/spaces/{space}/items/{item}/versions/{number}', {
        path,
        body: { kept: !kept },
      }),
    { refresh: [[space]] },
  )
}

/** What it says now is kept as a version first: restoring that one is the undo. */
function useRestoring({ space, id: item }: VersionedItem, onClose: () => void) {
  const w = useWords(words)
  const bring = (number: number) =>
    send('post', '/api/spaces/{space}/items/{item}/versions/{number}/restoring', {
      path: { space, item, number },
    })
  const refresh = [[space]]
  const back = useAct(bring, { refresh })
  return useAct(bring, {
    refresh,
    done: ({ before }) => {
      onClose()
      tellUndo(w.restored, () => back.mutate(before))
    },
  })
}

type WholeProps = Pick<VersionDialogProps, 'item' | 'show'> & { number: number }

function Whole({ item, number, show }: WholeProps) {
  const path = { space: item.space, item: item.id, number }
  const version = useQuery(load('/api/spaces/{space}/items/{item}/versions/{number}', { path }))
  if (version.isError) return <ErrorState error={version.error} />
  if (!version.data) return <TextSkeleton />
  if (!show) return <div className={styles.text}>{version.data.text}</div>
  return <Suspense fallback={<TextSkeleton />}>{show(version.data)}</Suspense>
}
