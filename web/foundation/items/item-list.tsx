import { X } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { GivenArguments } from '../../kernel/doors.ts'
import { useLongList, type PagedDoor } from '../../kernel/long-list.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useKindIcon, useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import field from '../../ui/field.module.css'
import { List, type Selection } from '../../ui/list.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useSelection } from '../../ui/selection.ts'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ItemBulkBar } from './bulk-bar.tsx'
import { rowOf, startDragging, stopDragging } from './dragging.tsx'
import { ItemRow, type ItemRowProps } from './item-row.tsx'
import type { Item } from './item.ts'
import styles from './items.module.css'
import type { ShownList } from './tool-page.tsx'
import { words } from './words.ts'

/** The sort, tag and words of a list, which are in the address. The first sort is the default. */
function useItemFilters<Sort extends string>(sorts: readonly [Sort, ...Sort[]]) {
  const [sort, setSort] = useUrlState('sort', sorts[0])
  const [tag, setTag] = useUrlState('tag')
  const [search, setSearch] = useUrlState('q')
  const chosen = sorts.find((each) => each === sort) ?? sorts[0]
  const query = { sort: chosen, ...(tag && { tag }), ...(search && { search }) }
  return {
    sorts,
    sort,
    setSort,
    tag,
    setTag,
    search,
    setSearch,
    query,
    isFiltered: Boolean(tag || search),
  }
}

/** The list that is open, read by two doors of the tool: of a space, and of a container. Other lists of the tool are named as in `show`. */
export function useItems<P extends PagedDoor, Sort extends string>(
  shown: ShownList,
  [ofSpace, ofContainer]: readonly [P, PagedDoor],
  sorts: readonly [Sort, ...Sort[]],
) {
  const { space, container, show } = shown
  const filters = useItemFilters(sorts)
  const given = {
    path: { space, ...(container && { container: container.id }) },
    query: { ...filters.query, ...(show && { show }) },
  }
  // Both doors return the same items; the container’s takes one parameter more.
  const door = (container ? ofContainer : ofSpace) as P
  const list = useLongList(door, ...([given] as unknown as GivenArguments<'get', P>))
  return { shown, list, filters }
}

type Filters = Omit<ReturnType<typeof useItemFilters>, 'query'>

/** A page of a list as `useLongList` returns it. */
type Loaded<I> = {
  items: readonly I[] | undefined
  isPending: boolean
  isError: boolean
  error: unknown
  refetch: () => unknown
  more: { onMore: (() => void) | undefined; busy: boolean }
}

/** What a view draws. */
export type Viewed<I extends Item> = {
  items: readonly I[]
  label: string
  more: Loaded<I>['more']
  selection: Selection
  onTag: (tag: string) => void
}

type ItemListProps<I extends Item> = {
  shown: ShownList
  list: Loaded<I>
  filters: Filters
  /** The labels of sorts that only this list has. */
  sorts?: Record<string, string>
  /** Said of a list without items, where *No notes here yet* does not fit. */
  empty?: string
  /** Further actions on the selected items. */
  bulk?: (chosen: readonly I[]) => ReactNode
} & Drawn<I>

/** How the items are drawn: as rows, which differ in this, or by a view of the tool’s own. */
type Drawn<I extends Item> =
  | {
      row: (
        item: I,
      ) => Partial<Pick<ItemRowProps, 'icon' | 'lead' | 'marks' | 'second' | 'entries'>>
    }
  | { view: (viewed: Viewed<I>) => ReactNode }

