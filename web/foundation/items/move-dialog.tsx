import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useGo } from '../../kernel/navigation.ts'
import { usePlaceName } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogFoot } from '../../ui/dialog-foot.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { PlaceField } from '../spaces/place-field.tsx'
import type { Place } from '../spaces/places.ts'
import type { Item } from './item.ts'
import { words } from './words.ts'

type Target = { toSpace: string; toContainer: string }

type MoveDialogProps = {
  item: Pick<Item, 'id' | 'space' | 'container' | 'tool' | 'kind' | 'title'>
  how: 'move' | 'copy'
  /** The place that is already chosen. */
  to?: Place
  onClose: () => void
  /** Called with the place of the item after a move or its undo. */
  onDone?: (item: Item) => void
}

/** Moves an item, after showing who will gain and who will lose sight of it (A9). */
export function MoveDialog({ item, how, to, onClose, onDone }: MoveDialogProps) {
  const w = useWords(words)
  const [space, setSpace] = useState(item.space)
  const [chosen, setChosen] = useState<Place | undefined>(to)
  const act = useMoving(item, how, onClose, onDone)
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={how === 'move' ? w.moveVerb : w.copyVerb}
      busy={act.isPending}
      reason={chosen ? undefined : w.placeMissing}
      onAct={() => chosen && act.mutate({ toSpace: space, toContainer: chosen.id })}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w[how](item.title)} foot={foot}>
      <SpaceSelect
        tool={item.tool}
        value={space}
        onChange={(next) => (setSpace(next), setChosen(undefined))}
      />
      <PlaceField
        key={space}
        space={space}
        put={{ tool: item.tool, takes: item.kind }}
        value={chosen}
        onChange={setChosen}
        refuse={({ id }) => (how === 'move' && id === item.container.id ? w.here : undefined)}
      />
      {chosen && (
        <Consequences item={item} how={how} to={{ toSpace: space, toContainer: chosen.id }} />
      )}
    </Dialog>
  )
}

function useMoving(
  item: MoveDialogProps['item'],
  how: 'move' | 'copy',
  onClose: () => void,
  onDone: MoveDialogProps['onDone'],
) {
  const w = useWords(words)
  const go = useGo()
  const placeName = usePlaceName()
  const run = (body: Target) => {
    const path = { space: item.space, item: item.id }
    return how === 'move'
      ? send('post', '/api/spaces/{space}/items/{item}/move', { path, body })
      : send('post', '/api/spaces/{space}/items/{item}/copy', { path, body })
  }
  const back = useAct(
    (moved: Item) =>
      send('post', '/api/spaces/{space}/items/{item}/move', {
        path: { space: moved.space, item: moved.id },
        body: { toSpace: item.space, toContainer: item.container.id },
      }),
    { refresh: (moved) => [[moved.space], [item.space]], done: (now) => onDone?.(now) },
  )
  return useAct(run, {
    refresh: ({ toSpace }) => [[toSpace], [item.space]],
    done: (now) => {
      onClose()
      const open = () => go(`${paths.tool(now.space, now.tool)}/${now.id}`)
      if (how === 'copy')
        return void tell(w.copied(placeName(now)), { action: { label: w.open, run: open } })
      tellUndo(w.moved(placeName(now)), () => back.mutate(now))
      onDone?.(now)
    },
  })
}

type SpaceSelectProps = { tool: string; value: string; onChange: (space: string) => void }

function SpaceSelect({ tool, value, onChange }: SpaceSelectProps) {
  const w = useWords(words)
  const { spaces } = useMe()
  const options = spaces
    .filter(({ tools, archived }) => tools.includes(tool) && !archived)
    .map(({ id, kind, name }) => ({ value: id, label: kind === 'private' ? w.privateSpace : name }))
  return (
    <SelectField
      name="space"
      label={w.whichSpace}
      value={value}
      onChange={onChange}
      options={options}
    />
  )
}

type ConsequencesProps = { item: MoveDialogProps['item']; how: 'move' | 'copy'; to: Target }

function Consequences({ item, how, to }: ConsequencesProps) {
  const w = useWords(words)
  const format = useFormat()
  const gain = useQuery(
    load('/api/spaces/{space}/items/{item}/gain', {
      path: { space: item.space, item: item.id },
      query: to,
    }),
  )
  if (!gain.data) return null
  const { gains, total, loses, losesTotal } = gain.data
  const names = (cards: readonly { firstName: string; lastName: string }[]) =>
    cards.length > 0 ? cards.map(fullName) : []
  const say = (cards: typeof gains) => format.list(names(cards).slice(0, 5))
  const more = (cards: typeof gains, all: number) => all - Math.min(5, cards.length)
  if (how === 'copy')
    return total > 0 ? (
      <Note tone="caution" icon={TriangleAlert}>
        {w.copyGains(total)}
      </Note>
    ) : null
  if (total === 0 && losesTotal === 0) return <Note tone="success">{w.sameSeers}</Note>
  return (
    <Note tone="caution" icon={TriangleAlert}>
      <ul>
        {total > 0 && <li>{w.gains(say(gains), more(gains, total))}</li>}
        {losesTotal > 0 && <li>{w.loses(say(loses), more(loses, losesTotal))}</li>}
        <li>{item.space === to.toSpace ? w.takesRights : w.leavesSpace}</li>
      </ul>
    </Note>
  )
}
