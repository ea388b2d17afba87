import type { LucideIcon } from 'lucide-react'
import type { Answer } from './doors.ts'
import type { Language } from './language.ts'

/** One line of a history. */
export type Act = Answer<'get', '/api/groups/{group}/history'>['items'][number]
export type Notice = Answer<'get', '/api/me/notices'>['items'][number]

/** The text of a field of a line; for a person, their name. */
export type Say = (field: string) => string
type Sentence = string | ((say: Say, act: Act) => string)

/** The sentences for one kind of event. */
export type EventWords = {
  /** In a history: follows the name of the person who did it; with `own`, a sentence with its own subject. */
  history?: Record<Language, Sentence> & { own?: true | ((say: Say) => boolean) }
  /** Shows its dates below: from when, until when. */
  dates?: true
  /** Further lines below it. */
  lines?: Record<Language, (act: Act) => string[]>
  /** On Home: between the name of the person who did it and the thing; in French, after several people, with *ont*. */
  home?: Record<Language, string>
}

/** The values that the sentence of a notice can contain. */
export type ToldNotice = { who: string; what: string; group: string; count: number; role: string }

/** The same for several items of one act: *12 notes*, and where it put them, if the reader may see that. */
export type ToldMany = { who: string; things: string; place: string | undefined; event: string }

/** The sentence for one kind of notice. */
export type NoticeWords = Record<Language, (notice: ToldNotice) => string> & {
  /** Where the items of one act are one notice. */
  many?: Record<Language, (notice: ToldMany) => string>
  icon: LucideIcon
  /** Its link; by default to the thing. */
  href?: (notice: Notice, space: string) => string
}

/**
 * The words of a slice or a tool for its own events and notices, by kind; listed in app/events.ts, or part of the `WebTool`.
 */
export type ToldEvents = {
  events?: Record<string, EventWords>
  notices?: Record<string, NoticeWords>
}

let source: () => Promise<readonly ToldEvents[]> = () => Promise.resolve([])
let told: readonly ToldEvents[] = []

/** Sets the loader for the words of all slices and tools, called by the first page that shows events. */
export function tellFrom(all: typeof source): void {
  source = all
}

/** Loads the code of a page that shows events together with their words. */
export async function withEvents<Page>(page: () => Promise<Page>): Promise<Page> {
  const [code, all] = await Promise.all([page(), source()])
  told = all
  return code
}

export function eventWords(kind: string): EventWords | undefined {
  return told.find(({ events }) => events?.[kind])?.events?.[kind]
}

export function noticeWords(kind: string): NoticeWords | undefined {
  return told.find(({ notices }) => notices?.[kind])?.notices?.[kind]
}

/** Reads the fields of a line. */
export function sayOf(detail: Act['detail']): Say {
  return (field) => {
    const value = detail[field]
    if (typeof value === 'string' || typeof value === 'number') return `${value}`
    if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').join(', ')
    const { name } = record(value)
    return typeof name === 'string' ? name : ''
  }
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
