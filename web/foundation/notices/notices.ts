import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { load } from '../../kernel/api.ts'
import { noticeWords, type Notice } from '../../kernel/events.ts'
import type { Language } from '../../kernel/language.ts'
import { onLiveMessage, onLiveOpen } from '../../kernel/live.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import type { useCounted } from '../../kernel/tools.ts'
import { fullName } from '../../ui/avatar.tsx'
import type { words } from './words.ts'

type W = (typeof words)['en']

const countQuery = load('/api/me/notices/count')
const listKey = load('/api/me/notices').queryKey

export const noticeKeys = [countQuery.queryKey, listKey.slice(0, 2)]

/** The unread count, kept up to date by pokes (I6: things that may no longer be seen are not counted). */
export function useUnreadNotices(): number {
  const { data } = useQuery({ ...countQuery, staleTime: 60_000 })
  useEffect(() => {
    const again = () => {
      for (const queryKey of noticeKeys) void queries.invalidateQueries({ queryKey })
    }
    const forget = [onLiveMessage('notices', again), onLiveOpen(again)]
    return () => forget.forEach((each) => each())
  }, [])
  return data?.unread ?? 0
}

/** One notice as a sentence. */
export function sentenceOf(
  notice: Notice,
  w: W,
  language: Language,
  counted: ReturnType<typeof useCounted>,
): string {
  const { kind, count, space, role, many } = notice
  const who = w.people(notice.actors.map(fullName), notice.others)
  if (many) {
    const things = counted(count, many)
    const told = { who, things, place: notice.container?.title, event: many.event }
    return noticeWords(kind)?.many?.[language](told) ?? w.unknown
  }
  const what = notice.item?.title ?? notice.container?.title ?? ''
  const told = { who, what, group: space.name, count, role: role ?? '' }
  return noticeWords(kind)?.[language](told) ?? w.unknown
}

/** The link of a notice; undefined when the reader is no longer a member, or may not see where the items of an act are. */
export function hrefOf(notice: Notice): string | undefined {
  const { kind, space, item, container, many } = notice
  const href = noticeWords(kind)?.href
  if (!space.id) return undefined
  if (href) return href(notice, space.id)
  if (item) return paths.item(space.id, item.tool, item.id)
  if (container) return paths.container(space.id, container.tool, container.id)
  return many ? undefined : paths.space(space.id)
}

/** Groups notices by day, in their present order, newest first. */
export function byDay(
  notices: readonly Notice[],
  dayOf: (at: string) => string,
): [string, Notice[]][] {
  return [...Map.groupBy(notices, ({ at }) => dayOf(at))]
}
