import { useQuery } from '@tanstack/react-query'
import { Crown } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import type { Group } from '../groups/group.ts'
import { PersonPicker, type PersonPick } from '../people/person-picker.tsx'
import { useFindMember } from './candidates.tsx'
import { words as governanceWords } from './governance-words.ts'
import styles from './membership.module.css'
import { words } from './over-time-words.ts'
import { Takes } from './takes.tsx'
import { words as memberWords } from './words.ts'

const mine = '/api/me/successions'

/** M1, M8: groups whose administrator I am asked to become; on Home, and in the group itself. */
export function AskedSuccessions({ group }: { group?: string }) {
  const asked = useQuery(load(mine))
  const items = (asked.data?.items ?? []).filter(({ id }) => group === undefined || id === group)
  return items.map((one) => (
    <AskedSuccession key={`${one.kind} ${one.id}`} {...one} by={fullName(one.administrator)} />
  ))
}

type AskedSuccessionProps = {
  id: string
  name: string
  by: string
  kind: 'succession' | 'hand-over'
}

function AskedSuccession({ id, name, by, kind }: AskedSuccessionProps) {
  const w = useWords(words).asked
  const o = useWords(governanceWords).offer
  const format = useFormat()
  const offered = kind === 'hand-over'
  const path = { group: id }
  const seat = useQuery(load('/api/groups/{group}/successor', { path }))
  const refresh = [[id], keyOf(mine, {}), sessionQuery.queryKey]
  const accept = useAct<void, unknown>(
    () =>
      offered
        ? send('post', '/api/groups/{group}/hand-over/acceptance', { path })
        : send('post', '/api/groups/{group}/succession', { path }),
    { refresh, done: () => tell(w.accepted(name), { tone: 'success' }) },
  )
  const decline = useAct<void, unknown>(
    () =>
      offered
        ? send('post', '/api/groups/{group}/hand-over/refusal', { path, body: {} })
        : send('delete', '/api/groups/{group}/succession', { path }),
    { refresh, done: () => tell(offered ? o.declined(by) : w.declined) },
  )
  const offer = offered ? seat.data?.offer : null
  const asked = offered ? offer : seat.data?.asked
  const ok = asked?.ok
  return (
    <section aria-label={w.title(name)}>
      <Note tone="accent" icon={Crown}>
        <div className={styles.asked}>
          <strong>
            <a href={paths.group(id)}>{w.title(name)}</a>
          </strong>
          <p>{offered ? o.says(by) : w.says(by)}</p>
          {offer?.reason && <blockquote className={styles.message}>{offer.reason}</blockquote>}
          {offer && <p>{o.until(format.date(offer.expiresAt))}</p>}
          {ok === false && <p>{w.short}</p>}
          {asked && <Takes takes={asked.takes} />}
          <div className={styles.buttons}>
            <Button
              look="primary"
              busy={accept.isPending}
              reason={ok === false ? w.short : undefined}
              onClick={() => accept.mutate()}
            >
              {w.accept}
            </Button>
            <Button busy={decline.isPending} onClick={() => decline.mutate()}>
              {w.decline}
            </Button>
          </div>
        </div>
      </Note>
    </section>
  )
}

/** M8: the administrator names a successor, who will be asked. */
export function SuccessorSection({ group }: { group: Group }) {
  const w = useWords(words).successor
  const guest = useWords(memberWords).handOver.guest
  const format = useFormat()
  const path = { group: group.id }
  const seatQuery = load('/api/groups/{group}/successor', { path })
  const seat = useQuery(seatQuery)
  const [chosen, setChosen] = useState<PersonPick>()
  const find = useFindMember(group, ({ card, role }) =>
    card.guest ? guest : role === 'administrator' ? w.already : undefined,
  )
  const refresh = [seatQuery.queryKey]
  const name = useAct(
    (person: PersonPick) =>
      send('put', '/api/groups/{group}/successor', { path, body: { person: person.id } }),
    {
      refresh,
      done: (_none, person) => {
        setChosen(undefined)
        tell(w.named(person.name), { tone: 'success' })
      },
    },
  )
  const forget = useAct(() => send('delete', '/api/groups/{group}/successor', { path }), {
    refresh,
    done: () => tell(w.forgotten),
  })
  if (!seat.data) return null
  const { successor, namedAt, askedAt, declinedAt } = seat.data
  return (
    <Section title={w.title}>
      <p>{w.says}</p>
      {successor && namedAt ? (
        <div className={styles.successor}>
          <p>
            {w.is(fullName(successor), format.date(namedAt))}{' '}
            {declinedAt
              ? w.declined(format.date(declinedAt))
              : askedAt && w.asked(format.date(askedAt))}
          </p>
          <Button busy={forget.isPending} onClick={() => forget.mutate()}>
            {w.forget}
          </Button>
        </div>
      ) : (
        <p className="quiet">{w.nobody}</p>
      )}
      <PersonPicker
        name="successor"
        label={w.who}
        help={w.whoHelp}
        value={chosen}
        onChange={setChosen}
        find={find}
      />
      <div className={styles.buttons}>
        <Button
          busy={name.isPending}
          reason={chosen ? undefined : w.pick}
          onClick={() => chosen && name.mutate(chosen)}
        >
          {w.verb}
        </Button>
      </div>
    </Section>
  )
}
