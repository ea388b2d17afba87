import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { List, Row } from '../../ui/list.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton, TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Facts } from '../groups/facts.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './admin-words.ts'
import styles from './organizations.module.css'

type OutboxPage = Answer<'get', '/api/organization/outbox'>
type Mail = OutboxPage['items'][number]

const path = '/api/organization/outbox'
const outboxKey = keyOf(path, {}).slice(0, 2)

/** E3: outgoing mails, whether they were sent, and their text. */
export function AdminOutboxPage() {
  const w = useWords(words).outbox
  const [open, setOpen] = useUrlState('mail')
  const outbox = useInfiniteQuery({
    queryKey: [...outboxKey, 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, { query: pageParam ? { after: pageParam } : {} }).queryFn({ signal }),
    getNextPageParam: ({ next }: OutboxPage) => next,
  })
  const mails = outbox.data?.pages.flatMap(({ items }) => items) ?? []
  const smtp = outbox.data?.pages[0]?.smtp
  return (
    <AdminPage title={w.title} onlyAdmins>
      {smtp !== undefined && <Note>{smtp ? w.smtp : w.noSmtp}</Note>}
      {outbox.isPending && <ListSkeleton rows={6} />}
      {outbox.isError && <ErrorState error={outbox.error} onRetry={() => void outbox.refetch()} />}
      {outbox.data && mails.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {mails.length > 0 && (
        <List
          label={w.label}
          onMore={outbox.hasNextPage ? () => void outbox.fetchNextPage() : undefined}
          busy={outbox.isFetchingNextPage}
        >
          {mails.map((mail) => (
            <Row
              key={mail.id}
              metaBelow
              onOpen={() => setOpen(mail.id)}
              title={mail.subject}
              second={mail.to}
              meta={
                <>
                  <State mail={mail} smtp={smtp === true} />
                  <RelativeTime at={mail.createdAt} />
                </>
              }
            />
          ))}
        </List>
      )}
      {open && <MailDialog id={open} smtp={smtp === true} onClose={() => setOpen('')} />}
    </AdminPage>
  )
}

type StateProps = {
  mail: Pick<Mail, 'sentAt' | 'failedAt' | 'droppedAt' | 'tries'>
  smtp: boolean
}

function State({ mail: { sentAt, failedAt, droppedAt, tries }, smtp }: StateProps) {
  const w = useWords(words).outbox
  if (sentAt) return <Badge tone="success">{w.sent}</Badge>
  if (failedAt) return <Badge tone="danger">{`${w.failed} · ${w.tries(tries)}`}</Badge>
  if (droppedAt) return <Badge>{w.dropped}</Badge>
  if (!smtp) return <Badge>{w.kept}</Badge>
  return <Badge tone="caution">{tries > 0 ? `${w.waiting} · ${w.tries(tries)}` : w.waiting}</Badge>
}

type MailDialogProps = { id: string; smtp: boolean; onClose: () => void }

function MailDialog({ id, smtp, onClose }: MailDialogProps) {
  const w = useWords(words).outbox
  const format = useFormat()
  const [view, setView] = useState<'html' | 'text'>('html')
  const at = { path: { mail: id } }
  const mail = useQuery(load('/api/organization/outbox/{mail}', at))
  const again = useAct(() => send('post', '/api/organization/outbox/{mail}/sending', at), {
    refresh: [outboxKey, mail.data ? load('/api/organization/outbox/{mail}', at).queryKey : []],
    done: () => tell(w.queued),
  })
  const { data } = mail
  const foot = smtp && data && !data.sentAt && (
    <Button busy={again.isPending} onClick={() => again.mutate()}>
      {w.again}
    </Button>
  )
  return (
    <Dialog opened onClose={onClose} title={data?.subject ?? w.mail} foot={foot} width="wide">
      {mail.isPending && <TextSkeleton />}
      {mail.isError && <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />}
      {data && (
        <>
          <Facts
            facts={[
              [w.to, data.to],
              [w.when, format.dateTime(data.createdAt)],
              [w.state, <State key="state" mail={data} smtp={smtp} />],
              [w.error, data.lastError],
            ]}
          />
          <Tabs
            label={w.view}
            value={view}
            onChange={setView}
            tabs={[
              { value: 'html', label: w.html },
              { value: 'text', label: w.text },
            ]}
          >
            {view === 'html' ? (
              // No permissions: no scripts, no forms, no access to our session.
              <iframe
                className={styles.mail}
                title={data.subject}
                sandbox=""
                src={addressOf('/api/organization/outbox/{mail}/page', at)}
                referrerPolicy="no-referrer"
              />
            ) : (
              <Text text={data.text} />
            )}
          </Tabs>
        </>
      )}
    </Dialog>
  )
}

/** Without a mail server, an admin passes the link of a mail on from here. */
function Text({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/\S+)/)
  return (
    <pre className={styles.text}>
      {parts.map((part, place) =>
        place % 2 === 1 ? (
          <a key={place} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </pre>
  )
}
