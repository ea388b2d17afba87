import { useMediaQuery } from '@mantine/hooks'
import {
  Copy,
  Download,
  FolderInput,
  History,
  Link2,
  MessageSquare,
  Printer,
  ScrollText,
  Trash2,
  UserPen,
} from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Audience } from '../../access/audience.tsx'
import { InternalBadge, useMarkInternal } from '../../access/internal.tsx'
import { WhyNotLine } from '../../access/why-not.tsx'
import { Comments } from '../../foundation/comments/comments.tsx'
import { Attachments } from '../../foundation/files/attachments.tsx'
import { Links } from '../../foundation/items/links.tsx'
import {
  FavouriteButton,
  FollowButton,
  useFavourite,
  useFollow,
} from '../../foundation/items/marks.tsx'
import type { Room, RoomState } from '../../foundation/live-text/room.ts'
import { StateLine } from '../../foundation/live-text/state-line.tsx'
import { UnsavedHere } from '../../foundation/live-text/unsaved-texts.tsx'
import { MoveDialog } from '../../foundation/items/move-dialog.tsx'
import { Tags } from '../../foundation/items/tags.tsx'
import { useTrashItem } from '../../foundation/items/trash.ts'
import { ReminderDialog } from '../../foundation/reminders/reminder-dialog.tsx'
import { useRemind } from '../../foundation/reminders/reminders.ts'
import { useAct } from '../../kernel/act.ts'
import { addressOf, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useGo, useUrlState } from '../../kernel/navigation.ts'
import { tell } from '../../kernel/undo.tsx'
import { useView } from '../../kernel/view-as.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Badge, GuestBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { Note as Remark } from '../../ui/states.tsx'
import { notePaths } from './note-paths.ts'
import { EditorsDialog } from './editors-dialog.tsx'
import styles from './note.module.css'
import { words } from './note-words.ts'
import { NoteTitle } from './note-title.tsx'
import { Versions } from './versions.tsx'

export type Note = Answer<'get', '/api/spaces/{space}/notes/{note}'>

// The editor is most of this page's code: it is loaded in parallel with the note.
const code = import('./editor.tsx')
const Editor = lazy(() => code.then((m) => ({ default: m.Editor })))

type OpenNoteProps = {
  note: Note
  room: Room | undefined
  state: RoomState
  /** Enters the room again. */
  onAgain: () => void
}

export function OpenNote({ note, room, state, onAgain }: OpenNoteProps) {
  const w = useWords(words)
  const { space, id, may } = note
  const looking = useView()?.group === space
  const [panel, setPanel] = useUrlState('panel')
  const close = () => setPanel('')
  const [isShown, setShown] = useState(false)
  const isRefused = state.phase === 'refused'
  const mayEdit =
    state.phase === 'open' || state.unsaved || isRefused ? state.mayEdit : may.edit && !looking
  return (
    <Page
      title={<NoteTitle note={note} />}
      width="reading"
      above={<a href={notePaths.notebook(space, note.container.id)}>{note.container.name}</a>}
      lead={<Origin note={note} />}
      audience={<Audience space={space} item={id} />}
      actions={<Actions note={note} onPanel={setPanel} />}
    >
      {may.takeOver && <TakeOver note={note} />}
      {!mayEdit && !isRefused && <WhyNotLine space={space} item={id} right="edit" />}
      <UnsavedHere item={id} state={state} onAgain={onAgain} />
      <div className={styles.sheet}>
        <div className={styles.above}>
          <Tags space={space} item={id} tags={note.tags} mayEdit={may.edit} />
          <StateLine room={room} state={state} mayEdit={mayEdit} isShown={isShown} />
        </div>
        <Suspense fallback={<TextSkeleton lines={12} />}>
          {room && state.phase !== 'closed' && (
            <Editor
              // A room that was entered again has another document.
              key={room.doc.guid}
              note={note}
              room={room}
              opened={state.phase === 'open' || state.unsaved}
              mayEdit={mayEdit}
              onShown={setShown}
            />
          )}
        </Suspense>
      </div>
      <Attachments space={space} item={id} mayEdit={may.edit && !looking} />
      <SidePanel opened={panel === 'comments'} onClose={close} title={w.comments}>
        <Comments space={space} item={id} />
      </SidePanel>
      <SidePanel opened={panel === 'links'} onClose={close} title={w.links}>
        <Links space={space} item={id} mayEdit={may.edit} />
      </SidePanel>
      <SidePanel opened={panel === 'versions'} onClose={close} title={w.versions}>
        <Versions note={note} />
      </SidePanel>
    </Page>
  )
}

/** Its author, and the person who changed it last. */
function Origin({ note }: { note: Note }) {
  const w = useWords(words)
  const { author, changedAt, changedBy, formerMember, takenOverBy, template } = note
  return (
    <p className={styles.origin}>
      <span>
        {w.by(fullName(author))}
        {formerMember && ` (${w.formerMember})`}
        {takenOverBy && ` · ${w.takenOver(fullName(takenOverBy))}`}
      </span>
      {author.guest && <GuestBadge organization={author.organization} />}
      <span>
        {w.changed} <RelativeTime at={changedAt} />
        {changedBy.id !== author.id && ` ${w.changedBy(fullName(changedBy))}`}
      </span>
      {template && <Badge icon={ScrollText}>{w.template}</Badge>}
      {note.internal && <InternalBadge />}
    </p>
  )
}

