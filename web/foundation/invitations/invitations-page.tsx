import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { startOfDayIn } from '../../kernel/days.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { queries } from '../../kernel/queries.ts'
import { useSpace } from '../../kernel/session.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Badge, RoleBadge } from '../../ui/badges.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import { bring } from '../groups/bring.ts'
import type { GivenRole, Outcome, Picked } from '../groups/bring.ts'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import { Outcomes } from '../groups/outcomes.tsx'
import { PeopleField } from '../groups/people-field.tsx'
import { PendingLine, PendingLines } from '../groups/pending-lines.tsx'
import { RoleSelect } from '../groups/role-select.tsx'
import { StartField } from '../groups/start-field.tsx'
import { words as groupWords } from '../groups/words.ts'
import { words } from './words.ts'

type Pending = Answer<'get', '/api/groups/{group}/invitations'>['items'][number]

export function InvitationsPage() {
  return <WithGroup>{(group) => <Invitations group={group} />}</WithGroup>
}

/** M4, M5: invites several people at once, and lists unanswered invitations. */
function Invitations({ group }: { group: Group }) {
  const w = useWords(words).page
  return (
    <GroupPage group={group} title={w.title}>
      {group.may.invite ? (
        <>
          <Section title={w.invite}>
            <InviteForm group={group} />
          </Section>
          <PendingList group={group} />
        </>
      ) : (
        <Note>{w.mayNot}</Note>
      )}
    </GroupPage>
  )
}

type Values = { people: readonly Picked[]; role: GivenRole; message: string; starts: string }
const empty: Values = { people: [], role: 'member', message: '', starts: '' }

function InviteForm({ group }: { group: Group }) {
  const w = useWords(words).page
  const p = useWords(groupWords).people
  const { timeZone } = useReader()
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const form = useForm<Values>({
    first: empty,
    draft: `invite-${group.id}`,
    check: ({ people }) => ({ ...(people.length === 0 && { people: w.nobody }) }),
    send: async ({ people, role, message, starts: day }) => {
      const starts = startOfDayIn(day, timeZone)
      setOutcomes(await bring(group, people, { role, message, language: group.language, starts }))
    },
    done: () => {
      form.reset(empty)
      void queries.invalidateQueries({ queryKey: [group.id] })
    },
  })
  const guests = group.capacity?.guestsAllowed ?? group.settings?.guestsAllowed
  const { people, role } = form.values
  return (
    <>
      {outcomes.length > 0 && <Outcomes outcomes={outcomes} />}
      <Form form={form} verb={w.verb(people.length)}>
        <Fullness group={group} />
        {guests === false && <Note>{w.guestsNo}</Note>}
        <PeopleField
          value={people}
          onChange={(next) => form.set({ people: next })}
          error={form.errors['people']}
          label={w.who}
          help={group.may.add ? `${p.help} ${w.added}` : p.help}
        />
        {group.role === 'administrator' && (
          <RoleSelect value={role} onChange={(next) => form.set({ role: next })} />
        )}
        <StartField {...form.text('starts')} />
        <TextArea
          {...form.text('message')}
          label={p.message}
          help={p.messageHelp}
          maxLength={2000}
          optional
        />
      </Form>
    </>
  )
}

/** O7: says that a group is full before anybody is invited, not afterwards. */
function Fullness({ group: { id, capacity } }: { group: Group }) {
  const w = useWords(words).page
  const isGuest = useSpace(id)?.guest
  if (!capacity) return null
  const { used, allowed } = capacity.members
  if (used < allowed) return null
  return (
    <Note tone="caution" icon={TriangleAlert}>
      {isGuest ? w.fullForGuests(used) : w.full(used, allowed, fullName(capacity.planOf))}
    </Note>
  )
}

function PendingList({ group }: { group: Group }) {
  const w = useWords(words).page
  const pending = useQuery(load('/api/groups/{group}/invitations', { path: { group: group.id } }))
  return (
    <Section title={w.pending} count={pending.data?.items.length}>
      {pending.isPending && <ListSkeleton rows={3} />}
      {pending.isError && (
        <ErrorState error={pending.error} onRetry={() => void pending.refetch()} />
      )}
      {pending.data?.items.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {pending.data && pending.data.items.length > 0 && (
        <PendingLines label={w.pending}>
          {pending.data.items.map((one) => (
            <PendingRow key={one.id} group={group} pending={one} />
          ))}
        </PendingLines>
      )}
    </Section>
  )
}

function PendingRow({ group, pending }: { group: Group; pending: Pending }) {
  const w = useWords(words).page
  const format = useFormat()
  const { id, email, role, starts, message, invitedBy, timesSent, lastSentAt, expiresAt } = pending
  const path = { group: group.id, invitation: id }
  const refresh = [[group.id]]
  const [now] = useState(() => Date.now())
  const expired = new Date(expiresAt).getTime() < now
  const resend = useAct(
    () => send('post', '/api/groups/{group}/invitations/{invitation}/resending', { path }),
    { refresh, done: () => tell(w.resent(email), { tone: 'success' }) },
  )
  const inviteAgain = useAct(
    () =>
      send('post', '/api/groups/{group}/invitations', {
        path: { group: group.id },
        body: { people: [{ email, role }], message, ...(starts && { starts }) },
      }),
    { refresh, done: () => tell(w.again(email)) },
  )
  const withdraw = useAct(
    () => send('delete', '/api/groups/{group}/invitations/{invitation}', { path }),
    { refresh, done: () => tellUndo(w.withdrawn(email), () => inviteAgain.mutate()) },
  )
  const story = [
    `${w.sent(timesSent)} ${w.by(fullName(invitedBy))}`,
    `${w.last} ${format.relative(lastSentAt)}`,
    starts && w.from(format.date(starts)),
    !expired && w.until(format.date(expiresAt)),
  ]
  return (
    <PendingLine
      email={email}
      story={story.filter(Boolean).join(' · ')}
      badges={
        <>
          {expired && <Badge tone="caution">{w.expired}</Badge>}
          {role !== 'member' && <RoleBadge role={role} />}
        </>
      }
      resend={resend}
      withdraw={withdraw}
    />
  )
}
