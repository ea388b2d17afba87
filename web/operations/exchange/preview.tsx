import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { cut } from '../../../server/kernel/plain-text.ts'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge, RoleBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/choice.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './exchange.module.css'
import type { Imported } from './imported.ts'
import { words } from './words.ts'

type PreviewProps = { imported: Imported; onGone: () => void }
type Found = NonNullable<Imported['preview']>

/** The group that an archive would become, and the decision. */
export function Preview({ imported, onGone }: PreviewProps) {
  const w = useWords(words)
  const format = useFormat()
  const { preview, problem } = imported
  const invitable = useInvitable(preview)
  const [invite, setInvite] = useState<string[]>(imported.invite)
  useTitle(w.importTitle)
  if (!preview) return null
  return (
    <Page
      title={w.previewTitle(preview.name)}
      lead={w.previewFrom(format.dateTime(preview.exportedAt), preview.exportedBy)}
      width="reading"
    >
      {problem && (
        <div role="alert">
          <Note tone="danger">{problem.message}</Note>
        </div>
      )}
      <Note
        tone={preview.sealed ? 'success' : 'caution'}
        icon={preview.sealed ? ShieldCheck : ShieldAlert}
      >
        {preview.sealed ? w.sealed : w.unsealed}
      </Note>
      <Confirmation imported={imported} name={preview.name} invite={invite} onGone={onGone} />
      <Members preview={preview} {...{ invitable, invite, setInvite }} />
      <Content preview={preview} />
      <Different preview={preview} />
    </Page>
  )
}

/** The addresses of everybody who was in it, except the reader, each once. */
function useInvitable(preview: Imported['preview']): string[] {
  const { email: own } = useMe().person
  const addresses = (preview?.members ?? []).map(({ email }) => email)
  return [...new Set(addresses)].filter((email) => email !== '' && email !== own)
}

type ConfirmationProps = PreviewProps & { name: string; invite: string[] }

function Confirmation({ imported, name, invite, onGone }: ConfirmationProps) {
  const w = useWords(words)
  const path = { import: imported.id }
  const query = load('/api/group-imports/{import}', { path })
  const drop = useAct(() => send('delete', '/api/group-imports/{import}', { path }), {
    refresh: [load('/api/group-imports').queryKey],
    done: () => {
      tell(w.thrownAway)
      onGone()
    },
  })
  const form = useForm({
    first: { name: cut(imported.name ?? name, 80) },
    send: async (values) => {
      const body = { ...values, invite }
      const now = await send('post', '/api/group-imports/{import}/confirmation', { path, body })
      queries.setQueryData(query.queryKey, now)
    },
  })
  return (
    <Form
      form={form}
      verb={invite.length > 0 ? w.confirmInviting(invite.length) : w.confirm}
      cancel={
        <Button look="quiet" busy={drop.isPending} onClick={() => drop.mutate()}>
          {w.throwAway}
        </Button>
      }
    >
      <TextField {...form.text('name')} label={w.name} maxLength={80} autoComplete="off" />
    </Form>
  )
}

function Content({ preview: { counts } }: { preview: Found }) {
  const w = useWords(words)
  const format = useFormat()
  const shown = ['items', 'containers', 'comments', 'files'] as const
  return (
    <Section title={w.content}>
      <ul className={styles.counts}>
        {shown.map((what) => (
          <li key={what}>{w.counts[what](counts[what])}</li>
        ))}
        <li className="quiet">{w.unpacked(format.size(counts.bytes))}</li>
      </ul>
    </Section>
  )
}

function Different({ preview: { leftOut } }: { preview: Found }) {
  const w = useWords(words)
  const format = useFormat()
  if (leftOut.length === 0) return null
  return (
    <Section title={w.leftOut}>
      <ul className={styles.different}>
        {leftOut.map(({ what, count, names }) => (
          <li key={what}>
            {what === 'history' ? w.left.history : w.left[what](count, format.list(names))}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The page lists no more people than this; the others are imported all the same. */
const mostShown = 100

interface Choosing {
  invitable: string[]
  invite: string[]
  setInvite: (addresses: string[]) => void
}

/** The people who were in it, and a choice of those to invite: nobody becomes a member without accepting (M4). */
function Members({ preview, invitable, invite, setInvite }: Choosing & { preview: Found }) {
  const w = useWords(words)
  const { members, membersTotal } = preview
  const shown = members.slice(0, mostShown)
  const more = Math.max(members.length, membersTotal) - shown.length
  return (
    <Section title={w.members} count={membersTotal} help={w.membersHelp}>
      {invitable.length > 0 && (
        <Check
          label={w.inviteAll(invitable.length)}
          checked={invite.length === invitable.length}
          mixed={invite.length > 0 && invite.length < invitable.length}
          onChange={(all) => setInvite(all ? invitable : [])}
        />
      )}
      <ul className={styles.members} aria-label={w.members}>
        {shown.map((member, place) => (
          <MemberRow key={place} {...{ member, invitable, invite, setInvite }} />
        ))}
        {more > 0 && <li className="quiet">{w.more(more)}</li>}
      </ul>
    </Section>
  )
}

type MemberRowProps = Choosing & { member: Found['members'][number] }

function MemberRow({ member, invitable, invite, setInvite }: MemberRowProps) {
  const w = useWords(words)
  const { name, email, role, here } = member
  const said = (
    <>
      {name} <span className="quiet">{email || w.noAddress}</span>
    </>
  )
  const others = invite.filter((each) => each !== email)
  return (
    <li className={styles.member}>
      <span>
        {invitable.includes(email) ? (
          <Check
            label={said}
            checked={invite.includes(email)}
            onChange={(yes) => setInvite(yes ? [...others, email] : others)}
          />
        ) : (
          said
        )}
      </span>
      {role === null && <Badge>{w.hadLeft}</Badge>}
      {role !== null && role !== 'member' && <RoleBadge role={role} />}
      {here && <Badge tone="success">{w.here}</Badge>}
    </li>
  )
}
