import type { LucideIcon } from 'lucide-react'
import { Plus, Search, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { AskForAccess } from '../../access/ask-for-access.tsx'
import { Audience } from '../../access/audience.tsx'
import { InternalBadge } from '../../access/internal.tsx'
import { useWhyNot } from '../../access/why-not.tsx'
import { useReader } from '../../kernel/language.ts'
import { useParam, usePossibleParam, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useNoun, useTool } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { ContainerContent } from '../spaces/container-content.tsx'
import { ContainerMenu } from '../spaces/container-menu.tsx'
import { ContainerTree, type Dropping, type OtherList } from '../spaces/container-tree.tsx'
import { useContainer, useDiffering, useTop, type Container } from '../spaces/containers.ts'
import { useDefaultPlace, type Place } from '../spaces/places.ts'
import { DraftsHere } from '../drafts/drafts.tsx'
import { useDropping } from './dragging.tsx'
import styles from './items.module.css'
import { words } from './words.ts'

/** What a dialog of the page is opened with. */
export type AtPlace = { space: string; place: Place; onClose: () => void }

/** A command of the tool in the menu of the page, for people who may add items. */
export type ToolCommand = {
  label: string
  icon: LucideIcon
  dialog: (at: AtPlace) => ReactNode
}

/** The list that is open: of one container, of the whole space, or another list of the tool. */
export type ShownList = {
  space: string
  tool: string
  /** The kind of items that the page lists and makes. */
  kind: string
  /** The name of the list. */
  label: string
  container: Container | undefined
  /** The containers in it, where it holds both containers and items. */
  containers: ReactNode
  /** The key of the other list. */
  show: string | undefined
  /** The button that makes a new item. */
  add: ReactNode
}

/** A command about the open container, or the whole tool in this space, for everybody who may see it: a dialog, or done at once. */
export type ContainerCommand = { label: string; icon: LucideIcon } & (
  | { dialog: (of: { container: Container; onClose: () => void }) => ReactNode }
  | { run: (container: Container) => void }
)
type AboutContainer = Extract<ContainerCommand, { dialog: unknown }>

type ToolPageProps = {
  tool: string
  /** The kind of items that are listed and made. */
  kind: string
  /** The label of the tree: “Folders and notebooks”. */
  tree: string
  lists?: readonly OtherList[]
  items: (shown: ShownList) => ReactNode
  /** The dialog of the main command; its keys are `n` and `c`. `?new={kind}` opens it as well. */
  newItem: ToolCommand['dialog']
  /** Begins at the root, with what is in it, instead of all items of the space: for folders of files. */
  beginsAtRoot?: true
  commands?: readonly ToolCommand[]
  containerCommands?: readonly ContainerCommand[]
}

/** The page of a tool in a space: its containers as a tree, and the items of the one that is open. */
export function ToolPage(props: ToolPageProps) {
  const { tool, kind, lists = [] } = props
  const { language } = useReader()
  const its = useNoun(tool, kind)
  const toolName = useTool(tool).words[language].name
  const space = useParam('space')
  const current = usePossibleParam('container')
  const top = useTop(space, tool)
  const open = useContainer(space, current)
  const [show] = useUrlState('show')
  const list = current ? undefined : lists.find(({ key }) => key === show)
  const here = current ? open.data : undefined
  const all = props.beginsAtRoot ? toolName : its.all
  const title = list?.label ?? here?.name ?? all
  useTitle(title, useSpace(space)?.name)
  const failed = top.isError ? top : open
  if (failed.isError)
    return (
      <Page title={toolName}>
        <ErrorState
          error={failed.error}
          onRetry={() => void failed.refetch()}
          home={top.isError ? paths.home() : paths.tool(space, tool)}
          ask={<AskForAccess space={space} {...(current && { thing: current })} />}
        />
      </Page>
    )
  if (!top.data || (current && !here))
    return <Page title={title} children={<ListSkeleton rows={10} />} />
  return <Loaded {...props} {...{ space, all, ...top.data, here, title }} show={list?.key} />
}

type LoadedProps = ToolPageProps & {
  space: string
  all: string
  root: Container | undefined
  shared: readonly Container[]
  here: Container | undefined
  show: string | undefined
  title: string
}

function Loaded(props: LoadedProps) {
  const { space, tool, kind, root, shared, here, show, title, items, newItem, commands } = props
  const shown = here ?? root
  const within = here ?? (props.beginsAtRoot && !show ? root : undefined)
  const containers = within && within.nests.length > 0 && <ContainerContent container={within} />
  const holdsItems = !within || within.holds.length > 0
  const { place, isPending } = useDefaultPlace(space, tool, kind, here)
  const { dropping, dialog } = useDropping()
  const { make } = useNoun(tool, kind)
  const [asked, ask] = useUrlState('new')
  const [opened, setOpened] = useState<'new' | ToolCommand>()
  const [about, setAbout] = useState<AboutContainer>()
  const open = asked === kind ? 'new' : opened
  const close = () => {
    setOpened(undefined)
    if (asked) ask('')
  }
  const mayAdd = isPending || place !== undefined
  const why = useWhyNoPlace(space, here ?? root ?? shared[0], !mayAdd)
  const add = (
    <Button
      look="primary"
      icon={Plus}
      data-makes
      // Until the place is known the button takes the press, and the dialog opens with the answer.
      busy={open === 'new' && isPending}
      reason={why}
      onClick={() => setOpened('new')}
    >
      {make}
    </Button>
  )
  return (
    <Page
      title={title}
      width="wide"
      lead={here?.internal && <InternalBadge />}
      audience={!show && <WhoSees {...props} />}
      primary={add}
      actions={
        <Actions
          {...props}
          commands={place ? commands : []}
          onOpen={setOpened}
          onAbout={setAbout}
        />
      }
    >
      <div className={styles.columns}>
        <Containers {...props} dropping={dropping} />
        <div className={styles.column}>
          {!holdsItems && containers}
          <DraftsHere space={space} tool={tool} />
          {holdsItems &&
            items({ space, tool, kind, label: title, container: within, containers, show, add })}
        </div>
      </div>
      {dialog}
      {about && shown && about.dialog({ container: shown, onClose: () => setAbout(undefined) })}
      {open && place && (open === 'new' ? newItem : open.dialog)({ space, place, onClose: close })}
    </Page>
  )
}

/** Why nothing can be added here; undefined where it can. */
function useWhyNoPlace(space: string, at: Container | undefined, isRefused: boolean) {
  const w = useWords(words)
  const why = useWhyNot({ space, container: at?.id ?? '' }, 'add', isRefused && at !== undefined)
  return isRefused ? (why ?? w.noPlace) : undefined
}

/** Beside the items on a wide screen; folded above them on a phone. */
function Containers(props: LoadedProps & { dropping: Dropping }) {
  const { space, tool, tree: label, all, lists = [], root, shared, here, show, dropping } = props
  const tree = (
    <ContainerTree {...{ space, tool, label, all, lists, root, shared, here, show, dropping }} />
  )
  return (
    <>
      <nav className={styles.places} aria-label={label}>
        {tree}
      </nav>
      <details className={styles.placesFolded}>
        <summary>{label}</summary>
        {tree}
      </details>
    </>
  )
}

/** One line shows the audience of a container, or of all of them if none has its own list of rights. */
function WhoSees({ space, tool, root, here }: LoadedProps) {
  const w = useWords(words)
  const differ = useDiffering(space, tool)
  if (!here && differ !== false) return differ && <p className="quiet">{w.eachSays}</p>
  const shown = here ?? root
  return shown ? <Audience space={space} container={shown.id} /> : null
}

type ActionsProps = LoadedProps & {
  onOpen: (command: ToolCommand) => void
  onAbout: (command: AboutContainer) => void
}

function Actions(props: ActionsProps) {
  const { space, tool, all, root, here, commands = [], containerCommands = [] } = props
  const { onOpen, onAbout } = props
  const w = useWords(words)
  const shown = here ?? root
  const within = { space, tool, ...(here && { container: here.id }) }
  const own = [
    ...commands.map((command) => ({ ...command, run: () => onOpen(command) })),
    ...(shown ? containerCommands : []).map((command) => ({
      ...command,
      run: () => ('run' in command ? command.run(shown!) : onAbout(command)),
    })),
  ]
  const foot = [
    { label: w.searchHere, icon: Search, href: paths.search('', within) },
    { label: w.openTrash, icon: Trash2, href: paths.trash(space) },
  ]
  if (!shown) return <Menu entries={[...own, 'divider', ...foot]} />
  return <ContainerMenu container={shown} all={all} commands={own} foot={foot} />
}
