import type { load } from '../../kernel/api.ts'
import type { Act } from '../../kernel/events.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { useWords } from '../../kernel/words.ts'
import { DateField, SelectField } from '../../ui/field.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { PersonFilter } from '../people/person-filter.tsx'
import styles from './history.module.css'
import { words } from './words.ts'

type Subject = keyof (typeof words)['en']['subjects']
type Query = NonNullable<
  NonNullable<Parameters<typeof load<'/api/organization/history'>>[1]>['query']
>

/** The filters of the history. They are in the address, so that results can be shared. */
export function useFilters() {
  const [search, setSearch] = useUrlState('find')
  const [about, setAbout] = useUrlState('about')
  const [actor, setActor] = useUrlState('by')
  const [from, setFrom] = useUrlState('from')
  const [to, setTo] = useUrlState('to')
  const query = {
    ...(search && { search }),
    ...(about && { about }),
    ...(actor && { actor }),
    ...(from && { from }),
    ...(to && { to }),
  } as Query
  const clear = () => [setSearch, setAbout, setActor, setFrom, setTo].forEach((set) => set(''))
  const set = { setSearch, setAbout, setActor, setFrom, setTo, clear }
  return { search, about, actor, from, to, query, filtered: Object.keys(query).length > 0, ...set }
}

export type Filters = ReturnType<typeof useFilters>

type FilterFieldsProps = {
  filters: Filters
  subjects: readonly Subject[]
  /** The result, which has the name of the person in the address. */
  acts: readonly Act[]
}

export function FilterFields({ filters, subjects, acts }: FilterFieldsProps) {
  const w = useWords(words)
  const { search, about, actor, from, to } = filters
  const nameOf = (subject: Subject) =>
    subject === 'group' && !subjects.includes('organization')
      ? w.ofGroupItself
      : w.subjects[subject]
  return (
    <div className={styles.filters} data-no-print>
      <SearchField label={w.search} value={search} onChange={filters.setSearch} />
      <SelectField
        name="about"
        label={w.about}
        value={about}
        onChange={filters.setAbout}
        options={[
          { value: '', label: w.aboutAll },
          ...subjects.map((value) => ({ value, label: nameOf(value) })),
        ]}
      />
      <div className={styles.who}>
        <PersonFilter
          name="by"
          label={w.by}
          placeholder={w.byHelp}
          value={actor}
          people={acts.flatMap((act) => act.actor ?? [])}
          otherwise={w.chosenPerson}
          onChange={filters.setActor}
        />
      </div>
      <div className={styles.days}>
        <DateField name="from" label={w.from} value={from} max={to} onChange={filters.setFrom} />
        <DateField name="to" label={w.to} value={to} min={from} onChange={filters.setTo} />
      </div>
    </div>
  )
}
