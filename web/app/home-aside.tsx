import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { reminders, useSaidWhen } from '../foundation/reminders/reminders.ts'
import { load } from '../kernel/api.ts'
import { useFormat } from '../kernel/format.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe } from '../kernel/session.ts'
import { useKindIcon, useTools } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { SpaceMark } from '../ui/avatar.tsx'
import { UnreadCount } from '../ui/badges.tsx'
import { Button } from '../ui/button.tsx'
import { List, Row } from '../ui/list.tsx'
import { Section } from '../ui/page.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { useNameOf } from './context-selector.tsx'
import { words } from './home-words.ts'
import styles from './home.module.css'

/** How many favourites and reminders are shown; the rest is a page further. */
const most = 5

/** Beside the news: what is due (of the tools), my reminders, my favourites, my groups. */
export function HomeAside() {
  const groups = useMe().spaces.filter(({ kind }) => kind === 'group')
  const tools = useTools()
  return (
    <div className={styles.aside}>
      {tools.map(
        ({ name, home: Due }) =>
          Due && (
            <Suspense key={name}>
              <Due />
            </Suspense>
          ),
      )}
      <Reminders />
      <Favourites />
      <MyGroups groups={groups} />
    </div>
  )
}

function Reminders() {
  const w = useWords(words)
  const saidWhen = useSaidWhen()
  const iconOf = useKindIcon()
  const items = useQuery(reminders).data?.items ?? []
  if (items.length === 0) return null
  const all = (
    <Button look="quiet" small href={paths.reminders()}>
      {w.all}
    </Button>
  )
  return (
    <Section title={w.reminders} count={items.length} actions={items.length > most && all}>
      <List label={w.reminders}>
        {items.slice(0, most).map((reminder) => {
          const { id, item } = reminder
          const Icon = iconOf(item)
          return (
            <Row
              key={id}
              href={paths.item(item.space.id, item.tool, item.id)}
              lead={<Icon size={18} aria-hidden />}
              title={item.title}
              second={saidWhen(reminder)}
            />
          )
        })}
      </List>
    </Section>
  )
}

function Favourites() {
  const w = useWords(words)
  const nameOf = useNameOf()
  const iconOf = useKindIcon()
  const { data } = useQuery({ ...load('/api/favourites'), meta: { shows: 'lists' } })
  const items = data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={w.favourites} count={items.length}>
      <List label={w.favourites}>
        {items.slice(0, most).map((item) => {
          const Icon = iconOf(item)
          return (
            <Row
              key={item.id}
              href={paths.item(item.space.id, item.tool, item.id)}
              lead={<Icon size={18} aria-hidden />}
              title={item.title}
              second={nameOf(item.space)}
            />
          )
        })}
      </List>
    </Section>
  )
}

function MyGroups({ groups }: { groups: readonly MySpace[] }) {
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const shown = groups
    .filter(({ archived, name }) => (typed.trim() === '' ? !archived : isFound(typed, name)))
    .toSorted((a, b) => Number(b.favourite) - Number(a.favourite))
  return (
    <Section title={w.groups} count={shown.length}>
      <div className={styles.mine}>
        {groups.length > 7 && (
          <SearchField label={w.find} value={typed} onChange={setTyped} pause={0} />
        )}
        {shown.length === 0 && <p className="quiet">{w.none}</p>}
        <List label={w.groups}>
          {shown.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </List>
      </div>
    </Section>
  )
}

function GroupRow({ group }: { group: MySpace }) {
  const w = useWords(words)
  const format = useFormat()
  const said = [
    w.members(group.members),
    group.lastActivityAt && w.active(format.relative(group.lastActivityAt)),
    group.role === 'administrator' && w.administrator,
  ]
  return (
    <Row
      href={paths.space(group.id)}
      lead={<SpaceMark space={group} size={32} />}
      title={group.name}
      second={said.filter(Boolean).join(' · ')}
      unread={group.unread > 0}
      meta={<UnreadCount count={group.unread} />}
    />
  )
}
