import { useState } from 'react'
import { send } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { pathOf } from '../spaces/containers.ts'
import { PlaceField, SeenBy } from '../spaces/place-field.tsx'
import type { Place } from '../spaces/places.ts'
import { useBulk } from './bulk.ts'
import type { Item } from './item.ts'
import { words } from './words.ts'

type MoveManyDialogProps = {
  /** Of one kind and one space. */
  items: readonly Item[]
  how: 'move' | 'copy'
  /** The place that is already chosen. */
  to?: Place | undefined
  onDone?: () => void
  onClose: () => void
}

/** Moves or copies several items within their space, after showing who sees the place (A9). */
export function MoveManyDialog({ items, how, to, onDone, onClose }: MoveManyDialogProps) {
  const w = useWords(words)
  const [place, setPlace] = useState<Place | undefined>(to)
  const [first] = items
  const { act, isPending } = useBulk(first?.space ?? '')
  if (!first) return null
  const { space, tool, kind } = first
  const run = (there: Place) => {
    const path = { space }
    const body = { items: items.map(({ id }) => id), toContainer: there.id }
    return how === 'move'
      ? send('post', '/api/spaces/{space}/bulk/moving', { path, body })
      : send('post', '/api/spaces/{space}/bulk/copying', { path, body })
  }
  const put = (there: Place) =>
    act({
      run: () => run(there),
      says: w.bulk[how].done(items.length, pathOf(there)),
      done: () => {
        onClose()
        onDone?.()
      },
    })
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={w.bulk[how].verb}
      busy={isPending}
      reason={place ? undefined : w.placeMissing}
      onAct={() => place && put(place)}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.bulk[how].title(items.length)} foot={foot}>
      <PlaceField
        space={space}
        put={{ tool, takes: kind }}
        help={w.bulk[how].help}
        value={place}
        onChange={setPlace}
      />
      {place && <SeenBy place={place} />}
    </Dialog>
  )
}
