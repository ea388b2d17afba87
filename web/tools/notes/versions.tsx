import { useQuery } from '@tanstack/react-query'
import { Minus, Plus, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { ListSkeleton, TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import styles from './note.module.css'
import { words } from './note-words.ts'
import type { Note } from './note-page.tsx'

type Version = Answer<'get', '/api/spaces/{space}/items/{item}/versions'>['items'][number]
type Part = Answer<
  'get',
  '/api/spaces/{space}/items/{item}/versions/{number}/diff'
>['parts'][number]

/** Earlier versions of a note: compared, restored, named. */
export function Versions({ note }: { note: Note }) {
  const w = useWords(words)
  const [shown, setShown] = useState<Version>()
  const path = { space: note.space, item: note.id }
  const list = useLongList('/api/spaces/{space}/items/{item}/versions', { path })
  const before = list.items?.find(({ number }) => number < (shown?.number ?? 0))
  return (
    <>
      <p className="quiet small">{w.versionsLead}</p>
      {note.may.edit && <NameVersion note={note} />}
      {list.isPending && <ListSkeleton rows={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 && <EmptyState>{w.noVersions}</EmptyState>}
      {list.items && list.items.length > 0 && (
        <List label={w.allVersions} {...list.more}>
          {list.items.map((version) => (
            <VersionRow key={version.number} version={version} onOpen={() => setShown(version)} />
          ))}
        </List>
      )}
      {shown && (
        <VersionDialog
          note={note}
          version={shown}
          against={before?.number}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  )
}

function VersionRow({ version, onOpen }: { version: Version; onOpen: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const { at, authors, label, why, words: count } = version
  const by = w.changedBy(format.list(authors.map(fullName)))
  return (
    <Row
      onOpen={onOpen}
      title={label || format.dateTime(at)}
      second={[label && format.dateTime(at), `${w.why[why]} ${by}`, w.words(count)]
        .filter(Boolean)
        .join(' · ')}
    />
  )
}

function NameVersion({ note }: { note: Note }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  const name = useAct(
    (label: string) =>
      send('post', '/api/spaces/{space}/items/{item}/versions', {
        path: { space: note.space, item: note.id },
        body: { label },
      }),
    { refresh: [[note.space]] },
  )
  const form = useForm({
    first: { label: '' },
    check: ({ label }) => ({ ...(!label.trim() && { label: w.versionNameHelp }) }),
    send: ({ label }) => name.mutateAsync(label.trim()),
    done: ({ label }) => {
      tell(w.named(label.trim()), { tone: 'success' })
      close()
    },
  })
  return (
    <div>
      <Button small onClick={() => setOpen(true)}>
        {w.nameVersion}
      </Button>
      <Dialog opened={open} onClose={close} title={w.nameVersion} width="narrow">
        <Form form={form} verb={w.nameIt}>
          <TextField
            {...form.text('label')}
            label={w.versionName}
            help={w.versionNameHelp}
            maxLength={100}
            data-autofocus
          />
        </Form>
      </Dialog>
    </div>
  )
}

type VersionDialogProps = {
  note: Note
  version: Version
  against: number | undefined
  onClose: () => void
}

function VersionDialog({ note, version, against, onClose }: VersionDialogProps) {
  const w = useWords(words)
  const format = useFormat()
  const restore = useRestoring(note, onClose)
  const foot = (
    <>
      <Button look="quiet" onClick={onClose}>
        {w.close}
      </Button>
      {note.may.edit && (
        <Button
          look="primary"
          icon={RotateCcw}
          busy={restore.isPending}
          onClick={() => restore.mutate(version)}
        >
          {w.restoreVersion}
        </Button>
      )}
    </>
  )
  return (
    <Dialog
      opened
      onClose={onClose}
      title={w.versionOf(format.dateTime(version.at))}
      width="wide"
      foot={foot}
    >
      {note.may.edit && (
        <>
          <h3>{w.ifBroughtBack}</h3>
          <p className="quiet small">{w.ifBroughtBackHelp}</p>
          <Difference note={note} number={version.number} />
        </>
      )}
      <h3>{against === undefined ? w.first : w.against}</h3>
      {against === undefined ? (
        <Whole note={note} number={version.number} />
      ) : (
        <Difference note={note} number={version.number} against={against} />
      )}
    </Dialog>
  )
}

/** Restoring keeps the present text as a version first: restoring that one takes it back. */
function useRestoring(note: Note, onClose: () => void) {
  const w = useWords(words)
  const path = { space: note.space, item: note.id }
  const bring = (number: number) =>
    send('post', '/api/spaces/{space}/items/{item}/versions/{number}/restoring', {
      path: { ...path, number },
    })
  const refresh = [[note.space]]
  const back = useAct(bring, { refresh })
  return useAct(({ number }: Version) => bring(number), {
    refresh,
    done: ({ before }) => {
      onClose()
      tellUndo(w.restored, () => back.mutate(before))
    },
  })
}

function Whole({ note, number }: { note: Note; number: number }) {
  const path = { space: note.space, item: note.id, number }
  const version = useQuery(load('/api/spaces/{space}/items/{item}/versions/{number}', { path }))
  if (version.isError) return <ErrorState error={version.error} />
  if (!version.data) return <TextSkeleton />
  return <Parts parts={[{ kind: 'added', text: version.data.text }]} />
}

/** Without `against`, compares with the present note. */
type DifferenceProps = { note: Note; number: number; against?: number }

function Difference({ note, number, against }: DifferenceProps) {
  const w = useWords(words)
  const path = { space: note.space, item: note.id, number }
  const diff = useQuery(
    load('/api/spaces/{space}/items/{item}/versions/{number}/diff', {
      path,
      query: against === undefined ? {} : { against },
    }),
  )
  if (diff.isError) return <ErrorState error={diff.error} />
  if (!diff.data) return <TextSkeleton />
  const { parts } = diff.data
  if (parts.every(({ kind }) => kind === 'same')) return <p className="quiet">{w.same}</p>
  return <Parts parts={parts} />
}

/** Marks additions and removals by a sign, a word for screen readers, and a line; the colour only helps. */
function Parts({ parts }: { parts: readonly Part[] }) {
  const w = useWords(words)
  return (
    <div className={styles.diff}>
      {parts.map((part, place) =>
        part.kind === 'same' ? (
          <Same key={place} text={part.text} />
        ) : part.kind === 'added' ? (
          <ins key={place}>
            <Plus size={12} aria-hidden />
            <span className="for-readers-only">{w.added} </span>
            {part.text}
          </ins>
        ) : (
          <del key={place}>
            <Minus size={12} aria-hidden />
            <span className="for-readers-only">{w.removed} </span>
            {part.text}
          </del>
        ),
      )}
    </div>
  )
}

/** Shortens unchanged text to its edges, which are enough to find one's place. */
function Same({ text }: { text: string }) {
  const w = useWords(words)
  const lines = text.split('\n')
  if (lines.length <= 8) return <span>{text}</span>
  return (
    <>
      <span>{lines.slice(0, 3).join('\n')}</span>
      <span className={styles.skipped}>{w.unchanged(lines.length - 6)}</span>
      <span>{lines.slice(-3).join('\n')}</span>
    </>
  )
}
