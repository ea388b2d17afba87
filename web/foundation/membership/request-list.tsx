import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { GuestBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { words as governanceWords } from './governance-words.ts'
import styles from './membership.module.css'
import { words } from './words.ts'

type Request = Answer<'get', '/api/groups/{group}/join-requests'>['items'][number]

/** The pages of the group, and Home, where requests are answered too. */
const refreshed = (group: string) => [[group], load('/api/home').queryKey]

/** Requests to join a group, to approve or to decline with a reason (J3). */
export function RequestList({ group, requests }: { group: string; requests: readonly Request[] }) {
  const w = useWords(words).requests
  const [declining, setDeclining] = useState<Request>()
  return (
    <>
      <ul className={styles.requests} aria-label={w.title}>
        {requests.map((request) => (
          <RequestLine
            key={request.id}
            group={group}
            request={request}
            onDecline={() => setDeclining(request)}
          />
        ))}
      </ul>
      {declining && (
        <DeclineDialog group={group} request={declining} onClose={() => setDeclining(undefined)} />
      )}
    </>
  )
}

type RequestLineProps = { group: string; request: Request; onDecline: () => void }

function RequestLine({ group, request, onDecline }: RequestLineProps) {
  const w = useWords(words).requests
  const { card, message, createdAt, askedBy, onlyAdministrator } = request
  const g = useWords(governanceWords).request
  const approve = useAct(
    () =>
      send('post', '/api/groups/{group}/join-requests/{request}/approval', {
        path: { group, request: request.id },
      }),
    {
      refresh: refreshed(group),
      done: () => tell(w.approved(fullName(card)), { tone: 'success' }),
    },
  )
  return (
    <li className={styles.request}>
      <Avatar person={card} size={40} />
      <div>
        <strong>{fullName(card)}</strong> {card.guest && <GuestBadge />}
        <p className="quiet small">
          {card.organization && `${card.organization} · `}
          {w.asked} <RelativeTime at={createdAt} />
        </p>
        {onlyAdministrator && (
          <p className="small">
            {askedBy && `${g.askedBy(fullName(askedBy))} `}
            {g.governs}
          </p>
        )}
        {message ? (
          <blockquote className={styles.message}>{message}</blockquote>
        ) : (
          <p className="quiet small">{w.noMessage}</p>
        )}
        <div className={styles.acts}>
          <Button look="primary" small busy={approve.isPending} onClick={() => approve.mutate()}>
            {w.approve} <span className="for-readers-only">{fullName(card)}</span>
          </Button>
          <Button small onClick={onDecline}>
            {w.decline} <span className="for-readers-only">{fullName(card)}</span>
          </Button>
        </div>
      </div>
    </li>
  )
}

type DeclineDialogProps = { group: string; request: Request; onClose: () => void }

function DeclineDialog({ group, request, onClose }: DeclineDialogProps) {
  const w = useWords(words).requests
  const name = fullName(request.card)
  const decline = useAct(
    (reason: string) =>
      send('post', '/api/groups/{group}/join-requests/{request}/refusal', {
        path: { group, request: request.id },
        body: { reason },
      }),
    { refresh: refreshed(group), done: () => (onClose(), tell(w.declined(name))) },
  )
  const form = useForm({
    first: { reason: '' },
    send: ({ reason }) => decline.mutateAsync(reason),
  })
  return (
    <Dialog opened onClose={onClose} title={w.declineTitle(name)}>
      <Form
        form={form}
        verb={w.declineVerb}
        danger
        cancel={<Button onClick={onClose}>{w.cancel}</Button>}
      >
        <TextArea
          {...form.text('reason')}
          label={w.reason}
          help={w.reasonHelp(name)}
          maxLength={2000}
          optional
        />
      </Form>
    </Dialog>
  )
}
