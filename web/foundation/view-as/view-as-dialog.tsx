import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { lookAs } from '../../kernel/view-as.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Group } from '../groups/group.ts'
import { personPick, PersonPicker, type PersonPick } from '../people/person-picker.tsx'
import { words } from './words.ts'

const whoms = ['guest', 'member', 'moderator', 'co-administrator', 'person'] as const
type Whom = (typeof whoms)[number]

/** A8: chooses the role or person to view as. */
export function ViewAsDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const w = useWords(words)
  const [whom, setWhom] = useState<Whom>('guest')
  const [member, setMember] = useState<PersonPick>()
  const look = useAct(
    () =>
      send('post', '/api/groups/{group}/viewings', {
        path: { group: group.id },
        body: bodyOf(whom, member?.key),
      }),
    {
      done: ({ token, expiresAt, role, guest, person }) => {
        const name = person && fullName(person)
        lookAs({ group: group.id, token, expiresAt, role, guest, name })
        onClose()
      },
    },
  )
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button
        look="primary"
        busy={look.isPending}
        reason={whom === 'person' && !member ? w.pick : undefined}
        onClick={() => look.mutate(undefined)}
      >
        {w.verb}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.title} foot={foot}>
      <p>{w.says}</p>
      <Choice
        name="as"
        label={w.as}
        value={whom}
        options={whoms.map((value) => ({ value, label: w.choices[value], help: w.helps[value] }))}
        onChange={setWhom}
      />
      {whom === 'person' && (
        <PersonPicker
          name="person"
          label={w.who}
          value={member}
          onChange={setMember}
          find={(search) => membersOf(group.id, search)}
        />
      )}
    </Dialog>
  )
}

function bodyOf(whom: Whom, member: string | undefined) {
  if (whom === 'person') return member === undefined ? {} : { person: member }
  return whom === 'guest' ? { role: 'member' as const, guest: true } : { role: whom }
}

async function membersOf(group: string, search: string): Promise<PersonPick[]> {
  const query = { search, limit: 20 }
  const { items } = await queries.fetchQuery(
    load('/api/groups/{group}/members', { path: { group }, query }),
  )
  return items.map(({ card }) => personPick(card))
}
