import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Pick } from '../../ui/picker.tsx'
import { Picker } from '../../ui/picker.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import type { Group } from '../groups/group.ts'
import type { Member } from './member.ts'
import { words } from './words.ts'

type Successor = Pick & { id: string; name: string }

type HandOverDialogProps = { group: Group; first?: Member | undefined; onClose: () => void }

/** M1: to whom, and whether their plan holds the group, before anything happens. */
export function HandOverDialog({ group, first, onClose }: HandOverDialogProps) {
  const w = useWords(words).handOver
  const find = useFind(group)
  const [chosen, setChosen] = useState<Successor | undefined>(first && successor(first))
  const path = { group: group.id, person: chosen?.id ?? '' }
  const tried = useQuery({
    ...load('/api/groups/{group}/hand-over/{person}', { path }),
    enabled: chosen !== undefined,
    staleTime: 0,
  })
  const handOver = useAct(
    (to: Successor) =>
      send('post', '/api/groups/{group}/hand-over', {
        path: { group: group.id },
        body: { person: to.id },
      }),
    {
      refresh: [[group.id]],
      done: (_group, to) => {
        tell(w.done(to.name), { tone: 'success' })
        void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
        onClose()
      },
    },
  )
  const foot = (
    <>
      <Button onClick={onClose}>{useWords(words).members.cancel}</Button>
      <Button
        look="primary"
        busy={handOver.isPending}
        reason={!chosen ? w.pick : tried.data?.ok ? undefined : w.checking}
        onClick={() => chosen && handOver.mutate(chosen)}
      >
        {w.verb(chosen?.name ?? '')}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.title} foot={foot}>
      <p>{group.role === 'administrator' ? w.says : w.saysGovernor}</p>
      <Picker
        name="person"
        label={w.who}
        help={w.whoHelp}
        single
        value={chosen ? [chosen] : []}
        onChange={([next]) => setChosen(next)}
        find={find}
      />
      {chosen && tried.isError && <ErrorState error={tried.error} />}
      {chosen && tried.data && <Verdict name={chosen.name} tried={tried.data} />}
    </Dialog>
  )
}

type Tried = {
  ok: boolean
  falls: {
    limit: 'groups' | 'members' | 'storage' | 'guests'
    needed: number
    available: number
  }[]
}

function Verdict({ name, tried: { ok, falls } }: { name: string; tried: Tried }) {
  const w = useWords(words).handOver
  const format = useFormat()
  if (ok)
    return (
      <Note tone="success" icon={CircleCheck}>
        <span role="status">{w.fits(name)}</span>
      </Note>
    )
  return (
    <Note tone="danger" icon={CircleAlert}>
      <div role="status">
        <p>{w.falls(name)}</p>
        <ul>
          {falls.map(({ limit, needed, available }) => {
            const say = limit === 'storage' ? format.size : format.number
            return <li key={limit}>{w.limits[limit](say(needed), say(available))}</li>
          })}
        </ul>
        <p>{w.what}</p>
      </div>
    </Note>
  )
}

function useFind(group: Group): (typed: string) => Promise<Successor[]> {
  const w = useWords(words).handOver
  return async (search) => {
    const { items } = await queries.fetchQuery(
      load('/api/groups/{group}/members', {
        path: { group: group.id },
        query: { search, limit: 20 },
      }),
    )
    return items.map((member) => ({
      ...successor(member),
      reason: member.card.guest ? w.guest : member.role === 'administrator' ? w.already : undefined,
    }))
  }
}

function successor({ card }: { card: Member['card'] }): Successor {
  return {
    key: card.id,
    id: card.id,
    name: fullName(card),
    label: fullName(card),
    second: card.organization,
    lead: <Avatar person={card} size={20} />,
  }
}