function TakeOver({ note }: { note: Note }) {
  const w = useWords(words)
  const { space, id: item } = note
  const take = useAct(
    () => send('post', '/api/spaces/{space}/items/{item}/taking-over', { path: { space, item } }),
    { refresh: [[space]], done: () => void tell(w.taken) },
  )
  return (
    <Remark tone="caution">
      <p>{w.takeOverHelp(fullName(note.author))}</p>
      <Button small busy={take.isPending} onClick={() => take.mutate()}>
        {w.takeOver}
      </Button>
    </Remark>
  )
}

type Opened = 'editors' | 'move' | 'copy' | 'reminder'
type ActionsProps = { note: Note; onPanel: (panel: string) => void }

function Actions({ note, onPanel }: ActionsProps) {
  const w = useWords(words)
  const [open, setOpen] = useState<Opened>()
  // On a phone the title needs the space: actions that are used rarely move into the menu.
  const narrow = useMediaQuery('(max-width: 47.99em)')
  const { space, id } = note
  const close = () => setOpen(undefined)
  return (
    <>
      {!narrow && (
        <>
          <FavouriteButton space={space} item={id} on={note.favourite} />
          <FollowButton space={space} item={id} on={note.following} />
        </>
      )}
      <Button look="quiet" icon={MessageSquare} onClick={() => onPanel('comments')}>
        <span className={narrow ? 'for-readers-only' : undefined}>{w.comments}</span>
        {note.comments > 0 && <span className={styles.number}>{note.comments}</span>}
      </Button>
      <NoteMenu note={note} narrow={narrow} onPanel={onPanel} onOpen={setOpen} />
      {open === 'editors' && <EditorsDialog note={note} onClose={close} />}
      {open === 'reminder' && <ReminderDialog item={note} onClose={close} />}
      {(open === 'move' || open === 'copy') && <Moving note={note} how={open} onClose={close} />}
    </>
  )
}

function Moving({ note, how, onClose }: { note: Note; how: 'move' | 'copy'; onClose: () => void }) {
  const go = useGo()
  return (
    <MoveDialog
      item={note}
      how={how}
      onClose={onClose}
      onDone={(now) => go(notePaths.note(now.space, now.id), { replace: true })}
    />
  )
}

type NoteMenuProps = ActionsProps & {
  narrow: boolean
  onOpen: (what: Opened) => void
}

function NoteMenu({ note, narrow, onPanel, onOpen }: NoteMenuProps) {
  const w = useWords(words)
  const go = useGo()
  const { space, id, may, template } = note
  const trash = useTrashItem(() => go(notePaths.notebook(space, note.container.id)))
  const path = { space, note: id }
  const mark = useAct(
    () => send(template ? 'delete' : 'put', '/api/spaces/{space}/notes/{note}/template', { path }),
    {
      refresh: [[space]],
      done: () => void tell(template ? w.templateUnmade : w.templateMade),
    },
  )
  const favourite = useFavourite({ space, item: id, on: note.favourite })
  const follow = useFollow({ space, item: id, on: note.following })
  const remind = useRemind(() => onOpen('reminder'))
  const internal = useMarkInternal(note)
  const exported = (format: string) =>
    addressOf('/api/spaces/{space}/notes/{note}/export', { path, query: { format } })
  const copyLink = () =>
    void navigator.clipboard
      .writeText(location.origin + notePaths.note(space, id))
      .then(() => tell(w.linkCopied))
  return (
    <Menu
      entries={[
        narrow && favourite,
        narrow && follow,
        remind,
        { label: w.versions, icon: History, run: () => onPanel('versions') },
        { label: w.links, icon: Link2, run: () => onPanel('links') },
        may.chooseEditors && { label: w.editors, icon: UserPen, run: () => onOpen('editors') },
        internal,
        may.edit && {
          label: template ? w.unmakeTemplate : w.makeTemplate,
          icon: ScrollText,
          run: () => mark.mutate(),
        },
        'divider',
        { label: w.copyLink, icon: Link2, run: copyLink },
        may.delete && { label: w.move, icon: FolderInput, run: () => onOpen('move') },
        { label: w.copy, icon: Copy, run: () => onOpen('copy') },
        { label: w.exportMarkdown, icon: Download, run: () => download(exported('markdown')) },
        { label: w.exportHtml, icon: Download, run: () => download(exported('html')) },
        { label: w.print, icon: Printer, run: () => window.print() },
        may.delete && 'divider',
        may.delete && {
          label: w.trash,
          icon: Trash2,
          danger: true,
          run: () => trash.mutate(note),
        },
      ]}
    />
  )
}

/** The server names the file; the page stays. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
