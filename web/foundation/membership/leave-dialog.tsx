import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rightsOfLevel, verbsIn } from '../../access/levels.ts'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useReader } from '../../kernel/language.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { useTools } from '../../kernel/tools.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Section } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import type { Group } from '../groups/group.ts'
import styles from './membership.module.css'
import { words } from './words.ts'

type Stakes = Answer<'get', '/api/groups/{group}/leaving'>
type Stake = Stakes['grants'][number]

/** J4: shows the consequences of leaving before the person leaves. */
export function LeaveDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const w = useWords(words).leave
  const go = useGo()
  const path = { group: group.id }
  const stakes = useQuery({ ...load('/api/groups/{group}/leaving', { path }), staleTime: 0 })
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set())
  const leave = useAct(
    () => {
      const keep = (stakes.data?.kept ?? []).map(({ grant }) => grant)
      const body = { keep: keep.filter((grant) => !dropped.has(grant)) }
      return send('post', '/api/groups/{group}/leaving', { path, body })
    },
    {
      done: () => {
        go(paths.home(), { replace: true })
        tell(w.done(group.name))
        void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      },
    },
  )
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button
        look="danger"
        busy={leave.isPending || stakes.isPending}
        onClick={() => leave.mutate()}
      >
        {w.verb}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.title(group.name)} foot={foot}>
      <p>{w.says}</p>
      {stakes.isPending && <ListSkeleton rows={2} />}
      {stakes.isError && <ErrorState error={stakes.error} onRetry={() => void stakes.refetch()} />}
      {stakes.data && <StakesList stakes={stakes.data} dropped={dropped} onDrop={setDropped} />}
    </Dialog>
  )
}

type StakesListProps = {
  stakes: Stakes
  dropped: ReadonlySet<string>
  onDrop: (dropped: ReadonlySet<string>) => void
}

function StakesList({ stakes, dropped, onDrop }: StakesListProps) {
  const { grants, kept, losing, keeping } = stakes
  const w = useWords(words).leave
  const say = useStake()
  if (grants.length + kept.length + losing.length + keeping.length === 0)
    return <p className="quiet">{w.nothing}</p>
  const turn = (grant: string) =>
    onDrop(
      dropped.has(grant)
        ? new Set([...dropped].filter((one) => one !== grant))
        : new Set([...dropped, grant]),
    )
  return (
    <>
      {grants.length > 0 && (
        <Section title={w.withdrawn} count={grants.length} help={w.withdrawnSays}>
          <ul className={styles.stakes}>
            {grants.map((stake) => (
              <li key={stake.grant}>
                <strong>{stake.title}</strong> <span className="quiet">{say(stake)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {kept.length > 0 && (
        <Section title={w.kept} count={kept.length} help={w.keptSays}>
          <ul className={styles.stakes}>
            {kept.map((stake) => (
              <li key={stake.grant}>
                <Check
                  label={stake.title}
                  help={say(stake)}
                  checked={!dropped.has(stake.grant)}
                  onChange={() => turn(stake.grant)}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Received title={w.losing} help={w.losingSays} grants={losing} />
      <Received title={w.keeping} help={w.keepingSays} grants={keeping} />
    </>
  )
}

type ReceivedProps = { title: string; help: string; grants: Stakes['losing'] }

/** Things that members shared with me. */
function Received({ title, help, grants }: ReceivedProps) {
  const w = useWords(words).leave
  const say = useGiven()
  if (grants.length === 0) return null
  return (
    <Section title={title} count={grants.length} help={help}>
      <ul className={styles.stakes}>
        {grants.map((given) => (
          <li key={given.grant}>
            <strong>{given.title}</strong>{' '}
            <span className="quiet">{w.right(fullName(given.owner), say(given))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function useStake(): (stake: Stake) => string {
  const w = useWords(words).leave
  const say = useGiven()
  return (stake) => {
    const { principal } = stake
    return w.right(
      principal.kind === 'person' ? fullName(principal.card) : principal.name,
      say(stake),
    )
  }
}

/** What a right lets somebody do, in the verbs of its tool. */
function useGiven(): (given: Pick<Stake, 'level' | 'tool' | 'item'>) => string {
  const w = useWords(words).leave
  const tools = useTools()
  const { language } = useReader()
  return ({ level, tool, item }) => {
    const own = tools.find(({ name }) => name === tool)
    return level ? verbsIn(language, own)(rightsOfLevel[level], { item: item !== null }) : w.own
  }
}
