import { BadgeCheck, LockOpen } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton, DialogFoot } from '../../ui/dialog-foot.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Note as Remark } from '../../ui/states.tsx'
import type { Item } from '../items/item.ts'
import { words } from './validation-words.ts'

/** Marks an item that nobody may change, by a word and an icon. */
export function ValidatedBadge() {
  const w = useWords(words)
  return (
    <Badge icon={BadgeCheck} tone="success">
      {w.badge}
    </Badge>
  )
}

type Validated = NonNullable<Item['validated']>

/** Who validated an item, and the way to change it again for people who may. */
export function ValidatedLine({ item, validated }: { item: Item; validated: Validated }) {
  const w = useWords(words)
  const format = useFormat()
  const [asks, setAsks] = useState(false)
  return (
    <Remark icon={BadgeCheck}>
      <p>{w.by(fullName(validated.by), format.dateTime(validated.at))}</p>
      {item.may.validate && (
        <Button small icon={LockOpen} onClick={() => setAsks(true)}>
          {w.again}
        </Button>
      )}
      {asks && <ReopenDialog item={item} onClose={() => setAsks(false)} />}
    </Remark>
  )
}

type DialogProps = { item: Item; onClose: () => void }

/** Says what validating an item means before it is done. */
export function ValidateDialog({ item: { space, id: item }, onClose }: DialogProps) {
  const w = useWords(words)
  const validate = useAct(
    () => send('put', '/api/spaces/{space}/items/{item}/validation', { path: { space, item } }),
    {
      refresh: [[space]],
      done: () => {
        tell(w.validated, { tone: 'success' })
        onClose()
      },
    },
  )
  const foot = (
    <DialogFoot
      onClose={onClose}
      verb={w.validateIt}
      icon={BadgeCheck}
      busy={validate.isPending}
      onAct={() => validate.mutate()}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={w.title} foot={foot} width="narrow">
      <p>{w.then}</p>
      <p>{w.later}</p>
    </Dialog>
  )
}

function ReopenDialog({ item: { space, id: item }, onClose }: DialogProps) {
  const w = useWords(words)
  const reopen = useAct(
    (reason: string) =>
      send('post', '/api/spaces/{space}/items/{item}/reopening', {
        path: { space, item },
        body: { reason },
      }),
    { refresh: [[space]] },
  )
  const form = useForm({
    first: { reason: '' },
    check: ({ reason }) => ({ ...(!reason.trim() && { reason: w.reasonMissing }) }),
    send: ({ reason }) => reopen.mutateAsync(reason.trim()),
    done: () => {
      tell(w.opened, { tone: 'success' })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.againTitle} width="narrow">
      <p>{w.againThen}</p>
      <Form form={form} verb={w.open} cancel={<CancelButton onClose={onClose} />}>
        <TextArea {...form.text('reason')} label={w.reason} maxLength={500} data-autofocus />
      </Form>
    </Dialog>
  )
}
