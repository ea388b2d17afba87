import { useQuery } from '@tanstack/react-query'
import { MailOpen } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useToolName } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName, SpaceMark } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Section } from '../../ui/page.tsx'
import { Credited } from './credited.tsx'
import styles from './invitations.module.css'
import type { MyInvitation } from './offer.ts'
import { words as seenWords } from '../people/seen-words.ts'
import { words as governanceWords } from '../membership/governance-words.ts'
import { words } from './words.ts'

const mine = load('/api/me/invitations')

/** My open invitations, on Home; hidden when there are none. */
export function PendingInvitations() {
  const w = useWords(words).mine
  const invitations = useQuery(mine)
  const items = invitations.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={w.title} count={items.length}>
      <ul className={styles.mine}>
        {items.map((invitation) => (
          <MyInvitationCard key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Section>
  )
}

function MyInvitationCard({ invitation }: { invitation: MyInvitation }) {
  const w = useWords(words).mine
  const l = useWords(words).landing
  const waits = useWords(governanceWords).waiting
  const format = useFormat()
  const nameOf = useToolName()
  const go = useGo()
  const { id, group, groups, organization, inviter, message, expiresAt } = invitation
  const seen = useWords(seenWords)
  const path = { invitation: id }
  const refresh = [mine.queryKey]
  const name = group?.name ?? organization.name
  const accept = useAct(
    () => send('post', '/api/me/invitations/{invitation}/acceptance', { path }),
    {
      refresh,
      done: ({ group: joined, full, waiting }) => {
        if (waiting.length > 0) tell(waits(format.list(waiting)), { seconds: 20 })
        else if (full.length > 0) tell(l.full(format.list(full)), { seconds: 20 })
        else tell(w.accepted(name), { tone: 'success' })
        void queries
          .invalidateQueries({ queryKey: sessionQuery.queryKey })
          .then(() => joined && go(paths.group(joined)))
      },
    },
  )
  const decline = useAct(
    (block: boolean) =>
      send('post', '/api/me/invitations/{invitation}/declining', { path, body: { block } }),
    { refresh, done: () => tell(w.declined) },
  )
  const inside = group && [
    l.members(group.members - group.guests),
    group.guests > 0 ? l.guests(group.guests, format.list(group.guestOrganizations)) : l.noGuests,
    format.list(group.tools.map(nameOf)),
  ]
  return (
    <li className={styles.card} data-hue={group?.hue ?? 'none'}>
      {group ? (
        <SpaceMark space={{ ...group, id }} size={40} />
      ) : (
        <MailOpen size={24} aria-hidden />
      )}
      <div>
        <h3>{group ? name : w.organization(name)}</h3>
        <p className="quiet small">
          {w.by(fullName(inviter))} · {l.until} {format.date(expiresAt)}
        </p>
        {message && <blockquote className={styles.quote}>{message}</blockquote>}
        {group?.objective && <p className={styles.objective}>{group.objective}</p>}
        {inside && <p className="small">{inside.join(' · ')}</p>}
        <p className="quiet small">
          {group || groups.length > 0 ? seen.inGroups : seen.byColleagues}
        </p>
        <Credited credited={invitation.credited} />
        <div className={styles.answers}>
          <Button look="primary" small busy={accept.isPending} onClick={() => accept.mutate()}>
            {w.accept} <span className="for-readers-only">{name}</span>
          </Button>
          <Button small busy={decline.isPending} onClick={() => decline.mutate(false)}>
            {w.decline} <span className="for-readers-only">{name}</span>
          </Button>
          <Menu
            align="start"
            entries={[
              {
                label: w.block,
                second: l.blockSays(fullName(inviter)),
                danger: true,
                run: () => decline.mutate(true),
              },
            ]}
          />
        </div>
      </div>
    </li>
  )
}
