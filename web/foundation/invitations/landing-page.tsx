import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { suggestLanguage } from '../../kernel/door-language.ts'
import { useReader } from '../../kernel/language.ts'
import { useGo, useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { enter, sessionQuery } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useToolName } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { FieldGroup, Form, SideBySide, useForm } from '../../ui/form.tsx'
import { Menu } from '../../ui/menu.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { Note } from '../../ui/states.tsx'
import { words as uiWords } from '../../ui/words.ts'
import { words as governanceWords } from '../membership/governance-words.ts'
import { Facts } from '../groups/facts.tsx'
import { words as groupWords } from '../groups/words.ts'
import { words as seenWords } from '../people/seen-words.ts'
import { words as peopleWords } from '../people/words.ts'
import styles from './invitations.module.css'
import { Credited } from './credited.tsx'
import type { Offer } from './offer.ts'
import { words } from './words.ts'

/** J5: everything that a person needs to know before they accept or decline. */
export function LandingPage() {
  const w = useWords(words).landing
  const token = useParam('token')
  const offer = useQuery({
    ...load('/api/invitations/{token}', { path: { token } }),
    staleTime: 0,
  })
  const session = useQuery(sessionQuery)
  const [declined, setDeclined] = useState(false)
  if (declined) return <Declined />
  if (offer.isPending || session.isPending) return <TextSkeleton whole />
  if (offer.isError)
    return (
      <DoorPage title={w.deadTitle} lead={w.dead}>
        <div>
          <Button href={paths.home()}>{w.goHome}</Button>
        </div>
      </DoorPage>
    )
  return <OfferPage token={token} offer={offer.data} onDeclined={() => setDeclined(true)} />
}

type PartProps = { token: string; offer: Offer }

function OfferPage({ token, offer, onDeclined }: PartProps & { onDeclined: () => void }) {
  const w = useWords(words).landing
  const { group, organization, inviter } = offer
  const title = group ? w.title(group.name) : w.titleOrganization(organization.name)
  useTitle(title)
  useEffect(() => suggestLanguage(offer.language), [offer.language])
  return (
    <DoorPage title={title} lead={w.by(fullName(inviter), inviter.organization)}>
      {offer.message && (
        <figure className={styles.message}>
          <figcaption>
            <Avatar person={inviter} /> {w.message(fullName(inviter))}
          </figcaption>
          <blockquote>{offer.message}</blockquote>
        </figure>
      )}
      {group && (
        <p className={group.objective ? styles.objective : 'quiet'}>
          {group.objective || w.noObjective}
        </p>
      )}
      <Disclosure offer={offer} />
      <Credited credited={offer.credited} />
      <Answering token={token} offer={offer} onDeclined={onDeclined} />
    </DoorPage>
  )
}

function Disclosure({ offer }: { offer: Offer }) {
  const w = useWords(words).landing
  const roles = useWords(uiWords).roles
  const says = useWords(groupWords).people.roleSays
  const format = useFormat()
  const nameOf = useToolName()
  const seen = useWords(seenWords)
  const { group, groups, role, orgRole, starts, expiresAt } = offer
  const inside = group && [
    w.members(group.members - group.guests),
    group.guests > 0 ? w.guests(group.guests, format.list(group.guestOrganizations)) : w.noGuests,
  ]
  return (
    <>
      <Facts
        facts={[
          inside && [w.people, inside.join(', ')],
          group && [w.tools, format.list(group.tools.map(nameOf))],
          groups.length > 0 && [w.groups, format.list(groups)],
          [
            w.role,
            group && role !== 'member' ? `${roles[role]}. ${says[role]}` : roles[orgRole ?? role],
          ],
          starts !== null && [w.starts, format.date(starts)],
          [w.until, format.date(expiresAt)],
        ]}
      />
      <Note icon={Eye}>{group || groups.length > 0 ? seen.inGroups : seen.byColleagues}</Note>
    </>
  )
}

