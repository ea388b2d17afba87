import { Columns3 } from 'lucide-react'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { usePathname, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Check } from '../../ui/choice.tsx'
import type { Column } from '../../ui/table.tsx'
import { TabLinks } from '../../ui/tabs.tsx'
import { AccessBadge } from '../groups/access-note.tsx'
import styles from '../groups/groups.module.css'
import { words as groupWords } from '../groups/words.ts'
import { words as directoryWords } from './directory-words.ts'
import own from './membership.module.css'
import { words } from './words.ts'

type Listed = Answer<'get', '/api/directory'>['items'][number]
type Found = Answer<'get', '/api/directory/everyone'>['items'][number]

export function DirectoryTabs() {
  const w = useWords(directoryWords).tabs
  const here = usePathname()
  return (
    <TabLinks
      label={useWords(words).directory.title}
      tabs={[
        { label: w.organization, href: paths.directory(), current: here === paths.directory() },
        {
          label: w.everyone,
          href: paths.directoryOfAll(),
          current: here === paths.directoryOfAll(),
        },
      ]}
    />
  )
}

/** The group's name with its mark, whether I am a member, and its purpose. */
export function GroupName({ group }: { group: Listed | Found }) {
  const w = useWords(words).directory
  return (
    <span className={styles.directoryName}>
      <SpaceMark space={group} size={32} />
      <span>
        <a href={group.mine ? paths.group(group.id) : paths.groupAbout(group.id)}>{group.name}</a>{' '}
        {group.mine && <Badge tone="accent">{w.member}</Badge>}
        {group.objective && <p>{group.objective}</p>}
      </span>
    </span>
  )
}

const always = ['name']
const usual = ['access', 'administrator', 'members']

/** The visible columns, which are chosen in the address. */
export function useDirectoryColumns() {
  const all = useAllColumns()
  const [chosen, setChosen] = useUrlState('columns', usual.join(','))
  const shown = new Set([...always, ...chosen.split(',')])
  const toggle = (key: string) => {
    const next = all.map((column) => column.key).filter((each) => !always.includes(each))
    setChosen(next.filter((each) => shown.has(each) !== (each === key)).join(',') || 'none')
  }
  const optional = all.filter(({ key }) => !always.includes(key))
  return {
    columns: all.filter(({ key }) => shown.has(key)),
    choice: { columns: optional, shown, toggle },
  }
}

type ColumnChoiceProps = {
  columns: readonly Column<Listed>[]
  shown: ReadonlySet<string>
  toggle: (key: string) => void
}

export function ColumnChoice({ columns, shown, toggle }: ColumnChoiceProps) {
  const w = useWords(directoryWords)
  return (
    <details className={own.columns}>
      <summary>
        <Columns3 size={16} aria-hidden /> {w.columns}
      </summary>
      <div role="group" aria-label={w.columns}>
        {columns.map(({ key, label }) => (
          <Check key={key} label={label} checked={shown.has(key)} onChange={() => toggle(key)} />
        ))}
      </div>
    </details>
  )
}

function useAllColumns(): Column<Listed>[] {
  const w = useWords(words).directory
  const d = useWords(directoryWords)
  const templates = useWords(groupWords).templates
  const format = useFormat()
  return [
    { key: 'name', label: w.name, sorts: true, cell: (group) => <GroupName group={group} /> },
    {
      key: 'access',
      label: w.access,
      sorts: true,
      cell: ({ accessLevel }) => <AccessBadge level={accessLevel} />,
    },
    {
      key: 'administrator',
      label: w.administrator,
      sorts: true,
      cell: ({ administrator }) => (
        <span className={styles.person}>
          <Avatar person={administrator} /> <span>{fullName(administrator)}</span>
        </span>
      ),
    },
    {
      key: 'members',
      label: w.members,
      end: true,
      sorts: true,
      cell: ({ members }) => format.number(members),
    },
    {
      key: 'template',
      label: d.template,
      sorts: true,
      cell: ({ template }) => templates[template].name,
    },
    {
      key: 'sector',
      label: d.sector,
      sorts: true,
      cell: ({ sector }) => sector,
    },
    {
      key: 'language',
      label: d.language,
      sorts: true,
      cell: ({ language }) => d.everyone.languages[language],
    },
    {
      key: 'created',
      label: d.created,
      sorts: true,
      cell: ({ createdAt }) => format.date(createdAt),
    },
  ]
}
