import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { load } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import type { WebTool } from '../../kernel/pages.ts'
import { paths } from '../../kernel/paths.ts'
import { usePresent } from '../../kernel/presence.ts'
import { useMe, useSpace } from '../../kernel/session.ts'
import { capital, useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { GuestBadge, UnreadCount } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { CapacityBar } from '../../ui/capacity-bar.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { AccessBadge } from '../groups/access-note.tsx'
import { Facts } from '../groups/facts.tsx'
import type { Group } from '../groups/group.ts'
import styles from '../groups/groups.module.css'
import { words as groupWords } from '../groups/words.ts'
import type { Member } from './member.ts'
import { words } from './overview-words.ts'

type OfTools = { tools: readonly WebTool[]; space: string }

/** What happened, tool by tool; tools in which nothing has happened show nothing. */
export function Happened({ tools, space }: OfTools) {
  const w = useWords(words)
  const { language } = useReader()
  const first = tools[0]
  return (
    <>
      <div className={styles.happened}>
        <Suspense fallback={<ListSkeleton rows={4} />}>
          {tools.map(({ name, overview }) => {
            const Part = overview?.happened
            return Part && <Part key={name} space={space} />
          })}
        </Suspense>
      </div>
      {first && (
        <div className={styles.nothing}>
          <EmptyState
            action={
              <Button href={paths.tool(space, first.name)}>
                {w.open(first.words[language].name)}
              </Button>
            }
          >
            {w.nothing}
          </EmptyState>
        </div>
      )}
    </>
  )
}

/** What comes next, from the tools that know dates. */
export function Next({ tools, space }: OfTools) {
  return (
    <Suspense>
      {tools.map(({ name, overview }) => {
        const Part = overview?.next
        return Part && <Part key={name} space={space} />
      })}
    </Suspense>
  )
}

/** How many people are named. */
const mostNamed = 6

/** Those who are here now, then the administrator, then the others. */
export function WhoIsHere({ group, members }: { group: Group; members: readonly Member[] }) {
  const w = useWords(words)
  const me = useMe().person.id
  const present = usePresent(group.id)
  const stateOf = ({ card }: Pick<Member, 'card'>) => present.get(card.id)?.state ?? 'offline'
  const rank = (member: Member) =>
    stateOf(member) !== 'offline' ? 0 : member.card.id === group.administrator.id ? 1 : 2
  const others = members.filter(({ card }) => card.id !== me)
  const named = others.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostNamed)
  const online = [...present.values()].filter(({ id, state }) => id !== me && state !== 'offline')
  return (
    <Section title={w.people} help={online.length > 0 ? w.hereNow(online.length) : undefined}>
      {named.length === 0 && <p className="quiet">{w.nobodyElse}</p>}
      <ul className={styles.faces}>
        {named.map((member) => (
          <li key={member.card.id} className={styles.person}>
            <Avatar person={member.card} size={32} presence={stateOf(member)} />
            <span>
              {fullName(member.card)}{' '}
              {member.card.id === group.administrator.id && (
                <span className="quiet small">{w.administrator}</span>
              )}
            </span>
            {member.card.guest && <GuestBadge organization={member.card.organization} />}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <div>
          <Button small href={paths.members(group.id)}>
            {w.allMembers(group.members)}
          </Button>
        </div>
      )}
    </Section>
  )
}

/** Links to the pages of each tool. */
export function Places({ tools, space }: OfTools) {
  const w = useWords(words)
  const { language } = useReader()
  const { data } = useQuery(load('/api/spaces/{space}/containers', { path: { space } }))
  return tools.flatMap((tool) => {
    const kinds = Object.values(tool.items)
    const countOf = kinds.length === 1 ? kinds[0]!.words[language].count : w.items
    return Object.entries(tool.containers).map(([kind, { words: said }]) => {
      const all = data?.items.filter((one) => one.tool === tool.name && one.kind === kind) ?? []
      if (all.length === 0) return null
      const title = said[language].several
      return (
        <Section
          key={`${tool.name} ${kind}`}
          title={title}
          count={data?.next ? undefined : all.length}
        >
          <List label={title}>
            {all.slice(0, 8).map(({ id, name, items, unread }) => (
              <Row
                key={id}
                href={paths.container(space, tool.name, id)}
                title={name}
                unread={unread > 0}
                meta={
                  <>
                    <UnreadCount count={unread} />
                    {countOf(items)}
                  </>
                }
              />
            ))}
          </List>
        </Section>
      )
    })
  })
}

/** What the group is for, who may see and join it, and its dates. */
export function AboutGroup({ group }: { group: Group }) {
  const w = useWords(words)
  const g = useWords(groupWords)
  const verbs = useVerbs()
  const format = useFormat()
  const { startsOn, endsOn } = group
  const dates = [
    startsOn && w.from(format.date(startsOn)),
    endsOn && w.until(format.date(endsOn)),
  ].filter(Boolean)
  return (
    <Section title={w.about}>
      <Objective group={group} />
      <Facts
        facts={[
          [w.access, <AccessLine key="access" group={group} />],
          dates.length > 0 && [w.dates, dates.join(' ')],
          [w.sector, group.sector],
          group.settings && [
            g.settings.defaultRights,
            capital(verbs(rightsOfLevel[group.settings.defaultRights])),
          ],
          [w.createdOn, format.date(group.createdAt)],
        ]}
      />
    </Section>
  )
}

function Objective({ group }: { group: Group }) {
  const w = useWords(words)
  if (group.objective) return <p className={styles.objective}>{group.objective}</p>
  if (!group.may.changeSettings) return null
  return (
    <p className="quiet">
      {w.noObjective} <a href={paths.groupSettings(group.id)}>{w.say}</a>
    </p>
  )
}

function AccessLine({ group }: { group: Group }) {
  const says = useWords(groupWords).levels[group.accessLevel].says
  return (
    <>
      <AccessBadge level={group.accessLevel} /> <br /> {says}
    </>
  )
}

/** O7: used and allowed amounts, and the person whose plan counts. */
export function Room({ group }: { group: Group }) {
  const w = useWords(words)
  const { capacity } = group
  const isGuest = useSpace(group.id)?.guest
  if (!capacity || isGuest) return null
  return (
    <Section title={w.capacity} help={w.capacityOf(fullName(capacity.planOf))}>
      <div className={styles.bars}>
        <CapacityBar label={w.membersBar} {...capacity.members} />
        <CapacityBar label={w.storageBar} {...capacity.storage} unit="bytes" />
      </div>
    </Section>
  )
}
