import { History, Info, Link2, MessageSquare } from 'lucide-react'
import { lazy, Suspense, useId } from 'react'
import { withEvents } from '../../kernel/events.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { remember } from '../../kernel/remember.ts'
import { createStore, useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { SidePanel, useIsWide } from '../../ui/side-panel.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { TabRow, tabPanel } from '../../ui/tabs.tsx'
import type { Item, ItemParts, ItemTab } from './item.ts'
import { words } from './item-words.ts'

const Details = lazy(() => import('./details.tsx').then((m) => ({ default: m.Details })))
const Comments = lazy(() =>
  import('../comments/comments.tsx').then((m) => ({ default: m.Comments })),
)
const Links = lazy(() => import('./links.tsx').then((m) => ({ default: m.Links })))
const ItemHistory = lazy(() =>
  withEvents(() => import('./item-history.tsx')).then((m) => ({ default: m.ItemHistory })),
)

/** The tabs of all items, and those that the tool adds. */
export function useTabs(item: Item, { details = [], tabs = [] }: ItemParts): ItemTab[] {
  const w = useWords(words)
  const { space, id, may, comments } = item
  const tab = (name: 'details' | 'comments' | 'links' | 'history') => ({ name, title: w[name] })
  return [
    { ...tab('details'), icon: Info, content: <Details item={item} more={details} /> },
    {
      ...tab('comments'),
      icon: MessageSquare,
      content: <Comments space={space} item={id} />,
      ...(comments > 0 && { count: comments }),
    },
    {
      ...tab('links'),
      icon: Link2,
      content: <Links space={space} item={id} mayEdit={may.edit} />,
    },
    { ...tab('history'), icon: History, content: <ItemHistory item={item} /> },
    ...tabs,
  ]
}

const key = 'atelier.panel'

/** The tab that was left open on this device; empty if the panel was closed. */
const leftOpen = createStore(globalThis.localStorage?.getItem(key) ?? '')

export type Panel = {
  /** The name of the open tab; empty if the panel is closed. */
  open: string
  /** Somebody opened it on this page, or a link did. */
  isNamed: boolean
  /** Opens a tab; the empty name closes the panel. */
  show: (tab: string) => void
}

/** The panel of an item. Where it is beside the text, it stays open from item to item. */
export function usePanel(tabs: readonly ItemTab[]): Panel {
  const [named, setNamed] = useUrlState('panel')
  const isBeside = useIsWide()
  const left = useStore(leftOpen)
  const show = (tab: string) => {
    setNamed(tab)
    if (!isBeside) return
    leftOpen.write(tab)
    remember(key, tab)
  }
  const stays = named === '' && isBeside && left !== ''
  const has = (name: string) => tabs.some((tab) => tab.name === name)
  const open = stays ? (has(left) ? left : 'details') : has(named) ? named : ''
  return { open, isNamed: named !== '', show }
}

type ItemPanelProps = { tabs: readonly ItemTab[]; panel: Panel }

/** Details, comments, links, history: one panel with tabs. A tab loads its content when it is shown. */
export function ItemPanel({ tabs, panel: { open, isNamed, show } }: ItemPanelProps) {
  const w = useWords(words)
  const id = useId()
  const shown = tabs.find(({ name }) => name === open)
  if (!shown) return null
  const row = tabs.map(({ name, title, count }) => ({ value: name, label: title, count }))
  return (
    <SidePanel
      opened
      onClose={() => show('')}
      title={shown.title}
      tabs={<TabRow id={id} label={w.panel} value={open} onChange={show} tabs={row} />}
      takesFocus={isNamed}
    >
      <div {...tabPanel(id, open)}>
        <Suspense key={open} fallback={<ListSkeleton rows={5} />}>
          {shown.content}
        </Suspense>
      </div>
    </SidePanel>
  )
}
