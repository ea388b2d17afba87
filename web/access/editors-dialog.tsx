import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../kernel/act.ts'
import { load, send } from '../kernel/api.ts'
import { tell } from '../kernel/undo.tsx'
import { usePlaceName } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { Choice } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { DialogFoot } from '../ui/dialog-foot.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { ErrorState } from '../ui/states.tsx'
import { words } from './editors-words.ts'
import type { PrincipalPick, SpaceFacts } from './principal.tsx'
import { PrincipalPicker, usePick, useSpaceFacts } from './principal.tsx'

type Item = {
  space: string
  id: string
  tool: string
  title: string
  container: { name: string }
}
type EditorsDialogProps = { item: Item; onClose: () => void }
type How = 'nobody' | 'all' | 'some'

/** The author chooses the other editors: nobody, all members, or named people (A4); and lets others read (A2, A7). */
export function EditorsDialog({ item, onClose }: EditorsDialogProps) {
  const w = useWords(words)
  const { space, id } = item
  const mine = useSpaceFacts(space)
  const asPick = usePick()
  const grants = useQuery({
    ...load('/api/spaces/{space}/items/{item}/access', { path: { space, item: id } }),
    staleTime: 0,
    gcTime: 0,
  })
  if (grants.data) {
    const named = (level: 'editor' | 'reader') =>
      grants.data.items
        .filter((grant) => grant.level === level)
        .map(({ principal }) => asPick(principal))
    const given = { editors: named('editor'), readers: named('reader') }
    return <Loaded item={item} space={mine} given={given} onClose={onClose} />
  }
  return (
    <Dialog opened onClose={onClose} title={w.title(item.title)}>
      {grants.isError ? <ErrorState error={grants.error} /> : <ListSkeleton rows={3} />}
    </Dialog>
  )
}

type Given = { editors: readonly PrincipalPick[]; readers: readonly PrincipalPick[] }
type LoadedProps = EditorsDialogProps & { space: SpaceFacts; given: Given }

function Loaded({ item, space, given, onClose }: LoadedProps) {
  const w = useWords(words)
  const placeName = usePlaceName()
  const [how, setHow] = useState<How>(howOf(given.editors))
  const [named, setNamed] = useState<readonly PrincipalPick[]>(
    given.editors.filter(({ principal }) => !principal.allMembers),
  )
  const [readers, setReaders] = useState(given.readers)
  const [missing, setMissing] = useState(false)
  const path = { space: space.id, item: item.id }
  const save = useAct(
    async () => {
      const all = { kind: 'group' as const, id: space.id }
      const editors = how === 'all' ? [all] : how === 'some' ? sent(named) : []
      const body = { principals: editors }
      await send('put', '/api/spaces/{space}/items/{item}/editors', { path, body })
      const reading = sent(readers).filter(({ id }) => !editors.some((one) => one.id === id))
      if (readers !== given.readers)
        await send('put', '/api/spaces/{space}/items/{item}/readers', {
          path,
          body: { principals: reading },
        })
    },
    {
      refresh: [[space.id]],
      done: () => {
        tell(w.saved, { tone: 'success' })
        onClose()
      },
    },
  )
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={w.save}
      busy={save.isPending}
      onAct={() => (how === 'some' && named.length === 0 ? setMissing(true) : save.mutate())}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.title(item.title)} foot={foot}>
      <Choice<How>
        name="how"
        label={w.lead}
        value={how}
        onChange={setHow}
        error={missing && how === 'some' && named.length === 0 ? w.pick : undefined}
        options={[
          { value: 'nobody', label: w.nobody, help: w.nobodyHelp },
          ...(space.kind === 'group'
            ? [
                {
                  value: 'all' as const,
                  label: w.all(space.name),
                  help: w.allHelp,
                },
              ]
            : []),
          { value: 'some', label: w.some },
        ]}
      />
      {how === 'some' && (
        <PrincipalPicker
          space={space}
          item={item.id}
          label={w.who}
          value={named}
          onChange={setNamed}
        />
      )}
      <PrincipalPicker
        space={space}
        item={item.id}
        label={w.readers}
        help={space.kind === 'private' ? w.readersHelpPrivate : w.readersHelp(placeName(item))}
        value={readers}
        onChange={setReaders}
      />
    </Dialog>
  )
}

function sent(picks: readonly PrincipalPick[]) {
  return picks.map(({ principal: { kind, id } }) => ({ kind, id }))
}

function howOf(first: readonly PrincipalPick[]): How {
  if (first.some(({ principal }) => principal.allMembers)) return 'all'
  return first.length > 0 ? 'some' : 'nobody'
}
