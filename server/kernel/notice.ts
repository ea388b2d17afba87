import type { DeclaredEvent } from './event.ts'
import type { Language } from './i18n.ts'

/** What somebody chooses a level for: notices that people think of together. */
export const families = [
  'mention',
  'comment',
  'reply',
  'follow',
  'all',
  'share',
  'invitation',
  'request',
  'membership',
  'group',
  'coming',
  'reminder',
] as const
export type Family = (typeof families)[number]

/**
 * A kind of notice, declared by the slice or tool of its events. Its SQL is folded into the few statements of
 * `server/foundation/notices`, which make, show, count and send the notices of all people at once. There, `l` is a line of
 * the change log, and `n` a notice with its item `i`, its container `c` and its group `w`, as far as they exist.
 */
export interface NoticeKind {
  /** As in columns and answers. */
  kind: string
  family: Family
  /** The events that it tells of. */
  of: readonly DeclaredEvent[] | ((event: DeclaredEvent) => boolean)
  /** Relations that the pieces below read, named once for all notices. */
  with?: Record<string, string>
  /** What is joined to the line: `join person p on …`. */
  join?: string
  where?: string
  /** The person who is told; whoever did it is not. */
  who: string
  /** What it is about; what happens to the same thing is one notice until it is read. */
  about: 'item' | 'space' | { id: string; item?: string; container?: string }
  /** What it counts, and shows the newest of: a comment, a person. Usually what it is about. */
  thing?: string
  /** Who did it; usually the actor of the line. */
  actor?: string
  /** What it says besides, as JSON; `name` is what the group was called then. */
  detail?: string
  /** How many of its things its person may see now. Of a notice about no thing in the space, it decides alone. */
  count?: string
  /** As long as this is so, it is shown. */
  while?: string
  /** It is about an item or a container in the trash. */
  trashed?: 'item' | 'container'
  /** Rights on the thing that it takes to be told (server/access/rights.ts); usually to view it. */
  needs?: number
  /** It comes when its person is outside: only what it was called then is said, and nobody's face (I1). */
  outside?: true
  /** Of other people in a group: no news where the group is archived or its notices are off. */
  ofOthers?: true
  /** What its person set for themselves, told by `tellOwn`: no line tells of it, and it is told also where the group is archived or its notices are off. */
  ofOneself?: true
  /** Of somebody at work: pushed and mailed once it has gone on for a while, not at every change. */
  inBursts?: true
  /** The beginning of what was written. */
  excerpt?: string
  /** As a sentence, in mails and on locked screens. */
  words: Record<Language, (told: Told) => string>
  /** Where it leads, as a path of the web UI; usually to the thing. */
  path?(to: { space: string; tool: string | null; about: string }): string
}

/** What a sentence may name. `group` and `thing` are in quotation marks. */
export interface Told {
  who: string
  group: string
  thing: string
  count: number
  role: string
}

/** Everything that a slice declares: its `notices.ts`, imported whole. */
export function noticesIn(slice: Record<string, unknown>): NoticeKind[] {
  return Object.values(slice).filter(isNotice)
}

function isNotice(value: unknown): value is NoticeKind {
  return typeof value === 'object' && value !== null && 'kind' in value && 'family' in value
}
