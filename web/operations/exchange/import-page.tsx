import { useQuery } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { load, send } from '../../kernel/api.ts'
import { useAct } from '../../kernel/act.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { asProblem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery, useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { upload } from '../../kernel/upload.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { FileArea, FileButton } from '../../ui/file-button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import styles from './exchange.module.css'
import type { Imported } from './imported.ts'
import { isUnderWay } from './imported.ts'
import { Made } from './made.tsx'
import { Preview } from './preview.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { words } from './words.ts'

const second = 1000
const mine = load('/api/group-imports')

/** G13: makes a group of an archive. The address names the archive, so one can leave the page and return. */
export function ImportPage() {
  const w = useWords(words)
  const { organization } = useMe()
  const [chosen, choose] = useUrlState('archive')
  useTitle(w.importTitle)
  if (!organization?.may.createGroups)
    return (
      <Page title={w.importTitle} width="reading">
        <EmptyState action={<Button href={paths.newGroup()}>{w.cancel}</Button>}>
          {w.notAllowed}
        </EmptyState>
      </Page>
    )
  return chosen ? (
    <Chosen key={chosen} id={chosen} onAnother={() => choose('')} />
  ) : (
    <Page title={w.importTitle} lead={w.importLead} width="reading">
      <Sending onSent={choose} />
      <Recent />
    </Page>
  )
}

function Sending({ onSent }: { onSent: (id: string) => void }) {
  const w = useWords(words)
  const { language } = useReader()
  const [sending, setSending] = useState<{ file: File; sent: number; stop: AbortController }>()
  const [refused, setRefused] = useState('')
  const take = async (file: File | undefined) => {
    if (!file) return
    const stop = new AbortController()
    setRefused('')
    setSending({ file, sent: 0, stop })
    try {
      const { id } = await upload<Imported>('/api/group-imports', file, {
        method: 'POST',
        type: 'application/zip',
        signal: stop.signal,
        onProgress: (sent) => setSending({ file, sent, stop }),
      })
      onSent(id)
    } catch (error) {
      if (!stop.signal.aborted) setRefused(sayProblem(asProblem(error), language))
    } finally {
      setSending(undefined)
    }
  }
  if (sending)
    return (
      <div className={styles.stack}>
        <ProgressBar
          label={w.sending(sending.file.name)}
          done={sending.sent}
          total={sending.file.size}
          say={w.sent}
          unit="bytes"
        />
        <Button onClick={() => sending.stop.abort()}>{w.cancel}</Button>
      </div>
    )
  return (
    <>
      {refused && (
        <div role="alert">
          <Note tone="danger">{refused}</Note>
        </div>
      )}
      <FileArea onDrop={({ files }) => void take(files[0])}>
        <FileButton
          look="primary"
          icon={Upload}
          accept=".zip,application/zip"
          onFiles={([file]) => void take(file)}
        >
          {w.choose}
        </FileButton>
        <span className="quiet">{w.orDrop}</span>
        <p className="quiet small">{w.chooseHelp}</p>
      </FileArea>
    </>
  )
}

/** Earlier uploads that can still be used. */
function Recent() {
  const w = useWords(words)
  const format = useFormat()
  const imports = useQuery(mine)
  const open = imports.data?.items.filter(({ state }) => state !== 'refused') ?? []
  if (open.length === 0) return null
  return (
    <Section title={w.recent}>
      <List label={w.recent}>
        {open.map(({ id, name, preview, state, receivedAt }) => (
          <Row
            key={id}
            title={name ?? preview?.name ?? w.archiveOf(format.dateTime(receivedAt))}
            second={w.importStates[state]}
            meta={<RelativeTime at={receivedAt} />}
            href={paths.importGroup(id)}
          />
        ))}
      </List>
    </Section>
  )
}

function Chosen({ id, onAnother }: { id: string; onAnother: () => void }) {
  const w = useWords(words)
  const query = load('/api/group-imports/{import}', { path: { import: id } })
  const found = useQuery({
    ...query,
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? second : false),
  })
  const state = found.data?.state
  // Shows the new group in the selector immediately.
  useEffect(() => {
    if (state === 'made') void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }, [state])
  if (found.isPending) return <TextSkeleton lines={6} />
  if (found.isError)
    return (
      <Page title={w.importTitle} width="reading">
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        <div>
          <Button onClick={onAnother}>{w.another}</Button>
        </div>
      </Page>
    )
  const one = found.data
  if (one.state === 'made') return <Made imported={one} />
  if (one.state === 'ready') return <Preview imported={one} onGone={onAnother} />
  return <UnderWay imported={one} onAnother={onAnother} />
}

function UnderWay({ imported, onAnother }: { imported: Imported; onAnother: () => void }) {
  const w = useWords(words)
  const { id, state, done, total, problem } = imported
  const path = { import: id }
  const drop = useAct(() => send('delete', '/api/group-imports/{import}', { path }), {
    refresh: [mine.queryKey],
    done: () => {
      tell(w.thrownAway)
      onAnother()
    },
  })
  if (state === 'refused')
    return (
      <Page title={w.refusedTitle} width="reading">
        <div role="alert">
          <Note tone="danger">{problem?.message}</Note>
        </div>
        <div>
          <Button look="primary" onClick={onAnother}>
            {w.another}
          </Button>
        </div>
      </Page>
    )
  const making = state === 'confirmed' || state === 'making'
  return (
    <Page title={w.importTitle} lead={making ? w.making : w.checking} width="reading">
      <div className={styles.stack}>
        <ProgressBar label={w.importStates[state]} done={done} total={total} say={w.steps} />
        <Button busy={drop.isPending} onClick={() => drop.mutate()}>
          {w.stop}
        </Button>
      </div>
    </Page>
  )
}
