import { useQuery } from '@tanstack/react-query'
import { Folder, Send } from 'lucide-react'
import { useState } from 'react'
import { findKnown, PersonPicker } from '../../foundation/people/person-picker.tsx'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { words } from './drop-folder-words.ts'
import { SendDialog } from './send-dialog.tsx'

type Mine = Answer<'get', '/api/me/drop-folder'>
const mine = load('/api/me/drop-folder')

/** What others may send me, and what I sent (S1). */
export function DropFolderPage() {
  const w = useWords(words)
  useTitle(w.title)
  const [asked, ask] = useUrlState('do')
  const own = useQuery(mine)
  const button = (
    <Button look="primary" icon={Send} data-makes onClick={() => ask('send')}>
      {w.sendToSomebody}
    </Button>
  )
  return (
    <Page title={w.title} lead={w.lead} width="reading" primary={button}>
      {own.isPending && <ListSkeleton rows={3} />}
      {own.isError && <ErrorState error={own.error} onRetry={() => void own.refetch()} />}
      {own.data && <Own {...own.data} />}
      {own.data && <Blocked {...own.data} />}
      <Sent />
      {asked === 'send' && <SendDialog onClose={() => ask('')} />}
    </Page>
  )
}

function Own({ takes, folder }: Mine) {
  const w = useWords(words)
  const space = useMe().spaces.find(({ kind }) => kind === 'private')?.id ?? ''
  const change = useAct(
    (wanted: boolean) => send('put', '/api/me/drop-folder', { body: { takes: wanted } }),
    {
      refresh: [mine.queryKey],
      ahead: { key: mine.queryKey, change: (now: Mine, wanted) => ({ ...now, takes: wanted }) },
    },
  )
  return (
    <>
      <Switch
        label={w.takes}
        help={w.takesHelp}
        checked={takes}
        onChange={(wanted) => change.mutate(wanted)}
      />
      {folder && (
        <p>
          <Button icon={Folder} href={paths.container(space, 'documents', folder.id)}>
            {w.open(folder.name)}
          </Button>
        </p>
      )}
    </>
  )
}

function Blocked({ blocked }: Mine) {
  const w = useWords(words)
  const [isAdding, setAdding] = useState(false)
  const refresh = [mine.queryKey]
  const block = useAct(
    (person: string) => send('put', '/api/me/drop-folder/blocked/{person}', { path: { person } }),
    { refresh, done: () => setAdding(false) },
  )
  const unblock = useAct(
    (person: string) =>
      send('delete', '/api/me/drop-folder/blocked/{person}', { path: { person } }),
    { refresh },
  )
  return (
    <Section
      title={w.blocked}
      count={blocked.length}
      help={w.blockedHelp}
      actions={
        !isAdding && (
          <Button small onClick={() => setAdding(true)}>
            {w.block}
          </Button>
        )
      }
    >
      {isAdding && (
        <PersonPicker
          name="person"
          label={w.blockWhom}
          value={undefined}
          onChange={(person) => person && block.mutate(person.id)}
          find={findKnown}
        />
      )}
      {blocked.length > 0 && (
        <List label={w.blocked}>
          {blocked.map((person) => (
            <Row
              key={person.id}
              lead={<Avatar person={person} size={32} />}
              title={fullName(person)}
              actions={
                <Button
                  small
                  aria-label={w.unblockOne(fullName(person))}
                  onClick={() => unblock.mutate(person.id)}
                >
                  {w.unblock}
                </Button>
              }
            />
          ))}
        </List>
      )}
    </Section>
  )
}

function Sent() {
  const w = useWords(words)
  const format = useFormat()
  const list = useLongList('/api/me/receipts', {})
  return (
    <Section title={w.sentTitle} help={w.sentHelp}>
      {list.isPending && <ListSkeleton rows={3} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 && <EmptyState>{w.nothingSent}</EmptyState>}
      {list.items && list.items.length > 0 && (
        <List label={w.sentTitle} {...list.more}>
          {list.items.map(({ id, title, size, to, at }) => (
            <Row
              key={id}
              title={title}
              second={[to && w.to(fullName(to)), size !== null && format.size(size)]
                .filter(Boolean)
                .join(' · ')}
              meta={<RelativeTime at={at} />}
            />
          ))}
        </List>
      )}
    </Section>
  )
}
