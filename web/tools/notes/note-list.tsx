import { MessageSquare, ScrollText, Star, StickyNote, Tag, Trash2, X } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { InternalBadge, useMarkInternal } from '../../access/internal.tsx'
import { ItemBulkBar } from '../../foundation/items/bulk-bar.tsx'
import { MoveDialog } from '../../foundation/items/move-dialog.tsx'
import { useTrashItem } from '../../foundation/items/trash.ts'
import type { Container } from '../../foundation/spaces/container-dialogs.tsx'
import type { Answer } from '../../kernel/doors.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import type { Selection } from '../../ui/list.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Menu } from '../../ui/menu.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useSelection } from '../../ui/selection.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { notePaths } from './note-paths.ts'
import styles from './notes.module.css'
import { words } from './words.ts'

export type NoteRow = Answer<'get', '/api/spaces/{space}/notes'>['items'][number]

type NoteListProps = {
  space: string
  /** Undefined: all notes that I may see in this space. */
  notebook: Container | undefined
  templates: boolean
  write: ReactNode
}

/** Notes as rows; sorting, tag and search are in the address. */
export function NoteList({ space, notebook, templates, write }: NoteListProps) {
  const w = useWords(words)
  const [sort, setSort] = useUrlState('sort', 'changed')
  const [tag, setTag] = useUrlState('tag')
  const [search, setSearch] = useUrlState('q')
  const selection = useSelection()
  const query = {
    ...(sort === 'title' && { sort: 'title' as const }),
    ...(tag && { tag }),
    ...(search && { search }),
  }
  const notes = useNotes(space, notebook?.id, templates, query)
  const filtered = Boolean(tag || search)
  const { list, keepPlace } = usePlaceInList(notes.items !== undefined)
  return (
    <>
      <div className={styles.filters}>
        <SearchField label={w.search} value={search} onChange={setSearch} />
        <select
          className={`${field.input} ${styles.sort}`}
          aria-label={w.sort}
          value={sort}
          onChange={(event) => setSort(event.target.value)}
        >
          <option value="changed">{w.sorts.changed}</option>
          <option value="title">{w.sorts.title}</option>
        </select>
        {tag && (
          <Button small icon={X} onClick={() => setTag('')}>
            {w.taggedWith(tag)}
            <span className="for-readers-only"> · {w.clearTag(tag)}</span>
          </Button>
        )}
      </div>
      {notes.isPending && <ListSkeleton rows={8} />}
      {notes.isError && <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />}
      {notes.items?.length === 0 && (
        <NoNotes
          {...{ filtered, templates, notebook }}
          write={filtered || templates ? null : write}
        />
      )}
      {notes.items && notes.items.length > 0 && (
        <>
          <ItemBulkBar space={space} selection={selection} items={notes.items} />
          <div ref={list} onClickCapture={keepPlace}>
            <List label={notebook?.name ?? (templates ? w.templates : w.all)} {...notes.more}>
              {notes.items.map((note) => (
                <NoteLine
                  key={note.id}
                  note={note}
                  showsNotebook={!notebook}
                  selection={selection}
                  onTag={setTag}
                />
              ))}
            </List>
          </div>
        </>
      )}
    </>
  )
}

/** After returning from a note, focuses its row: the address says which one. */
function usePlaceInList(ready: boolean) {
  const [at, setAt] = useUrlState('at')
  const list = useRef<HTMLDivElement>(null)
  const begun = useRef(at)
  useEffect(() => {
    if (!ready || !begun.current) return undefined
    const row = list.current?.querySelector<HTMLElement>(`a[href$="/${CSS.escape(begun.current)}"]`)
    begun.current = ''
    const timer = setTimeout(() => {
      // A new page begins at its top and its title; this one was visited before.
      row?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'center' })
    })
    return () => clearTimeout(timer)
  }, [ready])
  const keepPlace = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest('a[data-row]') : null
    const id = row?.getAttribute('href')?.split('/').at(-1)
    if (id) setAt(id)
  }
  return { list, keepPlace }
}

