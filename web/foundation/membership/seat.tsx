import { useQuery } from '@tanstack/react-query'
import { Crown } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { queries } from '../../kernel/queries.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Note } from '../../ui/states.tsx'
import type { Group } from '../groups/group.ts'
import { words } from './governance-words.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'
import styles from './membership.module.css'

type Seat = Answer<'get', '/api/groups/{group}/successor'>
type Question = NonNullable<Seat['question']>

/** M1, M3: the future of the administrator's seat, for people who administer or govern the group. */
export function SeatNotes({ group }: { group: Group }) {
  const oversees = group.role === 'administrator' || group.may.govern
  const seat = useQuery({
    ...load('/api/groups/{group}/successor', { path: { group: group.id } }),
    enabled: oversees,
  })
  if (!oversees || !seat.data) return null
  const { question, offer, acts } = seat.data
  return (
    <>
      {question?.mine && <AskedWhether group={group} question={question} />}
      {offer && !offer.mine && <WaitingOffer group={group} offer={offer} />}
      {group.may.questionSeat && (
        <Governing group={group} question={question} acts={acts === true} />
      )}
    </>
  )
}

/** The administrator answers in one click. */
function AskedWhether({ group, question }: { group: Group; question: Question }) {
  const w = useWords(words).question
  const format = useFormat()
  const answer = useAct(
    () => send('post', '/api/groups/{group}/seat-question/answer', { path: { group: group.id } }),
    { refresh: [[group.id]], done: () => tell(w.answered, { tone: 'success' }) },
  )
  return (
    <section aria-label={w.title}>
      <Note tone="caution" icon={Crown}>
        <div className={styles.asked}>
          <strong>{w.title}</strong>
          <p>{w.mine(fullName(question.askedBy), format.date(question.dueAt))}</p>
          {question.reason && <blockquote className={styles.message}>{question.reason}</blockquote>}
          <div className={styles.buttons}>
            <Button look="primary" busy={answer.isPending} onClick={() => answer.mutate()}>
              {w.yes}
            </Button>
          </div>
        </div>
      </Note>
    </section>
  )
}

type WaitingOfferProps = { group: Group; offer: NonNullable<Seat['offer']> }

function WaitingOffer({ group, offer }: WaitingOfferProps) {
  const w = useWords(words).offer
  const format = useFormat()
  const name = fullName(offer.person)
  const withdraw = useAct(
    () => send('delete', '/api/groups/{group}/hand-over', { path: { group: group.id } }),
    { refresh: [[group.id]], done: () => tell(w.withdrawn) },
  )
  return (
    <Note tone="accent" icon={Crown}>
      <div className={styles.asked}>
        <p>{w.waits(name, format.date(offer.expiresAt))}</p>
        {!offer.ok && <p>{w.short(name)}</p>}
        <div className={styles.buttons}>
          <Button busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
            {w.withdraw}
          </Button>
        </div>
      </div>
    </Note>
  )
}

type GoverningProps = { group: Group; question: Question | null; acts: boolean }

/** People who govern ask first; they choose another administrator only where nobody acts as one (M3). */
function Governing({ group, question, acts }: GoverningProps) {
  const w = useWords(words).question
  const format = useFormat()
  const [opened, setOpened] = useState<'ask' | 'choose'>()
  const name = fullName(group.administrator)
  const said = question
    ? (acts ? w.waits : w.late)(name, format.date(question.dueAt))
    : acts
      ? undefined
      : w.nobody
  const close = () => setOpened(undefined)
  return (
    <div className={styles.asked}>
      {said && (
        <Note tone={acts ? 'accent' : 'caution'} icon={Crown}>
          {said}
        </Note>
      )}
      <div className={styles.buttons}>
        {acts && !question && <Button onClick={() => setOpened('ask')}>{w.ask(name)}</Button>}
        {!acts && <Button onClick={() => setOpened('choose')}>{w.choose}</Button>}
      </div>
      {opened === 'ask' && <AskDialog group={group} onClose={close} />}
      {opened === 'choose' && <HandOverDialog group={group} onClose={close} />}
    </div>
  )
}

function AskDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { question: w, cancel } = useWords(words)
  const name = fullName(group.administrator)
  const form = useForm({
    first: { reason: '' },
    send: (body) =>
      send('post', '/api/groups/{group}/seat-question', { path: { group: group.id }, body }),
    done: () => {
      void queries.invalidateQueries({ queryKey: [group.id] })
      tell(w.asked(name), { tone: 'success' })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.askTitle(name)}>
      <p>{w.askSays(name)}</p>
      <Form form={form} verb={w.verb} cancel={<Button onClick={onClose}>{cancel}</Button>}>
        <TextArea
          {...form.text('reason')}
          label={w.reason}
          help={w.reasonHelp}
          maxLength={2000}
          optional
        />
      </Form>
    </Dialog>
  )
}
