import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { keyOf, load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { words as uiWords } from '../../ui/words.ts'
import { GroupPage, WithGroup } from './group-frame.tsx'
import type { Group } from './group.ts'
import styles from './groups.module.css'
import { words as historyWords } from './history-words.ts'
import { useToolName } from './settings-fields.tsx'
import { words } from './words.ts'

type Act = Answer<'get', '/api/groups/{group}/history'>['items'][number]

export function HistoryPage() {
  return <WithGroup>{(group) => <History group={group} />}</WithGroup>
}

/** M3: acts of governance and membership, newest first. */
function History({ group }: { group: Group }) {
  const w = useWords(historyWords)
  const history = useHistory(group.id)
  const acts = history.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <GroupPage group={group} title={w.title} lead={w.lead}>
      {history.isPending && <ListSkeleton rows={8} />}
      {history.isError && (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      )}
      {history.data && acts.length === 0 && <EmptyState>{w.none}</EmptyState>}
      <ul className={styles.history}>
        {acts.map((act) => (
          <ActLine key={act.seq} act={act} />
        ))}
      </ul>
      {history.hasNextPage && (
        <div>
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      )}
    </GroupPage>
  )
}

function useHistory(group: string) {
  const path = '/api/groups/{group}/history'
  return useInfiniteQuery({
    queryKey: [...keyOf(path, { path: { group } }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, {
        path: { group },
        query: pageParam ? { after: pageParam } : {},
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
  })
}

/** What somebody else did is told after their name; what a person did themselves names them already. */
function ActLine({ act }: { act: Act }) {
  const w = useWords(historyWords)
  const format = useFormat()
  const { own, text } = useTold(act)
  const actor = act.actor ? fullName(act.actor) : w.somebody
  return (
    <li>
      {act.actor ? <Avatar person={act.actor} /> : <span />}
      <div>
        <p>
          {!own && <strong>{actor} </strong>}
          {text}
        </p>
        <Details act={act} />
      </div>
      <time dateTime={act.at}>{format.dateTime(act.at)}</time>
    </li>
  )
}

/** Whether the sentence has its own subject, and the sentence. */
function useTold({ kind, detail }: Act): { own: boolean; text: ReactNode } {
  const w = useWords(historyWords)
  const roles: Partial<Record<string, string>> = useWords(uiWords).roles
  const say = text(detail)
  const acts = w.acts
  const subject = (sentence: string) => ({ own: true, text: sentence })
  const verb = (sentence: string) => ({ own: false, text: sentence })
  switch (kind) {
    case 'group.created':
      return verb(acts['group.created'](say('name')))
    case 'group.renamed':
      return verb(acts['group.renamed'](say('from'), say('to')))
    case 'group.changed':
    case 'group.picture-changed':
    case 'group.archived':
    case 'group.unarchived':
    case 'group.deleted':
    case 'group.restored':
      return verb(acts[kind])
    case 'group.nested':
      return verb(acts['group.nested'](say('name'), Number(detail['people'])))
    case 'group.unnested':
    case 'group.put-into':
    case 'group.taken-out-of':
    case 'member.removed':
    case 'request.approved':
    case 'request.declined':
      return verb(acts[kind](say('name')))
    case 'member.dates-changed':
    case 'member.renewed':
    case 'successor.named':
      return verb(acts[kind](say('name')))
    case 'successor.forgotten':
      return verb(acts[kind])
    case 'member.sponsor-changed':
      return verb(acts[kind](say('name'), nameIn(detail['sponsor'])))
    case 'member.left':
    case 'member.ended':
    case 'member.role-ended':
    case 'successor.asked':
    case 'successor.declined':
    case 'request.made':
    case 'request.withdrawn':
      return subject(acts[kind](say('name')))
    case 'member.joined':
      return joined(acts['member.joined'], detail)
    case 'member.all-removed':
      return verb(acts['member.all-removed'](Number(detail['people'])))
    case 'member.role-changed':
      return verb(acts['member.role-changed'](say('name'), roles[say('to')] ?? say('to')))
    case 'member.handed-over':
      return subject(acts['member.handed-over'](nameIn(detail['from']), nameIn(detail['to'])))
    case 'invitation.declined':
      return subject(acts['invitation.declined'](say('email')))
    case 'invitation.sent':
    case 'invitation.resent':
    case 'invitation.withdrawn':
      return verb(acts[kind](say('email')))
    default:
      return verb(w.unknown)
  }
}

type Joined = (typeof historyWords)['en']['acts']['member.joined']

function joined(w: Joined, detail: Act['detail']): { own: boolean; text: string } {
  const name = text(detail)('name')
  const how = text(detail)('how')
  if (how === 'created') return { own: false, text: w.created }
  if (how === 'added') return { own: false, text: w.added(name) }
  if (how === 'approved') return { own: false, text: w.approved(name) }
  if (how === 'invited') return { own: true, text: w.invited(name) }
  if (how === 'through-group')
    return { own: true, text: w['through-group'](name, nameIn(detail['via'])) }
  return { own: true, text: w.joined(name) }
}

/** Of changed settings each with before and after; of a refusal its reason. */
function Details({ act: { detail } }: { act: Act }) {
  const w = useWords(historyWords)
  const say = useSetting()
  const fields = Object.entries(record(detail['fields']))
  const reason = text(detail)('reason')
  if (reason) return <p className="quiet small">{reason}</p>
  if (fields.length === 0) return null
  const names: Partial<Record<string, string>> = w.fields
  return (
    <ul>
      {fields.map(([field, change]) => {
        const { from, to } = record(change)
        return (
          <li key={field}>{w.changed(names[field] ?? field, say(field, from), say(field, to))}</li>
        )
      })}
    </ul>
  )
}

/** A value of a setting, as the settings page calls it. */
function useSetting(): (field: string, value: unknown) => string {
  const h = useWords(historyWords)
  const s = useWords(words).settings
  const d = useWords(words).describe
  const format = useFormat()
  const toolName = useToolName()
  const options: Partial<Record<string, Partial<Record<string, string>>>> = {
    listed: s.listedOptions,
    joining: s.joiningOptions,
    whoInvites: s.whoInvitesOptions,
    activity: { business: d.business, other: d.other },
  }
  return (field, value) => {
    if (value === null || value === '' || value === undefined) return h.nothing
    if (typeof value === 'boolean') return value ? h.yes : h.no
    if (Array.isArray(value))
      return value.length ? format.list(value.map((one) => toolName(`${one}`))) : h.nothing
    if (field === 'defaultRights') return rightsOf(Number(value), s.rights)
    return options[field]?.[`${value as string}`] ?? `${value as string}`
  }
}

const levelBits = {
  1: 'busy',
  3: 'reader',
  7: 'contributor',
  15: 'editor',
  23: 'curator',
  63: 'full',
} as const

function rightsOf(bits: number, names: Record<(typeof levelBits)[keyof typeof levelBits], string>) {
  const level = levelBits[bits as keyof typeof levelBits]
  return level ? names[level] : `${bits}`
}

function text(detail: Act['detail']): (name: string) => string {
  return (name) => (typeof detail[name] === 'string' ? detail[name] : '')
}

function nameIn(value: unknown): string {
  const { name } = record(value)
  return typeof name === 'string' ? name : ''
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
