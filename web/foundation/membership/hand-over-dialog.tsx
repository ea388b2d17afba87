import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import type { Group } from '../groups/group.ts'
import { personPick, PersonPicker, type PersonPick } from '../people/person-picker.tsx'
import { useFindMember } from './candidates.tsx'
import { words as governanceWords } from './governance-words.ts'
import type { Member } from './member.ts'
import { Takes } from './takes.tsx'
import { words } from './words.ts'

type HandOverDialogProps = { group: Group; first?: Member | undefined; onClose: () => void }

/** M1: chooses the new administrator and shows whether their plan has room for the group, before anything happens. */
export function HandOverDialog({ group, first, onClose }: HandOverDialogProps) {
  const w = useWords(words).handOver
  const g = useWords(governanceWords).handOver
  const find = useFindMember(group, ({ card, role }) =>
    card.guest ? w.guest : role === 'administrator' ? w.already : undefined,
  )
  const [chosen, setChosen] = useState<PersonPick | undefined>(first && personPick(first.card))
  const path = { group: group.id, person: chosen?.id ?? '' }
  const tried = useQuery({
    ...load('/api/groups/{group}/hand-over/{person}', { path }),
    enabled: chosen !== undefined,
    staleTime: 0,
  })
  const handOver = useAct(
    (to: PersonPick) =>
      send('post', '/api/groups/{group}/hand-over', {
        path: { group: group.id },
        body: { person: to.id },
      }),
    {
      refresh: [[group.id]],
      done: (_group, to) => {
        tell((asks ? g.done : w.done)(to.name), { tone: 'success' })
        void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
        onClose()
      },
    },
  )
  const asks = tried.data?.atOnce !== true
  const foot = (
    <>
      <Button onClick={onClose}>{useWords(words).members.cancel}</Button>
      <Button
        look="primary"
        busy={handOver.isPending}
        reason={!chosen ? w.pick : tried.data?.ok ? undefined : w.checking}
        onClick={() => chosen && handOver.mutate(chosen)}
      >
        {(asks ? g.verb : w.verb)(chosen?.name ?? '')}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.title} foot={foot}>
      <p>
        {group.role === 'administrator'
          ? asks
            ? g.says
            : w.says
          : asks
            ? g.saysGovernor
            : w.saysGovernor}
      </p>
      <PersonPicker
        name="person"
        label={w.who}
        help={w.whoHelp}
        value={chosen}
        onChange={setChosen}
        find={find}
      />
      {chosen && tried.isError && <ErrorState error={tried.error} />}
      {chosen && tried.data && <Verdict name={chosen.name} tried={tried.data} />}
    </Dialog>
  )
}

type Tried = Answer<'get', '/api/groups/{group}/hand-over/{person}'>

/** The needed and the available amounts, whether they suffice or not (M1). */
function Verdict({ name, tried: { ok, takes } }: { name: string; tried: Tried }) {
  const w = useWords(words).handOver
  return (
    <>
      <Note tone={ok ? 'success' : 'danger'} icon={ok ? CircleCheck : CircleAlert}>
        <div role="status">
          <p>{ok ? w.fits(name) : w.falls(name)}</p>
          {!ok && <p>{w.what}</p>}
        </div>
      </Note>
      <Takes takes={takes} />
    </>
  )
}