/** Items with their filters, bulk actions and states. */
export function ItemList<I extends Item>(props: ItemListProps<I>) {
  const { shown, list, filters, empty, bulk } = props
  const its = useNoun(shown.tool, shown.kind)
  const selection = useSelection()
  const { box, keepPlace } = usePlaceInList(list.items !== undefined)
  return (
    <>
      <FilterBar {...props} />
      {list.isPending && <ListSkeleton rows={8} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {!filters.isFiltered && shown.containers}
      {list.items?.length === 0 &&
        (filters.isFiltered ? (
          <NothingFound words={filters.search} />
        ) : shown.containers && shown.container?.nested ? null : (
          <EmptyState action={mayAddTo(shown) && shown.add}>{empty ?? its.none}</EmptyState>
        ))}
      {list.items && list.items.length > 0 && (
        <>
          <ItemBulkBar space={shown.space} selection={selection} items={list.items}>
            {bulk?.(list.items.filter(({ id }) => selection.ids.has(id)))}
          </ItemBulkBar>
          <div
            ref={box}
            onClickCapture={keepPlace}
            onDragStart={(event) => startDragging(event, list.items ?? [], selection.ids)}
            onDragEnd={stopDragging}
          >
            <Draw
              of={props}
              items={list.items}
              label={shown.label}
              more={list.more}
              selection={selection}
              onTag={filters.setTag}
            />
          </div>
        </>
      )}
    </>
  )
}

function Draw<I extends Item>({ of, ...viewed }: Viewed<I> & { of: ItemListProps<I> }) {
  const iconOf = useKindIcon()
  if ('view' in of) return of.view(viewed)
  const { items, label, more, ...given } = viewed
  return (
    <List label={label} {...more}>
      {items.map((item) => (
        <ItemRow
          key={item.id}
          item={item}
          icon={iconOf(item)}
          showsContainer={!of.shown.container}
          {...given}
          {...of.row(item)}
        />
      ))}
    </List>
  )
}

/** Other lists of a tool show what it has elsewhere: nothing is made in them. */
function mayAddTo({ container, show }: ShownList): boolean {
  return !show && (!container || container.may.add)
}

type FilterBarProps = Pick<ItemListProps<Item>, 'shown' | 'filters' | 'sorts'>

function FilterBar({ shown, filters, sorts }: FilterBarProps) {
  const w = useWords(words)
  const { search } = useNoun(shown.tool, shown.kind)
  const labels: Record<string, string> = { ...w.sorts, ...sorts }
  const { tag } = filters
  return (
    <div className={styles.filters}>
      <SearchField label={search} value={filters.search} onChange={filters.setSearch} />
      <select
        className={`${field.input} ${styles.sort}`}
        aria-label={w.sort}
        value={filters.sort}
        onChange={(event) => filters.setSort(event.target.value)}
      >
        {filters.sorts.map((value) => (
          <option key={value} value={value}>
            {labels[value]}
          </option>
        ))}
      </select>
      {tag && (
        <Button small icon={X} onClick={() => filters.setTag('')}>
          {w.taggedWith(tag)}
          <span className="for-readers-only"> · {w.clearTag(tag)}</span>
        </Button>
      )}
    </div>
  )
}

function NothingFound({ words: typed }: { words: string }) {
  const w = useWords(words)
  return (
    <EmptyState action={typed && <Button href={paths.search(typed)}>{w.searchEverywhere}</Button>}>
      {w.nothingFits}
    </EmptyState>
  )
}

/** After returning from an item, focuses its row: the address says which one. */
function usePlaceInList(ready: boolean) {
  const [at, setAt] = useUrlState('at')
  const box = useRef<HTMLDivElement>(null)
  const begun = useRef(at)
  useEffect(() => {
    if (!ready || !begun.current) return undefined
    const row = box.current?.querySelector<HTMLElement>(`a[href$="/${CSS.escape(begun.current)}"]`)
    begun.current = ''
    const timer = setTimeout(() => {
      // A new page begins at its top and its title; this one was visited before.
      row?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'center' })
    })
    return () => clearTimeout(timer)
  }, [ready])
  const keepPlace = (event: MouseEvent) => {
    const id = rowOf(event.target)
    if (id) setAt(id)
  }
  return { box, keepPlace }
}
