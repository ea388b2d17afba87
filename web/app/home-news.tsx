import { useQuery } from '@tanstack/react-query'
import { CheckCheck } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useAct } from '../kernel/act.ts'
import { load, send } from '../kernel/api.ts'
import type { Answer } from '../kernel/doors.ts'
import { useHue } from '../kernel/hues.ts'
import { useUrlState } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import { useSpace } from '../kernel/session.ts'
import { useCounted, useToolName, useVerb } from '../kernel/tools.ts'
import { useFormat } from '../kernel/format.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { Section } from '../ui/page.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { EmptyState } from '../ui/states.tsx'
import { firstPageOf, useNameOf } from './context-selector.tsx'
import { words } from './home-words.ts'
import styles from './home.module.css'

const RequestList = lazy(() =>
  import('../foundation/membership/request-list.tsx').then((m) => ({ default: m.RequestList })),
)

type News = Answer<'get', '/api/home'>
type GroupNews = News['groups'][number]
type Change = GroupNews['changes'][number]

export const newsQuery = { ...load('/api/home'), meta: { shows: 'lists' as const } }

/** When Home shows no more changes than this, all of its lines are open. */
const fewChanges = 12

/** First what is for me, then one line for each tool of a space. */
export function NewsColumn({ news }: { news: News }) {
  const w = useWords(words)
  const markSeen = useAct(() => send('post', '/api/home/seen'), {
    refresh: [newsQuery.queryKey],
    ahead: {
      key: newsQuery.queryKey,
      change: (now: News) => ({ ...now, groups: [], mentions: [] }),
    },
  })
  const { shown, filters } = useFilters(news)
  const isNew = news.groups.length + news.mentions.length > 0
  const seen = isNew && (
    <Button look="quiet" small icon={CheckCheck} onClick={() => markSeen.mutate()}>
      {w.seen}
    </Button>
  )
  const open = shown.reduce((sum, { changes }) => sum + changes.length, 0) <= fewChanges
  return (
    <div className={styles.news}>
      <ForMe news={news} />
      <Section
        title={w.changed}
        actions={seen}
        help={news.since && isNew && w.since(<RelativeTime key="at" at={news.since} />)}
      >
        <div className={styles.news}>
          {filters}
          {news.groups.length === 0 && <EmptyState>{w.nothing}</EmptyState>}
          {shown.map((group) => (
            <GroupNewsPart key={group.space.id} group={group} open={open} />
          ))}
          {!news.whole && <p className="quiet small">{w.notWhole}</p>}
        </div>
      </Section>
    </div>
  )
}

/** The news of one space or tool, as the address says; offered where there are several. */
function useFilters(news: News) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const toolName = useToolName()
  const [space, setSpace] = useUrlState('space')
  const [tool, setTool] = useUrlState('tool')
  const spaces = news.groups.map((group) => group.space)
  const tools = new Set(news.groups.flatMap(({ changes }) => changes.map(toolOf)))
  const shown = news.groups
    .filter((group) => space === '' || group.space.id === space)
    .map((group) => ({
      ...group,
      changes: group.changes.filter((change) => tool === '' || toolOf(change) === tool),
    }))
    .filter(({ changes }) => changes.length > 0)
  const filters = (spaces.length > 1 || tools.size > 1 || space || tool) && (
    <div className={styles.filters}>
      <SelectField
        name="space"
        label={w.space}
        value={space}
        onChange={setSpace}
        options={[
          { value: '', label: w.allSpaces },
          ...spaces.map((each) => ({ value: each.id, label: nameOf(each) })),
        ]}
      />
      {(tools.size > 1 || tool) && (
        <SelectField
          name="tool"
          label={w.tool}
          value={tool}
          onChange={setTool}
          options={[
            { value: '', label: w.allTools },
            ...[...tools].filter(Boolean).map((name) => ({ value: name, label: toolName(name) })),
          ]}
        />
      )}
    </div>
  )
  return { shown, filters }
}

const toolOf = ({ item, many }: Change): string => item?.tool ?? many?.tool ?? ''

