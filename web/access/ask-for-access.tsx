import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../kernel/act.ts'
import { keyOf, load, send } from '../kernel/api.ts'
import { useFormat } from '../kernel/format.ts'
import { queries } from '../kernel/queries.ts'
import { tell } from '../kernel/undo.tsx'
import { useWords } from '../kernel/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { Form, useForm } from '../ui/form.tsx'
import { words } from './ask-words.ts'

const mine = '/api/me/access-requests'

type Asked = { space: string; thing?: string }

/** J8: after a refused link, asks the people who may give access, or withdraws my request. */
export function AskForAccess({ space, thing }: Asked) {
  const w = useWords(words)
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const asked = useQuery(load(mine))
  const before = asked.data?.items.find(
    (each) => each.space === space && each.thing === (thing ?? null),
  )
  const withdraw = useAct(
    (id: string) =>
      send('delete', '/api/me/access-requests/{myAccessRequest}', {
        path: { myAccessRequest: id },
      }),
    { refresh: [keyOf(mine, {})], done: () => tell(w.withdrawn) },
  )
  if (!asked.data) return null
  if (before)
    return (
      <>
        <span>{w.asked(format.relative(before.askedAt))}</span>
        <Button busy={withdraw.isPending} onClick={() => withdraw.mutate(before.id)}>
          {w.withdraw}
        </Button>
      </>
    )
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        {w.ask}
      </Button>
      {asking && <AskDialog space={space} thing={thing} onClose={() => setAsking(false)} />}
    </>
  )
}

type AskDialogProps = { space: string; thing: string | undefined; onClose: () => void }

function AskDialog({ space, thing, onClose }: AskDialogProps) {
  const w = useWords(words)
  const form = useForm({
    first: { message: '' },
    send: ({ message }) =>
      send('post', '/api/access-requests', { body: { space, thing: thing ?? null, message } }),
    done: () => {
      onClose()
      tell(w.sent)
      void queries.invalidateQueries({ queryKey: keyOf(mine, {}) })
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.ask}>
      <Form form={form} verb={w.verb} cancel={<Button onClick={onClose}>{w.cancel}</Button>}>
        <p>{w.says}</p>
        <TextArea
          {...form.text('message')}
          label={w.message}
          help={w.messageHelp}
          maxLength={1000}
          optional
        />
      </Form>
    </Dialog>
  )
}
