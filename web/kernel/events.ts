import type { LucideIcon } from 'lucide-react'
import type { Answer } from './doors.ts'
import type { Language } from './language.ts'

/** One line of a history. */
export type Act = Answer<'get', '/api/groups/{group}/history'>['items'][number]
export type Notice = Answer<'get', '/api/me/notices'>['items'][number]

/** What a field of a line says; of somebody in it, their name. */
export type Say = (field: string) => string
type Sentence = string | ((say: Say, act: Act) => string)

/** How one event of the server is told, by its kind. */
export type EventWords = {
  /** In a history: after the name of whoever did it, or, with `own`, as a sentence that has its own subject. */
  history?: Record<Language, Sentence> & { own?: true | ((say: Say) => boolean) }
  /** With its days below: from when, until when. */
  dates?: true
  /** What else is below it there. */
  lines?: Record<Language, (act: Act) => string[]>
  /** On Home: between the name of whoever did it and the thing; in French, where several did it, with *ont*. */
  home?: Record<Language, string>
}

/** What the sentence of a notice names. */
export type ToldNotice = { who: string; what: string; group: string; count: number; role: string }

/** How one kind of notice is told. */
export type NoticeWords = Record<Language, (notice: ToldNotice) => string> & {
  icon: LucideIcon
  /** Where it leads; usually to the thing. */
  href?: (notice: Notice, space: string) => string
}

/** How a slice or a tool tells its own events and notices, by their kinds; listed in app/events.ts, or part of the `WebTool`. */
export type ToldEvents = {
  events?: Record<string, EventWords>
  notices?: Record<string, NoticeWords>
}

let source: () => Promise<readonly ToldEvents[]> = () => Promise.resolve([])
let told: readonly ToldEvents[] = []

/** Where the words of all slices and tools are; fetched with the first page that tells of events. */
export function tellFrom(all: typeof source): void {
  source = all
}

/** A page that tells of events: its code comes with their words. */
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
