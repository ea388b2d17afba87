import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { onLiveMessage, onLiveOpen } from '../../kernel/live.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { fullName } from '../../ui/avatar.tsx'
import type { words } from './words.ts'

export type Notice = Answer<'get', '/api/me/notices'>['items'][number]
type W = (typeof words)['en']

const countQuery = load('/api/me/notices/count')
const listKey = load('/api/me/notices').queryKey

export const noticeKeys = [countQuery.queryKey, listKey.slice(0, 2)]

/** How many are unread, kept true by pokes (I6: what may not be seen any more is not counted). */
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
export function sentenceOf(notice: Notice, w: W): string {
  const { kind, count, space, role } = notice
  const who = w.people(notice.actors.map(fullName), notice.others)
  const what = notice.item?.title ?? notice.container?.title ?? ''
  switch (kind) {
    case 'mention':
      return w.mention(who, what, count)
    case 'comment':
    case 'reply':
      return w.comment(who, what, count)
    case 'comment-deleted':
      return w.commentDeleted(who, what)
    case 'followed':
    case 'changed-item':
      return w.changedItem(who, what)
    case 'deleted':
      return w.deleted(who, what)
    case 'container-deleted':
      return w.containerDeleted(who, what)
    case 'new-item':
      return w.newItem(who, what)
    case 'joined':
      return w.joined(who, space.name, count)
    case 'left':
      return w.left(who, space.name, count)
    case 'invitation-accepted':
      return w.accepted(who, space.name, count)
    case 'invitation-declined':
      return w.refused(who, space.name, count)
    case 'guest-ending':
      return w.guestEnding(who, space.name, count)
    case 'shared':
      return w.shared(who, what)
    case 'invitation':
      return w.invitation(who, space.name)
    case 'request':
      return w.request(who, space.name, count)
    case 'access-asked':
      return w.accessAsked(who)
    case 'request-approved':
      return w.approved(space.name)
    case 'request-declined':
      return w.declined(space.name)
    case 'added':
      return w.added(who, space.name)
    case 'removed':
      return w.removed(space.name)
    case 'ended':
      return w.ended(space.name)
    case 'nested':
      return w.nested(space.name)
    case 'nesting-asked':
      return w.nestingAsked(space.name)
    case 'nesting-ended':
      return w.removed(space.name)
    case 'role-changed':
      return w.role(space.name, role ?? 'member')
    case 'handed-over':
      return w.handedOver(space.name)
    case 'seat-offered':
      return w.seatOffered(who, space.name)
    case 'seat-declined':
      return w.seatDeclined(who, space.name)
    case 'seat-asked':
      return w.seatAsked(who, space.name)
    case 'seat-lost':
      return w.seatLost(space.name)
    case 'governed':
      return w.governed(who, space.name, count)
    case 'succession':
      return w.succession(space.name)
    case 'archived':
      return w.archived(space.name)
  }
}

const aboutPeople = new Set<Notice['kind']>([
  'joined',
  'left',
  'invitation-accepted',
  'invitation-declined',
  'guest-ending',
])

/** Where it leads; nowhere when one is not inside any more. */
export function hrefOf({ kind, space, item, container }: Notice): string | undefined {
  if (kind === 'invitation') return paths.home()
  if (kind === 'access-asked') return paths.accessRequests()
  if (!space.id) return undefined
  if (kind === 'nesting-asked') return paths.groupAbout(space.id)
  if (kind === 'governed') return paths.groupHistory(space.id)
  if (kind === 'request') return paths.requests(space.id)
  if (kind === 'deleted') return paths.trash(space.id)
  if (aboutPeople.has(kind)) return paths.members(space.id)
  if (kind === 'container-deleted' && container) return paths.tool(space.id, container.tool)
  if (item) return paths.item(space.id, item.tool, item.id)
  if (container) return `${paths.tool(space.id, container.tool)}/in/${container.id}`
  return paths.space(space.id)
}

/** Notices by day, newest first, as they came. */
export function byDay(
  notices: readonly Notice[],
  dayOf: (at: string) => string,
): [string, Notice[]][] {
  return [...Map.groupBy(notices, ({ at }) => dayOf(at))]
}