/** Accept, decline, or sign in first, depending on who is signed in. */
function Answering({ token, offer, onDeclined }: PartProps & { onDeclined: () => void }) {
  const w = useWords(words).landing
  const session = useQuery(sessionQuery).data
  const arrive = useArrival()
  const accept = useAct(
    () => send('post', '/api/invitations/{token}/acceptance', { path: { token }, body: {} }),
    { done: arrive },
  )
  const no = <Decline token={token} offer={offer} onDeclined={onDeclined} />
  if (offer.mine)
    return (
      <div className={styles.answers}>
        <Button look="primary" busy={accept.isPending} onClick={() => accept.mutate()}>
          {w.accept}
        </Button>
        {no}
      </div>
    )
  if (session)
    return (
      <>
        <Note tone="caution">{w.other(fullName(session.person), offer.email)}</Note>
        <div className={styles.answers}>
          <SignOut />
        </div>
      </>
    )
  if (offer.account === 'exists')
    return (
      <>
        <Note>{w.signInFirst(offer.email)}</Note>
        <div className={styles.answers}>
          <Button look="primary" href={paths.signIn(paths.invitation(token))}>
            {w.signIn}
          </Button>
          {no}
        </div>
      </>
    )
  return <SignUpForm token={token} offer={offer} decline={no} />
}

function SignOut() {
  const w = useWords(words).landing
  const leave = useAct(() => send('delete', '/api/session'), { done: () => void enter() })
  return (
    <Button look="primary" busy={leave.isPending} onClick={() => leave.mutate()}>
      {w.signOut}
    </Button>
  )
}

/** The link proves the address, so only a name and a password are needed. */
function SignUpForm({ token, offer, decline }: PartProps & { decline: ReactNode }) {
  const w = useWords(words).landing
  const p = useWords(peopleWords)
  const reader = useReader()
  const arrive = useArrival()
  const asGuest = offer.kind === 'group'
  const form = useForm({
    first: { firstName: '', lastName: '', company: '', password: '' },
    check: ({ firstName, lastName, password }) => ({
      ...(!firstName.trim() && { firstName: p.firstNameMissing }),
      ...(!lastName.trim() && { lastName: p.lastNameMissing }),
      ...(password.length < 10 && { password: p.passwordShort }),
    }),
    send: async ({ company, ...values }) => {
      const { language, timeZone } = reader
      const body = { ...values, ...(asGuest && { company }), language, timeZone }
      arrive(await send('post', '/api/invitations/{token}/acceptance', { path: { token }, body }))
    },
  })
  return (
    <Form form={form} verb={w.acceptVerb} cancel={decline}>
      <FieldGroup title={w.account}>
        <p className="quiet small">
          {w.accountSays(offer.email)} {asGuest && w.onlyThis}
        </p>
        <SideBySide>
          <TextField {...form.text('firstName')} label={p.firstName} autoComplete="given-name" />
          <TextField {...form.text('lastName')} label={p.lastName} autoComplete="family-name" />
        </SideBySide>
        {asGuest && (
          <TextField
            {...form.text('company')}
            label={w.company}
            help={w.companyHelp}
            autoComplete="organization"
            optional
          />
        )}
        <PasswordField
          {...form.text('password')}
          label={p.password}
          help={p.passwordHelp}
          autoComplete="new-password"
        />
      </FieldGroup>
    </Form>
  )
}

type DeclineProps = PartProps & { onDeclined: () => void }

function Decline({ token, offer, onDeclined }: DeclineProps) {
  const w = useWords(words).landing
  const decline = useAct(
    (block: boolean) =>
      send('post', '/api/invitations/{token}/declining', { path: { token }, body: { block } }),
    { done: onDeclined },
  )
  return (
    <>
      <Button busy={decline.isPending} onClick={() => decline.mutate(false)}>
        {w.decline}
      </Button>
      <Menu
        align="start"
        entries={[
          {
            label: w.block,
            second: w.blockSays(fullName(offer.inviter)),
            danger: true,
            run: () => decline.mutate(true),
          },
        ]}
      />
    </>
  )
}

function Declined() {
  const w = useWords(words).landing
  useTitle(w.declined)
  return (
    <DoorPage title={w.declined} lead={w.declinedSays}>
      <div>
        <Button href={paths.home()}>{w.goHome}</Button>
      </div>
    </DoorPage>
  )
}

type Accepted = { group: string | null; full: string[]; waiting: string[] }

/** Signs in and opens the group. */
function useArrival(): (accepted: Accepted) => void {
  const w = useWords(words).landing
  const go = useGo()
  const format = useFormat()
  const waits = useWords(governanceWords).waiting
  return ({ group, full, waiting }) => {
    if (full.length > 0) tell(w.full(format.list(full)), { seconds: 20 })
    if (waiting.length > 0) tell(waits(format.list(waiting)), { seconds: 20 })
    void enter().then(() => go(group ? paths.group(group) : paths.home(), { replace: true }))
  }
}
