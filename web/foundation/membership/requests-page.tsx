import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import { words as governanceWords } from './governance-words.ts'
import styles from './membership.module.css'
import { words } from './words.ts'

type Request = Answer<'get', '/api/groups/{group}/join-requests'>['items'][number]

export function RequestsPage() {
  return <WithGroup>{(group) => <Requests group={group} />}</WithGroup>
}

/** J3: requests to join, to approve or to decline with a reason. */
function Requests({ group }: { group: Group }) {
  const w = useWords(words).requests
  const requests = useQuery(
    load('/api/groups/{group}/join-requests', { path: { group: group.id } }),
  )
  const [declining, setDeclining] = useState<Request>()
  return (
    <GroupPage group={group} title={w.title}>
      {requests.isPending && <ListSkeleton rows={3} />}
      {requests.isError && (
        <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data?.items.length === 0 && (
        <EmptyState>{group.accessLevel === 'restricted' ? w.none : w.noneFor}</EmptyState>
      )}
      {requests.data && requests.data.items.length > 0 && (
        <ul className={styles.requests} aria-label={w.title}>
          {requests.data.items.map((request) => (
            <RequestLine
              key={request.id}
              group={group}
              request={request}
              onDecline={() => setDeclining(request)}
            />
          ))}
        </ul>
      )}
      {declining && (
        <DeclineDialog group={group} request={declining} onClose={() => setDeclining(undefined)} />
      )}
    </GroupPage>
  )
}

type RequestLineProps = { group: Group; request: Request; onDecline: () => void }

function RequestLine({ group, request, onDecline }: RequestLineProps) {
  const w = useWords(words).requests
  const { card, message, createdAt, askedBy, onlyAdministrator } = request
  const g = useWords(governanceWords).request
  const approve = useAct(
    () =>
      send('post', '/api/groups/{group}/join-requests/{request}/approval', {
        path: { group: group.id, request: request.id },
      }),
    {
      refresh: [[group.id]],
      done: () => tell(w.approved(fullName(card)), { tone: 'success' }),
    },
  )
  return (
    <li className={styles.request}>
      <Avatar person={card} size={40} />
      <div>
        <strong>{fullName(card)}</strong>
        <p className="quiet small">
          {card.organization} · {w.asked} <RelativeTime at={createdAt} />
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

type DeclineDialogProps = { group: Group; request: Request; onClose: () => void }

function DeclineDialog({ group, request, onClose }: DeclineDialogProps) {
  const w = useWords(words).requests
  const name = fullName(request.card)
  const decline = useAct(
    (reason: string) =>
      send('post', '/api/groups/{group}/join-requests/{request}/refusal', {
        path: { group: group.id, request: request.id },
        body: { reason },
      }),
    { refresh: [[group.id]], done: () => (onClose(), tell(w.declined(name))) },
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
