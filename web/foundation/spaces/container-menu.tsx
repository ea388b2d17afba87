import {
  Eye,
  FolderInput,
  FolderPlus,
  History,
  KeyRound,
  PencilLine,
  Plus,
  Star,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { RightsDialog } from '../../access/rights-dialog.tsx'
import { words as access } from '../../access/words.ts'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import { useGo, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useTool } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import type { MenuEntry } from '../../ui/menu.tsx'
import { Menu } from '../../ui/menu.tsx'
import { MoveContainer, NewContainer, RenameContainer } from './container-dialogs.tsx'
import { useTrashContainer } from './container-trash.ts'
import type { Container } from './containers.ts'
import { useMarkContainerRead, useMarkSpaceRead } from './read-marks.ts'
import { words } from './words.ts'

type Open = { make: string } | 'rename' | 'move' | 'rights' | undefined

type ContainerMenuProps = {
  /** The open container, or the root. */
  container: Container
  /** The label of the root: “All notes”. */
  all: string
  /** The tool's own entries, after those that make containers. */
  commands: readonly MenuEntry[]
  foot: readonly MenuEntry[]
}

/** Everything that can be done with a container: what is made in it, its rights, name, place and trash. */
export function ContainerMenu({ container, all, commands, foot }: ContainerMenuProps) {
  const [open, setOpen] = useState<Open>()
  const making = useMaking(container, setOpen)
  const acting = useActing(container, setOpen)
  return (
    <>
      <Menu
        ofPage
        entries={[
          ...making,
          ...commands,
          making.length + commands.length > 0 && 'divider',
          ...acting,
          'divider',
          ...foot,
        ]}
      />
      <ContainerDialog {...{ container, all, open, onClose: () => setOpen(undefined) }} />
    </>
  )
}

type OnOpen = (what: Open) => void

/** The kinds of containers that can be made in it: those of the tool first, then folders. */
function useMaking({ nests, may, tool }: Container, onOpen: OnOpen): MenuEntry[] {
  const w = useWords(words)
  const nameOf = useMakes(tool)
  if (!may.manage) return []
  return nests
    .toSorted((a, b) => Number(a === 'folder') - Number(b === 'folder'))
    .map((kind) => ({
      label: w.opens(nameOf(kind)),
      icon: kind === 'folder' ? FolderPlus : Plus,
      run: () => onOpen({ make: kind }),
    }))
}

/** “New folder”, “New notebook”. */
function useMakes(tool: string): (kind: string) => string {
  const w = useWords(words)
  const { language } = useReader()
  const { containers } = useTool(tool)
  return (kind) => containers[kind]?.words[language].make ?? w.newFolder
}

function useActing(container: Container, onOpen: OnOpen): MenuEntry[] {
  const w = useWords(words)
  const a = useWords(access)
  const go = useGo()
  const { space, id, tool, name, parent } = container
  const [, setPanel] = useUrlState('panel')
  const favourite = useFavouriteContainer(container)
  const trash = useTrashContainer(() => go(paths.tool(space, tool)))
  const markRead = useMarkContainerRead(container)
  const markAllRead = useMarkSpaceRead(space)
  const seesHistory = useSpace(space)?.role === 'administrator'
  const rights = {
    label: w.rights,
    also: w.rightsAlso,
    icon: KeyRound,
    run: () => onOpen('rights'),
  }
  if (parent === null) return [rights, markAllRead]
  const manages = container.may.manage
  return [
    { label: a.whoCanSee, icon: Eye, run: () => setPanel('who') },
    rights,
    favourite,
    markRead,
    manages && { label: w.renameIt, icon: PencilLine, run: () => onOpen('rename') },
    manages && { label: w.moveIt, icon: FolderInput, run: () => onOpen('move') },
    seesHistory && { label: w.history, icon: History, href: paths.groupHistory(space, name) },
    manages && {
      label: w.trashIt,
      icon: Trash2,
      danger: true,
      run: () => trash.mutate({ space, id, title: name }),
    },
  ]
}

function useFavouriteContainer({ space, id, favourite: on }: Container): MenuEntry {
  const w = useWords(words)
  const mark = useAct(
    () =>
      send(on ? 'delete' : 'put', '/api/spaces/{space}/containers/{container}/favourite', {
        path: { space, container: id },
      }),
    { refresh: [[space]] },
  )
  return { label: on ? w.unfavour : w.favour, icon: Star, run: () => mark.mutate() }
}

type ContainerDialogProps = {
  container: Container
  all: string
  open: Open
  onClose: () => void
}

function ContainerDialog({ container, all, open, onClose }: ContainerDialogProps) {
  const go = useGo()
  const nameOf = useMakes(container.tool)
  const { space, tool, name } = container
  if (open === 'rename') return <RenameContainer container={container} onClose={onClose} />
  if (open === 'move') return <MoveContainer container={container} onClose={onClose} />
  if (open === 'rights')
    return (
      <RightsDialog
        space={space}
        container={{ ...container, name: name || all }}
        onClose={onClose}
      />
    )
  if (!open) return null
  return (
    <NewContainer
      parent={container}
      kind={open.make}
      title={nameOf(open.make)}
      onClose={onClose}
      onDone={({ id }) => go(paths.container(space, tool, id))}
    />
  )
}