/** Requests, which are answered in place, and where I was mentioned since I was last here. */
function ForMe({ news: { joinRequests, mentions } }: { news: News }) {
  const w = useWords(words)
  if (joinRequests.length + mentions.length === 0) return null
  return (
    <Section title={w.forMe}>
      <ul className={styles.forMe}>
        {joinRequests.map((waiting) => (
          <li key={waiting.group.id}>
            <Waiting {...waiting} />
          </li>
        ))}
        {mentions.map(({ item, by, at, excerpt, group }) => (
          <li key={`${item.id} ${at}`} className={styles.change}>
            <Avatar person={by} />
            <p>
              {w.mentioned(fullName(by), group)}{' '}
              <a href={paths.item(item.space.id, item.tool, item.id)}>{item.title}</a>
              {excerpt && <span className={styles.excerpt}>{excerpt}</span>}
            </p>
            <span className={styles.when}>
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** People who ask to join a group; the list opens to answer them. */
function Waiting({ group, count }: News['joinRequests'][number]) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const requests = useQuery({
    ...load('/api/groups/{group}/join-requests', { path: { group: group.id } }),
    enabled: open,
  })
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.line}>
        <SpaceMark space={group} />
        <span className={styles.asked}>{w.requests(count, group.name)}</span>
      </summary>
      <Suspense>
        {requests.data && <RequestList group={group.id} requests={requests.data.items} />}
      </Suspense>
    </details>
  )
}

function GroupNewsPart({ group: { space, changes }, open }: { group: GroupNews; open: boolean }) {
  const name = useNameOf()(space)
  const mine = useSpace(space.id)
  const hue = useHue(space)
  return (
    <section className={styles.group} data-hue={hue} aria-label={name}>
      <h3 className={styles.groupHead}>
        <SpaceMark space={{ ...space, name }} size={20} />
        <a href={mine ? firstPageOf(mine) : paths.space(space.id)}>{name}</a>
      </h3>
      {[...Map.groupBy(changes, toolOf)].map(([tool, ofTool]) => (
        <ToolNews key={tool} space={space.id} tool={tool} changes={ofTool} open={open} />
      ))}
    </section>
  )
}

type ToolNewsProps = { space: string; tool: string; changes: readonly Change[]; open: boolean }

/** “3 notes”, opened to the list of them with how each begins. */
function ToolNews({ space, tool, changes, open }: ToolNewsProps) {
  const w = useWords(words)
  const [opened, setOpened] = useState(open)
  const previews = useQuery({
    ...load('/api/home/previews', { query: { space, tool } }),
    enabled: opened && tool !== '',
  })
  const texts = new Map(previews.data?.items.map(({ item, text }) => [item, text]))
  const titles = changes.flatMap(({ item }) => (item ? [item.title] : []))
  return (
    <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className={styles.line}>
        <span className={styles.lineText}>
          <strong>{useTold(changes)}</strong>
          {!opened && <span className="quiet"> · {titles.slice(0, 3).join(w.between)}</span>}
        </span>
        <span className={styles.when}>
          <RelativeTime at={changes[0]!.at} />
        </span>
      </summary>
      <ul>
        {changes.map((change) => (
          <li key={change.item?.id ?? `${change.kind} ${change.at}`} className={styles.change}>
            <ChangeLine space={space} change={change} preview={texts.get(change.item?.id ?? '')} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** How many things of each kind, the most first: “3 notes and 2 events”. */
function useTold(changes: readonly Change[]): string {
  const counted = useCounted()
  const format = useFormat()
  const kinds = Map.groupBy(changes, ({ item, many }) => item?.kind ?? many?.kind ?? '')
  const counts = [...kinds.values()].map((those) => ({
    of: those[0]!.item ?? those[0]!.many!,
    count: those.reduce((sum, { many }) => sum + (many?.count ?? 1), 0),
  }))
  const most = counts.toSorted((a, b) => b.count - a.count)
  return format.list(most.map(({ count, of }) => counted(count, of)))
}

type ChangeLineProps = { space: string; change: Change; preview: string | undefined }

function ChangeLine({ space, change, preview }: ChangeLineProps) {
  const w = useWords(words)
  const { actor, kind, count, people, at } = change
  const verb = useVerb()(kind, change.item ?? change.many ?? {})
  return (
    <>
      <Avatar person={actor} />
      <p>
        {fullName(actor)} {verb} <Changed space={space} change={change} />
        {count > 1 && <span className="quiet"> · {w.changes(count, people)}</span>}
        {preview && <span className={styles.preview}>{preview}</span>}
      </p>
      <span className={styles.when}>
        <RelativeTime at={at} />
      </span>
    </>
  )
}

/** One item, or those of one act: “12 notes · Archive”. */
function Changed({ space, change: { item, many } }: { space: string; change: Change }) {
  const counted = useCounted()
  if (item) return <a href={paths.item(space, item.tool, item.id)}>{item.title}</a>
  if (!many) return null
  const { container, count } = many
  if (!container) return counted(count, many)
  return (
    <>
      <a href={paths.container(space, container.tool, container.id)}>{counted(count, many)}</a>
      <span className="quiet"> · {container.name}</span>
    </>
  )
}
