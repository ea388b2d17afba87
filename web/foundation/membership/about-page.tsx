import { useQuery } from '@tanstack/react-query'
import { Clock, Eye, MailOpen, MessageSquareX } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useGo, useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useToolName } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import { AccessBadge } from '../groups/access-note.tsx'
import { Facts } from '../groups/facts.tsx'
import type { Group } from '../groups/group.ts'
import { groupQuery } from '../groups/group.ts'
import styles from '../groups/groups.module.css'
import { words as groupWords } from '../groups/words.ts'
import { ConsentNote } from './consent.tsx'
import { words as seenWords } from '../people/seen-words.ts'
import { words as directoryWords } from './directory-words.ts'
import { SeatNotes } from './seat.tsx'
import { words } from './words.ts'

/** A group seen from outside: its description, who runs it, and what members would see of the reader (J3, J5). */
export function AboutPage() {
  const w = useWords(groupWords)
  const group = useQuery(groupQuery(useParam('group')))
  if (group.isPending) return <TextSkeleton whole />
  if (group.isError)
    return (
      <Page title={w.group} width="reading">
        <ErrorState error={group.error} home={paths.directory()} />
      </Page>
    )
  return <About group={group.data} />
}

export function About({ group }: { group: Group }) {
  const w = useWords(words).about
  const seen = useWords(seenWords)
  const d = useWords(directoryWords)
  useTitle(group.name)
  return (
    <Page
      width="reading"
      above={<a href={paths.directory()}>{useWords(words).directory.title}</a>}
      title={
        <span className={styles.titled}>
          <SpaceMark space={group} size={32} /> {group.name}
        </span>
      }
      primary={<WayIn group={group} />}
    >
      <Standing group={group} />
      <Section title={w.objective}>
        <p className={group.objective ? styles.objective : 'quiet'}>
          {group.objective || w.noObjective}
        </p>
      </Section>
      <Outline group={group} />
      {comesIn(group) && (
        <Section title={w.seesTitle}>
          <Note icon={Eye}>
            <p>{seen.inGroups}</p>
            <p>{d.toolsSay}</p>
          </Note>
        </Section>
      )}
    </Page>
  )
}

/** People who govern read it too, where they could become members themselves (J5). */
function comesIn({ may, myInvitation }: Group): boolean {
  if (may.enter) return false
  return !may.govern || may.join || may.askToJoin || may.comeThrough || myInvitation !== null
}

/** The one action available here. */
function WayIn({ group }: { group: Group }) {
  const w = useWords(words).about
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const join = useAct(
    () => send('post', '/api/groups/{group}/join', { path: { group: group.id } }),
    {
      refresh: [[group.id]],
      done: () => {
        tell(w.joined(group.name), { tone: 'success' })
        void queries
          .invalidateQueries({ queryKey: sessionQuery.queryKey })
          .then(() => go(paths.group(group.id)))
      },
    },
  )
  const { may } = group
  if (may.join)
    return (
      <Button look="primary" busy={join.isPending} onClick={() => join.mutate()}>
        {w.join}
      </Button>
    )
  if (may.enter)
    return (
      <Button look="primary" href={paths.group(group.id)}>
        {w.open}
      </Button>
    )
  if (may.askToJoin && !group.myRequest)
    return (
      <>
        <Button look="primary" onClick={() => setAsking(true)}>
          {w.ask}
        </Button>
        {asking && <AskDialog group={group} onClose={() => setAsking(false)} />}
      </>
    )
  if (may.govern) return <Button href={paths.members(group.id)}>{w.govern}</Button>
  return null
}

/** My relation to this group: invited, waiting, governing, or without a way in. */
function Standing({ group }: { group: Group }) {
  const w = useWords(words).about
  const format = useFormat()
  const withdraw = useAct(
    () => send('delete', '/api/groups/{group}/join-requests/mine', { path: { group: group.id } }),
    { refresh: [[group.id]], done: () => tell(w.withdrawn) },
  )
  const { may, myRequest, myInvitation, myRefusal } = group
  const d = useWords(directoryWords)
  if (myInvitation)
    return (
      <Note tone="accent" icon={MailOpen}>
        {w.invited} <a href={paths.home()}>{w.seeInvitation}</a>
      </Note>
    )
  if (myRequest)
    return (
      <Note tone="accent" icon={Clock}>
        <p>{w.asked(format.relative(myRequest.createdAt))}</p>
        <Button small busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {w.withdraw}
        </Button>
      </Note>
    )
  if (may.enter) return null
  return (
    <>
      {group.myConsent && <ConsentNote id={group.id} name={group.name} {...group.myConsent} />}
      {myRefusal && (
        <Note icon={MessageSquareX}>
          <p>{d.refused(format.relative(myRefusal.at))}</p>
          <p>
            {myRefusal.reason ? `${d.requests.reason} ${myRefusal.reason}` : d.requests.noReason}
          </p>
        </Note>
      )}
      {may.govern && (
        <Note>
          <strong>{w.governTitle}.</strong> {w.governSays}
        </Note>
      )}
      <SeatNotes group={group} />
      {!may.join && !may.askToJoin && !may.govern && !group.myConsent && (
        <Note>{w.invitationOnly}</Note>
      )}
    </>
  )
}

function Outline({ group }: { group: Group }) {
  const w = useWords(words).about
  const g = useWords(groupWords)
  const format = useFormat()
  const { administrator } = group
  const d = useWords(directoryWords)
  const nameOf = useToolName()
  const guests =
    group.guests > 0
      ? w.guestsFrom(group.guests, format.list(group.guestOrganizations))
      : w.noGuests
  return (
    <Facts
      facts={[
        [
          w.administrator,
          <span key="administrator" className={styles.person}>
            <Avatar person={administrator} />
            <span>
              {fullName(administrator)}
              {administrator.email && (
                <>
                  {' · '}
                  <a href={`mailto:${administrator.email}`}>{administrator.email}</a>
                </>
              )}
            </span>
          </span>,
        ],
        [
          w.access,
          <span key="access">
            <AccessBadge level={group.accessLevel} /> {g.levels[group.accessLevel].says}
          </span>,
        ],
        [w.people, g.members(group.members - group.guests)],
        [w.guests, guests],
        [w.sector, group.sector],
        [d.tools, group.tools.length > 0 && format.list(group.tools.map(nameOf))],
      ]}
    />
  )
}

function AskDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const w = useWords(words).about
  const seen = useWords(seenWords)
  const cancel = useWords(words).members.cancel
  const form = useForm({
    first: { message: '' },
    draft: `ask-${group.id}`,
    send: (body) =>
      send('post', '/api/groups/{group}/join-requests', { path: { group: group.id }, body }),
    done: () => {
      onClose()
      void queries.invalidateQueries({ queryKey: [group.id] })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.ask}>
      <Form form={form} verb={w.askVerb} cancel={<Button onClick={onClose}>{cancel}</Button>}>
        <TextArea
          {...form.text('message')}
          label={w.message}
          help={w.messageHelp}
          maxLength={2000}
          optional
        />
        <Note icon={Eye}>{seen.inGroups}</Note>
      </Form>
    </Dialog>
  )
}
