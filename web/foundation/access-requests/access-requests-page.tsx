import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { capital, useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { GuestBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import styles from '../membership/membership.module.css'
import { words } from './words.ts'

type Request = Answer<'get', '/api/access-requests'>['items'][number]

const path = '/api/access-requests'

/** J8: people who ask for access to something that I may share; I choose a level or decline. */
export function AccessRequestsPage() {
  const w = useWords(words)
  useTitle(w.title)
  const requests = useQuery(load(path))
  return (
    <Page title={w.title} lead={w.lead} width="reading">
      {requests.isPending && <ListSkeleton rows={3} />}
      {requests.isError && (
        <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data?.items.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {requests.data && requests.data.items.length > 0 && (
        <ul className={styles.requests} aria-label={w.title}>
          {requests.data.items.map((request) => (
            <RequestLine key={request.id} request={request} />
          ))}
        </ul>
      )}
    </Page>
  )
}

function RequestLine({ request }: { request: Request }) {
  const w = useWords(words)
  const { id, card, message, askedAt, levels, thing } = request
  const verbs = useVerbs(thing?.tool)
  const [level, setLevel] = useState(levels[0] ?? '')
  const name = fullName(card)
  const options = { path: { accessRequest: id } }
  const refresh = [keyOf(path, {})]
  const approve = useAct(
    () =>
      send('post', '/api/access-requests/{accessRequest}/approval', {
        ...options,
        body: level ? { level: level as 'reader' } : {},
      }),
    {
      refresh,
      done: () => tell(level ? w.given(name) : w.invited(name), { tone: 'success' }),
    },
  )
  const decline = useAct(
    () => send('post', '/api/access-requests/{accessRequest}/refusal', options),
    { refresh, done: () => tell(w.declined) },
  )
  return (
    <li className={styles.request}>
      <Avatar person={card} size={40} />
      <div>
        <strong>{name}</strong> {card.guest && <GuestBadge />}
        <p className="quiet small">
          {card.organization && `${card.organization} · `}
          {w.asked} <RelativeTime at={askedAt} />
        </p>
        <p>
          <About request={request} />
        </p>
        {message && <blockquote className={styles.message}>{message}</blockquote>}
        {levels.length > 1 && (
          <SelectField
            name={`level-${id}`}
            label={w.level}
            value={level}
            onChange={setLevel}
            options={levels.map((value) => ({
              value,
              label: capital(verbs(rightsOfLevel[value], { item: thing?.kind === 'item' })),
            }))}
          />
        )}
        <div className={styles.acts}>
          <Button look="primary" small busy={approve.isPending} onClick={() => approve.mutate()}>
            {levels.length === 0 ? w.invite : levels.length === 1 ? w.letRead : w.give}{' '}
            <span className="for-readers-only">{name}</span>
          </Button>
          <Button small busy={decline.isPending} onClick={() => decline.mutate()}>
            {w.decline} <span className="for-readers-only">{name}</span>
          </Button>
        </div>
        <p className="quiet small">{levels.length === 0 ? w.needsMembership : w.notTold}</p>
      </div>
    </li>
  )
}

/** The thing asked for, as far as I may see it. */
function About({ request: { thing, space } }: { request: Request }) {
  const w = useWords(words)
  const place = space.name ?? w.privateSpace
  if (!thing) return <a href={paths.group(space.id)}>{place}</a>
  const href =
    thing.kind === 'item'
      ? paths.item(space.id, thing.tool, thing.id)
      : paths.container(space.id, thing.tool, thing.id)
  return (
    <>
      <a href={href}>{thing.title}</a> · {place}
    </>
  )
}
