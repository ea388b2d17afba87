import type { DeclaredEvent } from './event.ts'
import type { Language } from './i18n.ts'

/** Groups of kinds of notices: people choose one level for each family. */
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
 * the change log, and `n` a notice with its item `i`, its container `c` and its group `w`, where they exist.
 */
export interface NoticeKind {
  /** As in columns and answers. */
  kind: string
  family: Family
  /** The events that cause it. */
  of: readonly DeclaredEvent[] | ((event: DeclaredEvent) => boolean)
  /** Relations that the SQL below reads, defined once for all notices. */
  with?: Record<string, string>
  /** Joins to the line: `join person p on …`. */
  join?: string
  where?: string
  /** The recipient; the actor receives none. */
  who: string
  /** Its subject: all events about the same subject are one notice until it is read. */
  about: 'item' | 'space' | { id: string; item?: string; container?: string }
  /** The things it counts, of which it shows the newest: a comment, a person. Usually its subject. */
  thing?: string
  /** The actor; usually the actor of the line. */
  actor?: string
  /** Additional detail, as JSON; `name` is the name of the group at that time. */
  detail?: string
  /**
   * How many of its things the recipient may see now. For a notice about no thing in the space, this alone decides whether
   * it is shown.
   */
  count?: string
  /** A condition: the notice is shown only while it holds. */
  while?: string
  /** It is about an item or a container in the trash. */
  trashed?: 'item' | 'container'
  /** The rights on the thing that a recipient needs (server/access/rights.ts); usually the right to view it. */
  needs?: number
  /** The recipient is outside the group: it names the group as it was called then, and shows no actor (I1). */
  outside?: true
  /** About other people in a group: not sent where the group is archived or its notices are off. */
  ofOthers?: true
  /**
   * Something that the recipient set for themselves, sent by `tellOwn`: no line of the log causes it, and it is sent even
   * where the group is archived or its notices are off.
   */
  ofOneself?: true
  /** About somebody at work: pushed and mailed after a while, not at every change. */
  inBursts?: true
  /** The beginning of the text that somebody wrote. */
  excerpt?: string
  /** The notice as a sentence, in mails and on lock screens. */
  words: Record<Language, (told: Told) => string>
  /**
   * The sentence about several items of one act (`Context.act`). With it, the items of an act are one notice about the act;
   * where its person may see one of them only, it is an ordinary notice about that one.
   */
  many?: Record<Language, (told: ToldMany) => string>
  /** The path of the web UI that it links to; usually that of the thing. */
  path?(to: { space: string; tool: string | null; about: string }): string
}

/** The values that a sentence may name. `group` and `thing` are in quotation marks. */
export interface Told {
  who: string
  group: string
  thing: string
  count: number
  role: string
}

/** The same for several items of one act. */
export interface ToldMany {
  who: string
  /** In the words of their kind: *12 notes*. */
  things: string
  /** Where the act put them, in quotation marks, if the recipient may see it. */
  place: string | undefined
  /** The kind of the event. */
  event: string
}

/** All notices that a slice declares, from its imported `notices.ts`. */
export function noticesIn(slice: Record<string, unknown>): NoticeKind[] {
  return Object.values(slice).filter(isNotice)
}

function isNotice(value: unknown): value is NoticeKind {
  return typeof value === 'object' && value !== null && 'kind' in value && 'family' in value
}
