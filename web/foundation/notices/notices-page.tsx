import { AlarmClock, Bell, Check, CheckCheck, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { noticeWords, type Notice } from '../../kernel/events.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useCounted } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { TabLinks } from '../../ui/tabs.tsx'
import { byDay, hrefOf, noticeKeys, sentenceOf } from './notices.ts'
import { words as bellWords } from './bell-words.ts'
import styles from './notices.module.css'
import { words } from './words.ts'

/** E1: my notices, by day; opening one marks it as read. */
export function NoticesPage() {
  const w = useWords(words)
  const { title } = useWords(bellWords)
  useTitle(title)
  const [show] = useUrlState('show')
  const unreadOnly = show === 'unread'
  const list = useLongList('/api/me/notices', unreadOnly ? { query: { unread: true } } : {})
  const newest = list.items?.[0]?.at
  const readAll = useAct(
    (until: string) => send('post', '/api/me/notices/reading', { body: { until } }),
    { refresh: noticeKeys },
  )
  const someUnread = list.items?.some(({ read }) => !read) ?? false
  const tabs = [
    { label: w.all, href: paths.notices(), current: !unreadOnly },
    { label: w.unread, href: `${paths.notices()}?show=unread`, current: unreadOnly },
  ]
  return (
    <Page
      title={title}
      lead={w.lead}
      width="reading"
      primary={
        someUnread &&
        newest && (
          <Button icon={CheckCheck} busy={readAll.isPending} onClick={() => readAll.mutate(newest)}>
            {w.allRead}
          </Button>
        )
      }
      actions={
        <>
          <IconButton icon={AlarmClock} label={w.reminders} href={paths.reminders()} />
          <IconButton icon={Settings2} label={w.settings} href={paths.myNotices()} />
        </>
      }
      toolbar={<TabLinks label={w.show} tabs={tabs} />}
    >
      {list.isPending && <ListSkeleton rows={8} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.items?.length === 0 && <EmptyState>{unreadOnly ? w.emptyUnread : w.empty}</EmptyState>}
      {list.items && <Days notices={list.items} more={list.more} />}
    </Page>
  )
}

type DaysProps = {
  notices: readonly Notice[]
  more: { onMore: (() => void) | undefined; busy: boolean }
}

function Days({ notices, more }: DaysProps) {
  const w = useWords(words)
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const today = format.date(now)
  const yesterday = format.date(now - 86_400_000)
  const days = byDay(notices, format.date)
  const nameOf = (day: string, at: string) =>
    day === today ? w.today : day === yesterday ? w.yesterday : heading(format.weekday(at))
  return days.map(([day, some], place) => (
    <Section key={day} title={nameOf(day, some[0]!.at)}>
      <List label={nameOf(day, some[0]!.at)} {...(place === days.length - 1 && more)}>
        {some.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} today={day === today} />
        ))}
      </List>
    </Section>
  ))
}

/** French writes days in lower case, except where a line begins. */
function heading(day: string): string {
  return day.charAt(0).toUpperCase() + day.slice(1)
}

function NoticeRow({ notice, today }: { notice: Notice; today: boolean }) {
  const w = useWords(words)
  const [actor] = notice.actors
  const { language } = useReader()
  const Icon = noticeWords(notice.kind)?.icon ?? Bell
  const sentence = sentenceOf(notice, w, language, useCounted())
  const read = useAct(
    () => send('post', '/api/me/notices/{notice}/reading', { path: { notice: notice.id } }),
    { refresh: noticeKeys },
  )
  const readOnce = () => {
    if (!notice.read) read.mutate()
  }
  const href = hrefOf(notice)
  return (
    <Row
      lead={
        <span className={styles.lead}>
          {actor && <Avatar person={actor} size={32} />}
          <span className={actor ? styles.kind : styles.alone}>
            <Icon size={actor ? 14 : 20} aria-hidden />
          </span>
        </span>
      }
      title={<span className={styles.sentence}>{sentence}</span>}
      second={<Second notice={notice} />}
      {...(href ? { href, onGo: readOnce } : { onOpen: readOnce })}
      unread={!notice.read}
      metaBelow
      meta={today ? <RelativeTime at={notice.at} /> : <Hour at={notice.at} />}
      actions={
        !notice.read && (
          <IconButton icon={Check} label={`${w.read}: ${sentence}`} onClick={readOnce} />
        )
      }
    />
  )
}

/** The time only, because the heading names the day. */
function Hour({ at }: { at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} title={format.dateTime(at)}>
      {format.time(at)}
    </time>
  )
}

/** The text and its place, unless the sentence already names the place. */
function Second({ notice: { excerpt, reason, space, item, container } }: { notice: Notice }) {
  const said = excerpt ?? reason
  const place = (item ?? container) && space.name
  if (!said && !place) return null
  return (
    <span className={styles.second}>
      {said && <span className={styles.excerpt}>{said}</span>}
      {place && <span>{place}</span>}
    </span>
  )
}
