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
import { SelectField } from '../../ui/field.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Difference } from './difference.tsx'
import type { Version, VersionedItem, ShowVersion } from './version.ts'
import styles from './versions.module.css'
import { words } from './words.ts'

type VersionDialogProps = {
  item: VersionedItem
  version: Version
  /** All versions that are known, the newest first. */
  all: readonly Version[]
  /** Fetches more of them, if there are more. */
  onMore: (() => void) | undefined
  show: ShowVersion | undefined
  /** Whether it has a text, to be compared. */
  texts: boolean
  onClose: () => void
}

/** One version: how it differs from the present text and from any other version, and all of it. */
export function VersionDialog(props: VersionDialogProps) {
  const { item, version, all, show, texts, onClose } = props
  const w = useWords(words)
  const format = useFormat()
  const { number } = version
  const isFirst = all.at(-1) === version && !props.onMore
  const [isWhole, setWhole] = useState(isFirst || !texts)
  return (
    <Dialog
      opened
      onClose={onClose}
      title={w.versionOf(format.dateTime(version.at))}
      width="wide"
      foot={<Foot item={item} version={version} onClose={onClose} />}
    >
      {texts && (
        <>
          <h3>{item.may.edit ? w.ifRestored : w.againstNow}</h3>
          <p className="quiet small">{w.ifRestoredHelp}</p>
          <Difference item={item} number={number} />
          {(!isFirst || all.length > 1) && <AgainstAnother {...props} />}
        </>
      )}
      {isFirst && texts && <h3>{w.first}</h3>}
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

/** What was changed from the older to the newer of two versions: at first, from the one before to this one. */
function AgainstAnother({ item, version, all, onMore }: VersionDialogProps) {
  const w = useWords(words)
  const format = useFormat()
  const { number } = version
  const before = all[all.indexOf(version) + 1]?.number
  const [chosen, setChosen] = useState<number>()
  const against = chosen ?? before ?? all[0]!.number
  const options = all
    .filter((other) => other !== version)
    .map(({ number: value, at, label }) => {
      const said = label ? `${label} · ${format.dateTime(at)}` : format.dateTime(at)
      return { value: String(value), label: value === before ? w.theOneBefore(said) : said }
    })
  const choose = (value: string) => (value === more ? onMore?.() : setChosen(Number(value)))
  return (
    <>
      <h3>{w.changed}</h3>
      <SelectField
        name="against"
        label={w.against}
        value={String(against)}
        onChange={choose}
        options={onMore ? [...options, { value: more, label: w.earlier }] : options}
      />
      <Difference
        item={item}
        number={Math.max(number, against)}
        against={Math.min(number, against)}
      />
    </>
  )
}

const more = 'more'

function Foot({
  item,
  version,
  onClose,
}: Pick<VersionDialogProps, 'item' | 'version' | 'onClose'>) {
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
