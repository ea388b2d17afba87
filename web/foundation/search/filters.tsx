import { X } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../../kernel/doors.ts'
import { useGo, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useItemsName, useToolName, useTools } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { DateField, SelectField } from '../../ui/field.tsx'
import { PersonFilter } from '../people/person-filter.tsx'
import styles from './search.module.css'
import { words } from './words.ts'

export type Hit = Answer<'get', '/api/search'>['items'][number]

const names = ['space', 'container', 'tool', 'kind', 'person', 'tag', 'from', 'to'] as const
type Name = (typeof names)[number]

/** The filters of a search. They are in the address, so that it can be bookmarked and shared. */
export function useFilters() {
  const go = useGo()
  const [asked] = useUrlState('q')
  const states = Object.fromEntries(names.map((name) => [name, useUrlState(name)])) as Record<
    Name,
    ReturnType<typeof useUrlState>
  >
  const given = names.filter((name) => states[name][0] !== '')
  return {
    query: Object.fromEntries(given.map((name) => [name, states[name][0]])) as Partial<
      Record<Name, string>
    >,
    set: (name: Name, value: string) => states[name][1](value),
    clear: () => go(paths.search(asked), { replace: true }),
  }
}

export type Filters = ReturnType<typeof useFilters>

type FilterProps = { filters: Filters; hits: readonly Hit[] }

/** Collapsed on a phone, so that the results are visible. */
export function FilterFields({ filters, hits }: FilterProps) {
  const w = useWords(words)
  const { query, set } = filters
  const spaces = useMe().spaces.map(({ id, kind, name }) => ({
    value: id,
    label: kind === 'private' ? w.privateSpace : name,
  }))
  const [open, setOpen] = useState(
    () => Object.keys(query).length > 0 || window.matchMedia('(min-width: 48em)').matches,
  )
  return (
    <details
      className={styles.narrow}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{w.narrow}</summary>
      <div className={styles.filters}>
        <SelectField
          name="space"
          label={w.where}
          value={query.space ?? ''}
          onChange={(value) => set('space', value)}
          options={[{ value: '', label: w.allSpaces }, ...spaces]}
        />
        <SelectField
          name="kind"
          label={w.what}
          value={query.kind ?? ''}
          onChange={(value) => set('kind', value)}
          options={[{ value: '', label: w.allKinds }, ...useKinds(query.kind)]}
        />
        <div className={styles.who}>
          <PersonFilter
            name="person"
            label={w.by}
            placeholder={w.byHelp}
            value={query.person ?? ''}
            people={hits.map(({ author }) => author)}
            otherwise={w.chosenPerson}
            onChange={(person) => set('person', person)}
          />
        </div>
        <DateField
          name="from"
          label={w.from}
          value={query.from ?? ''}
          max={query.to ?? ''}
          onChange={(value) => set('from', value)}
        />
        <DateField
          name="to"
          label={w.to}
          value={query.to ?? ''}
          min={query.from ?? ''}
          onChange={(value) => set('to', value)}
        />
      </div>
    </details>
  )
}

/** The kinds of items of the tools that some space of mine uses, and the one of the address. */
function useKinds(chosen: string | undefined) {
  const itemsName = useItemsName()
  const used = new Set(useMe().spaces.flatMap(({ tools }) => tools))
  const kinds = useTools()
    .filter(({ name }) => used.has(name))
    .flatMap(({ items }) => Object.keys(items))
  return [...new Set([...kinds, ...(chosen ? [chosen] : [])])].map((kind) => ({
    value: kind,
    label: itemsName(kind),
  }))
}

/** Filters from a link that have no field here; they can be removed. */
export function FilterChips({ filters, hits }: FilterProps) {
  const w = useWords(words)
  const { query, set } = filters
  const toolName = useToolName()
  const place = hits.find(({ container }) => container.id === query.container)?.container.name
  const labels: Partial<Record<Name, string>> = {
    ...(query.container && { container: place || w.inContainer }),
    ...(query.tag && { tag: w.tagged(query.tag) }),
    ...(query.tool && { tool: toolName(query.tool) }),
  }
  const chips = Object.entries(labels) as [Name, string][]
  if (chips.length === 0) return null
  return (
    <div className={styles.chips} role="group" aria-label={w.narrowed}>
      {chips.map(([name, label]) => (
        <Button key={name} small icon={X} onClick={() => set(name, '')}>
          {label}
          <span className="for-readers-only"> · {w.drop(label)}</span>
        </Button>
      ))}
    </div>
  )
}
