import {
  FolderPlus,
  Folder,
  KeyRound,
  NotebookPen,
  NotebookText,
  PencilLine,
  FolderInput,
  Plus,
  Trash2,
  Upload,
} from 'lucide-react'
import { useState } from 'react'
import { Audience } from '../../access/audience.tsx'
import { InternalBadge } from '../../access/internal.tsx'
import { RightsDialog } from '../../access/rights-dialog.tsx'
import { useWhyNot } from '../../access/why-not.tsx'
import { useTrashContainer } from '../../foundation/items/trash.ts'
import type { Container } from '../../foundation/spaces/container-dialogs.tsx'
import {
  MoveContainer,
  NewContainer,
  RenameContainer,
} from '../../foundation/spaces/container-dialogs.tsx'
import { AskForAccess } from '../../access/ask-for-access.tsx'
import { useGo, useParam, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useShortcuts } from '../../kernel/shortcuts.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { notePaths } from './note-paths.ts'
import { ImportDialog } from './import-dialog.tsx'
import { NewNote } from './new-note.tsx'
import { NoteList } from './note-list.tsx'
import { NotebookTree } from './notebook-tree.tsx'
import {
  choice,
  useDiffering,
  useInside,
  useNotebook,
  useTop,
  useWritable,
  type NotebookChoice,
} from './notebooks.ts'
import styles from './notes.module.css'
import { useNotebookParam } from './places.ts'
import { words } from './words.ts'

type Open = 'note' | 'import' | 'folder' | 'notebook' | 'rename' | 'move' | 'rights' | undefined

/** The notes of a space: its folders and notebooks, and the notes of the one that is open. */
export function NotesPage() {
  const w = useWords(words)
  const space = useParam('space')
  const current = useNotebookParam()
  const top = useTop(space)
  const open = useNotebook(space, current)
  const [show] = useUrlState('show')
  const templates = show === 'templates' && !current
  const here = current ? open.data : undefined
  const title = templates ? w.templates : here ? here.name : w.all
  useTitle(title, useSpace(space)?.name)
  const failed = top.isError ? top : open
  if (failed.isError)
    return (
      <Page title={w.notes}>
        <ErrorState
          error={failed.error}
          onRetry={() => void failed.refetch()}
          home={top.isError ? paths.home() : notePaths.all(space)}
          ask={<AskForAccess space={space} {...(current && { thing: current })} />}
        />
      </Page>
    )
  if (!top.data || (current && !here))
    return <Page title={title} children={<ListSkeleton rows={10} />} />
  return <Loaded {...{ space, ...top.data, here, title, templates }} />
}

type LoadedProps = {
  space: string
  root: Container | undefined
  shared: readonly Container[]
  here: Container | undefined
  title: string
  templates: boolean
}

function Loaded({ space, root, shared, here, title, templates }: LoadedProps) {
  const w = useWords(words)
  const [asked, ask] = useUrlState('new')
  const [opened, setOpen] = useState<Open>()
  const open = asked === 'note' ? 'note' : opened
  const close = () => {
    setOpen(undefined)
    if (asked) ask('')
  }
  const shown = here ?? root
  const writable = useWritable(space)
  const within = placesIn(here, writable.data ?? [])
  // Until then the button takes the press, and the dialog opens with the answer.
  const isKnown = here?.kind === 'notebook' || !writable.isPending
  const mayWrite = within.length > 0 || !isKnown
  const why = useWhyNot(
    { space, container: (shown ?? shared[0])?.id ?? '' },
    'add',
    writable.isSuccess && within.length === 0 && (shown ?? shared[0]) !== undefined,
  )
  useShortcuts([{ keys: 'n', run: () => mayWrite && setOpen('note') }])
  const write = (
    <Button
      look="primary"
      icon={Plus}
      busy={open === 'note' && !isKnown}
      reason={mayWrite ? undefined : (why ?? w.noPlace)}
      onClick={() => setOpen('note')}
    >
      {w.newNote}
    </Button>
  )
  return (
    <Page
      title={title}
      width="wide"
      lead={here?.internal && <InternalBadge />}
      audience={!templates && <WhoSees {...{ space, root, here }} />}
      primary={write}
      actions={
        <Actions {...{ space, here, root, onOpen: setOpen, mayImport: within.length > 0 }} />
      }
    >
      <div className={styles.columns}>
        <Places {...{ space, root, shared, here, templates }} />
        <div className={styles.column}>
          {here?.kind === 'folder' ? (
            <FolderContent folder={here} />
          ) : (
            <NoteList space={space} notebook={here} templates={templates} write={write} />
          )}
        </div>
      </div>
      {open === 'note' && isKnown && (
        <NewNote space={space} notebooks={within} notebook={here?.id} onClose={close} />
      )}
      {open === 'import' && (
        <ImportDialog space={space} notebooks={within} notebook={here?.id} onClose={close} />
      )}
      {shown && <ContainerDialogs {...{ space, shown, open, onClose: close }} />}
    </Page>
  )
}

