import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './exchange.module.css'
import type { Imported } from './imported.ts'
import { words } from './words.ts'

/** So many invitations at once. */
const atOnce = 50

type Member = NonNullable<Imported['preview']>['members'][number]

/** The group is there; whoever was in it is invited only by this button (M4). */
export function Made({ imported }: { imported: Imported }) {
  const w = useWords(words)
  const name = imported.name ?? imported.preview?.name ?? ''
  const group = imported.group ?? ''
  useTitle(name)
  return (
    <Page title={w.madeTitle(name)} lead={w.madeLead} width="reading">
      <div className={styles.stack}>
        <Button look="primary" href={paths.group(group)}>
          {w.open}
        </Button>
        <Inviting group={group} members={imported.preview?.members ?? []} />
      </div>
    </Page>
  )
}

function Inviting({ group, members }: { group: string; members: readonly Member[] }) {
  const w = useWords(words)
  const format = useFormat()
  const { email: own } = useMe().person
  const [outcome, setOutcome] = useState<{ invited: number; others: string[] }>()
  const others = members.filter(({ email }) => email !== '' && email !== own)
  const invite = useAct(() => inviteAll(group, others), { done: setOutcome })
  if (others.length === 0) return <p className="quiet">{w.nobodyToInvite}</p>
  if (outcome)
    return (
      <div role="status" className={styles.stack}>
        <Note tone="success">{w.invited(outcome.invited)}</Note>
        {outcome.others.length > 0 && (
          <Note tone="caution">{w.notInvited(format.list(outcome.others))}</Note>
        )}
      </div>
    )
  return (
    <>
      <Button busy={invite.isPending} onClick={() => invite.mutate()}>
        {w.invite(others.length)}
      </Button>
      <p className="quiet small">{w.inviteHelp}</p>
    </>
  )
}

/** With the roles that they had; whoever administered it comes as a member. */
async function inviteAll(
  group: string,
  members: readonly Member[],
): Promise<{ invited: number; others: string[] }> {
  const others: string[] = []
  let invited = 0
  for (let at = 0; at < members.length; at += atOnce) {
    const part = members.slice(at, at + atOnce)
    const people = part.map(({ email, role }) => ({
      email,
      role: role === 'administrator' ? ('member' as const) : role,
    }))
    const { items } = await send('post', '/api/groups/{group}/invitations', {
      path: { group },
      body: { people },
    })
    items.forEach(({ status }, place) => {
      if (status === 'invited' || status === 'already-invited') invited += 1
      else others.push(part[place]?.name || (part[place]?.email ?? ''))
    })
  }
  return { invited, others }
}
