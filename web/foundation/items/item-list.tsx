import { X } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
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
import type { Item } from './item.ts'
import styles from './items.module.css'
import type { ShownList } from './tool-page.tsx'
import { words } from './words.ts'

/** The sort, tag and words of a list, which are in the address. The first sort is the default. */
export function useItemFilters<Sort extends string>(sorts: readonly [Sort, ...Sort[]]) {
  const [sort, setSort] = useUrlState('sort', sorts[0])
  const [tag, setTag] = useUrlState('tag')
  const [search, setSearch] = useUrlState('q')
  const other = sorts.slice(1).find((each) => each === sort)
  const query = { ...(other && { sort: other }), ...(tag && { tag }), ...(search && { search }) }
  return {
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
  /** The label of each sort. */
  sorts: Record<string, string>
  /** The label of the search field: “Search in these notes”. */
  search: string
  /** Said of a list without items. */
  empty: string
  view: (viewed: Viewed<I>) => ReactNode
}

/** Items with their filters, bulk actions and states. The view draws them: `ItemRows`, or a view of the tool’s own. */
export function ItemList<I extends Item>(props: ItemListProps<I>) {
  const { shown, list, filters, empty, view } = props
  const selection = useSelection()
  const { box, keepPlace } = usePlaceInList(list.items !== undefined)
  return (
    <>
      <FilterBar {...props} />
      {list.isPending && <ListSkeleton rows={8} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 &&
        (filters.isFiltered ? (
          <NothingFound words={filters.search} />
        ) : (
          <EmptyState action={mayAddTo(shown) && shown.add}>{empty}</EmptyState>
        ))}
      {list.items && list.items.length > 0 && (
        <>
          <ItemBulkBar space={shown.space} selection={selection} items={list.items} />
          <div
            ref={box}
            onClickCapture={keepPlace}
            onDragStart={(event) => startDragging(event, list.items ?? [], selection.ids)}
            onDragEnd={stopDragging}
          >
            {view({
              items: list.items,
              label: shown.label,
              more: list.more,
              selection,
              onTag: filters.setTag,
            })}
          </div>
        </>
      )}
    </>
  )
}

/** Other lists of a tool show what it has elsewhere: nothing is made in them. */
function mayAddTo({ container, show }: ShownList): boolean {
  return !show && (!container || container.may.add)
}

type FilterBarProps = Pick<ItemListProps<Item>, 'filters' | 'sorts' | 'search'>

function FilterBar({ filters, sorts, search }: FilterBarProps) {
  const w = useWords(words)
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
        {Object.entries(sorts).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
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

type ItemRowsProps<I extends Item> = Viewed<I> & {
  row: (item: I, given: Pick<Viewed<I>, 'selection' | 'onTag'>) => ReactNode
}

/** The view of items as rows. */
export function ItemRows<I extends Item>({ items, label, more, row, ...given }: ItemRowsProps<I>) {
  return (
    <List label={label} {...more}>
      {items.map((item) => row(item, given))}
    </List>
  )
}