type Query = { sort?: 'title'; tag?: string; search?: string }

/** The notes of one notebook, of the whole space, or its templates: three doors, one shape. */
function useNotes(space: string, notebook: string | undefined, templates: boolean, query: Query) {
  const door = templates
    ? '/api/spaces/{space}/note-templates'
    : notebook
      ? '/api/spaces/{space}/notebooks/{container}/notes'
      : '/api/spaces/{space}/notes'
  const path = { space, ...(notebook && { container: notebook }) }
  return useLongList(door as '/api/spaces/{space}/notes', { path, query })
}

type NoNotesProps = Pick<NoteListProps, 'notebook' | 'templates' | 'write'> & { filtered: boolean }

function NoNotes({ filtered, templates, notebook, write }: NoNotesProps) {
  const w = useWords(words)
  const said = filtered
    ? w.nothingFound
    : templates
      ? w.emptyTemplates
      : !notebook
        ? w.emptyAll
        : notebook.may.add
          ? w.emptyNotebook
          : w.emptyNotebookReader
  return <EmptyState action={!notebook || notebook.may.add ? write : null}>{said}</EmptyState>
}

type NoteLineProps = {
  note: NoteRow
  showsNotebook: boolean
  selection: Selection
  onTag: (tag: string) => void
}

function NoteLine({ note, showsNotebook, selection, onTag }: NoteLineProps) {
  const w = useWords(words)
  const { id, space, title, preview, author, changedAt, changedBy, comments, tags } = note
  const second = [showsNotebook && note.container.name, preview].filter(Boolean).join(' · ')
  return (
    <Row
      id={id}
      name={w.select(title)}
      selection={selection}
      href={notePaths.note(space, id)}
      lead={
        note.template ? <ScrollText size={18} aria-hidden /> : <StickyNote size={18} aria-hidden />
      }
      title={
        <>
          <span>{title}</span>
          {note.favourite && (
            <span className={styles.starred}>
              <Star size={13} fill="currentColor" aria-hidden />
              <span className="for-readers-only">{w.favourite}</span>
            </span>
          )}
          {note.template && <Badge>{w.template}</Badge>}
          {note.internal && <InternalBadge />}
        </>
      }
      second={second}
      meta={
        <>
          {tags.slice(0, 2).map((name) => (
            <button key={name} type="button" className={styles.rowTag} onClick={() => onTag(name)}>
              <Tag size={12} aria-hidden /> {name}
            </button>
          ))}
          {comments > 0 && (
            <span className={styles.rowCount}>
              <MessageSquare size={14} aria-hidden />
              <span aria-hidden>{comments}</span>
              <span className="for-readers-only">{w.comments(comments)}</span>
            </span>
          )}
          <span className={styles.rowTime}>
            <RelativeTime at={changedAt} />
          </span>
          <span title={fullName(changedBy)} className={styles.rowWho}>
            <Avatar person={changedBy} size={20} />
            <span className="for-readers-only">{w.by(fullName(author))}</span>
          </span>
        </>
      }
      actions={<NoteMenu note={note} />}
    />
  )
}

function NoteMenu({ note }: { note: NoteRow }) {
  const w = useWords(words)
  const [how, setHow] = useState<'move' | 'copy'>()
  const trash = useTrashItem()
  const internal = useMarkInternal(note)
  return (
    <>
      <Menu
        label={w.actionsOn(note.title)}
        entries={[
          note.may.delete && { label: w.move, run: () => setHow('move') },
          { label: w.copy, run: () => setHow('copy') },
          internal,
          note.may.delete && {
            label: w.trash,
            danger: true,
            icon: Trash2,
            run: () => trash.mutate(note),
          },
        ]}
      />
      {how && <MoveDialog item={note} how={how} onClose={() => setHow(undefined)} />}
    </>
  )
}
