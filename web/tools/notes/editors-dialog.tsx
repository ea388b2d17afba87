import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrincipalPick } from '../../access/principal.tsx'
import { PrincipalPicker, usePick } from '../../access/principal.tsx'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { MySpace } from '../../kernel/session.ts'
import { useSpace } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { words } from './note-words.ts'
import type { Note } from './open-note.tsx'

type EditorsDialogProps = { note: Note; onClose: () => void }
type How = 'nobody' | 'all' | 'some'

/** The author decides who else may edit: nobody, all members, or whom they name (A4). */
export function EditorsDialog({ note, onClose }: EditorsDialogProps) {
  const w = useWords(words)
  const { space, id: item } = note
  const mine = useSpace(space)
  const asPick = usePick()
  const grants = useQuery({
    ...load('/api/spaces/{space}/items/{item}/access', { path: { space, item } }),
    staleTime: 0,
    gcTime: 0,
  })
  if (grants.data && mine) {
    const editors = grants.data.items.filter(({ level }) => level === 'editor')
    return (
      <Loaded
        note={note}
        space={mine}
        first={editors.map(({ principal }) => asPick(principal))}
        onClose={onClose}
      />
    )
  }
  return (
    <Dialog opened onClose={onClose} title={w.editorsTitle}>
      {grants.isError ? <ErrorState error={grants.error} /> : <ListSkeleton rows={3} />}
    </Dialog>
  )
}

type LoadedProps = EditorsDialogProps & { space: MySpace; first: readonly PrincipalPick[] }

function Loaded({ note, space, first, onClose }: LoadedProps) {
  const w = useWords(words)
  const [how, setHow] = useState<How>(howOf(first))
  const [named, setNamed] = useState<readonly PrincipalPick[]>(
    first.filter(({ principal }) => !principal.allMembers),
  )
  const [missing, setMissing] = useState(false)
  const path = { space: space.id, item: note.id }
  const save = useAct(
    () => {
      const all = { kind: 'group' as const, id: space.id }
      const some = named.map(({ principal: { kind, id } }) => ({ kind, id }))
      const principals = how === 'all' ? [all] : how === 'some' ? some : []
      return send('put', '/api/spaces/{space}/items/{item}/editors', { path, body: { principals } })
    },
    {
      refresh: [[space.id]],
      done: () => {
        tell(w.editorsSaved, { tone: 'success' })
        onClose()
      },
    },
  )
  const foot = (
    <>
      <Button look="quiet" onClick={onClose}>
        {w.cancel}
      </Button>
      <Button
        look="primary"
        busy={save.isPending}
        onClick={() => (how === 'some' && named.length === 0 ? setMissing(true) : save.mutate())}
      >
        {w.editorsSave}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.editorsTitle} foot={foot}>
      <Choice<How>
        name="how"
        label={w.editorsLead}
        value={how}
        onChange={setHow}
        error={missing && how === 'some' && named.length === 0 ? w.editorsPick : undefined}
        options={[
          { value: 'nobody', label: w.editorsNobody, help: w.editorsNobodyHelp },
          ...(space.kind === 'group'
            ? [
                {
                  value: 'all' as const,
                  label: w.editorsAll(space.name),
                  help: w.editorsAllHelp,
                },
              ]
            : []),
          { value: 'some', label: w.editorsSome },
        ]}
      />
      {how === 'some' && (
        <PrincipalPicker space={space} label={w.editorsWho} value={named} onChange={setNamed} />
      )}
    </Dialog>
  )
}

function howOf(first: readonly PrincipalPick[]): How {
  if (first.some(({ principal }) => principal.allMembers)) return 'all'
  return first.length > 0 ? 'some' : 'nobody'
}