/** The notebooks for a new note: the open one, or any to which I may add. */
function placesIn(
  here: Container | undefined,
  writable: readonly NotebookChoice[],
): readonly NotebookChoice[] {
  if (here?.kind !== 'notebook') return writable
  return here.may.add ? [choice(here)] : []
}

/** Beside the notes on a wide screen; folded above them on a phone. */
function Places({ space, root, shared, here, templates }: Omit<LoadedProps, 'title'>) {
  const w = useWords(words)
  const tree = <NotebookTree {...{ space, root, shared, here, templates }} />
  return (
    <>
      <nav className={styles.places} aria-label={w.tree}>
        {tree}
      </nav>
      <details className={styles.placesFolded}>
        <summary>{w.tree}</summary>
        {tree}
      </details>
    </>
  )
}

/** One line shows the audience of a place, or of all places if none has its own list of rights. */
function WhoSees({ space, root, here }: Pick<LoadedProps, 'space' | 'root' | 'here'>) {
  const w = useWords(words)
  const differ = useDiffering(space)
  if (!here && differ !== false) return differ && <p className="quiet">{w.eachSays}</p>
  const place = here ?? root
  return place ? <Audience space={space} container={place.id} /> : null
}

type ActionsProps = Pick<LoadedProps, 'space' | 'here'> & {
  root: Container | undefined
  mayImport: boolean
  onOpen: (what: Open) => void
}

function Actions({ space, here, root, mayImport, onOpen }: ActionsProps) {
  const w = useWords(words)
  const go = useGo()
  const trash = useTrashContainer(() => go(notePaths.all(space)))
  const shown = here ?? root
  const mayMake = shown?.may.manage === true && shown.kind !== 'notebook'
  const manages = here?.may.manage === true
  return (
    <Menu
      entries={[
        mayMake && { label: w.newNotebook, icon: NotebookPen, run: () => onOpen('notebook') },
        mayMake && { label: w.newFolder, icon: FolderPlus, run: () => onOpen('folder') },
        mayImport && { label: w.import, icon: Upload, run: () => onOpen('import') },
        shown && { label: w.rights, icon: KeyRound, run: () => onOpen('rights') },
        manages && { label: w.rename, icon: PencilLine, run: () => onOpen('rename') },
        manages && { label: w.move, icon: FolderInput, run: () => onOpen('move') },
        manages && {
          label: w.trash,
          icon: Trash2,
          danger: true,
          run: () => trash.mutate({ space, id: here.id, title: here.name }),
        },
        'divider',
        { label: w.openTrash, icon: Trash2, href: paths.trash(space) },
      ]}
    />
  )
}

type ContainerDialogsProps = {
  space: string
  shown: Container
  open: Open
  onClose: () => void
}

function ContainerDialogs({ space, shown, open, onClose }: ContainerDialogsProps) {
  const w = useWords(words)
  const go = useGo()
  if (open === 'folder' || open === 'notebook')
    return (
      <NewContainer
        parent={shown}
        holder={open === 'notebook' ? { kind: 'notebook', title: w.newNotebookTitle } : undefined}
        onClose={onClose}
        onDone={({ id }) => go(notePaths.notebook(space, id))}
      />
    )
  if (open === 'rename') return <RenameContainer container={shown} onClose={onClose} />
  if (open === 'move') return <MoveContainer container={shown} onClose={onClose} />
  if (open === 'rights')
    return (
      <RightsDialog
        space={space}
        container={{ ...shown, name: shown.name || w.all }}
        onClose={onClose}
      />
    )
  return null
}

function FolderContent({ folder }: { folder: Container }) {
  const w = useWords(words)
  const { space } = folder
  const inside = useInside(space, folder.id)
  if (inside.isPending) return <ListSkeleton rows={5} />
  if (inside.isError)
    return <ErrorState error={inside.error} onRetry={() => void inside.refetch()} />
  if (inside.items?.length === 0) return <EmptyState>{w.emptyFolder}</EmptyState>
  return (
    <List label={w.folderItems} {...inside.more}>
      {inside.items?.map(({ id, kind, name, items, internal }) => (
        <Row
          key={id}
          href={notePaths.notebook(space, id)}
          lead={
            kind === 'folder' ? (
              <Folder size={18} aria-hidden />
            ) : (
              <NotebookText size={18} aria-hidden />
            )
          }
          title={
            <>
              <span>{name}</span>
              {internal && <InternalBadge />}
            </>
          }
          meta={kind === 'notebook' && w.count(items)}
        />
      ))}
    </List>
  )
}
