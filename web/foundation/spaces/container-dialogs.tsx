import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton, DialogFoot } from '../../ui/dialog-foot.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import type { Container } from './containers.ts'
import { PlaceField, SeenBy } from './place-field.tsx'
import type { Place } from './places.ts'
import { words } from './words.ts'

type NewContainerProps = {
  parent: Container
  kind: string
  /** “New notebook”. */
  title: string
  onClose: () => void
  onDone?: (made: Container) => void
}

/** A new container of some kind inside another one. */
export function NewContainer({ parent, kind, title, onClose, onDone }: NewContainerProps) {
  const w = useWords(words)
  const path = { space: parent.space }
  const form = useForm({
    first: { name: '' },
    check: ({ name }) => ({ ...(!name.trim() && { name: w.nameMissing }) }),
    send: async ({ name }) => {
      const body = { parent: parent.id, kind, name: name.trim() }
      const made = await send('post', '/api/spaces/{space}/containers', { path, body })
      await queries.invalidateQueries({ queryKey: [parent.space] })
      onDone?.(made)
    },
    done: onClose,
  })
  return (
    <Dialog opened onClose={onClose} title={title} width="narrow">
      <Form form={form} verb={w.create} cancel={<CancelButton onClose={onClose} />}>
        <TextField
          {...form.text('name')}
          label={w.name}
          help={parent.kind === 'root' ? w.insideTop : w.inside(parent.name)}
          maxLength={120}
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}

export function RenameContainer({
  container,
  onClose,
}: {
  container: Container
  onClose: () => void
}) {
  const w = useWords(words)
  const path = { space: container.space, container: container.id }
  const form = useForm({
    first: { name: container.name },
    check: ({ name }) => ({ ...(!name.trim() && { name: w.nameMissing }) }),
    send: async ({ name }) => {
      const body = { name: name.trim() }
      await send('patch', '/api/spaces/{space}/containers/{container}', { path, body })
      await queries.invalidateQueries({ queryKey: [container.space] })
    },
    done: ({ name }) => {
      tell(w.renamed(name.trim()))
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.rename(container.name)} width="narrow">
      <Form form={form} verb={w.renameVerb} cancel={<CancelButton onClose={onClose} />}>
        <TextField {...form.text('name')} label={w.name} maxLength={120} data-autofocus />
      </Form>
    </Dialog>
  )
}

type MoveContainerProps = {
  container: Container
  onClose: () => void
}

/** Moves a container within its space by keyboard. */
export function MoveContainer({ container, onClose }: MoveContainerProps) {
  const w = useWords(words)
  const [parent, setParent] = useState<Place>()
  const to = (target: string) =>
    send('patch', '/api/spaces/{space}/containers/{container}', {
      path: { space: container.space, container: container.id },
      body: { parent: target },
    })
  const refresh = [[container.space]]
  const back = useAct(() => to(container.parent ?? ''), { refresh })
  const move = useAct(to, {
    refresh,
    done: () => {
      onClose()
      tellUndo(w.moved(container.name), () => back.mutate())
    },
  })
  const { space, tool, kind } = container
  const refuse = (one: Place) =>
    isWithin(one, container) ? null : one.id === container.parent ? w.here : undefined
  return (
    <Dialog
      opened
      onClose={onClose}
      title={w.move(container.name)}
      foot={
        <DialogFoot
          onClose={onClose}
          verb={w.moveVerb}
          busy={move.isPending}
          reason={parent ? undefined : w.where}
          onAct={() => parent && move.mutate(parent.id)}
        />
      }
    >
      <PlaceField
        space={space}
        put={{ tool, nests: kind }}
        label={w.where}
        help={w.moveHelp}
        value={parent}
        onChange={setParent}
        refuse={refuse}
      />
      {parent && !container.ownList && <SeenBy place={parent} />}
    </Dialog>
  )
}

function isWithin(one: Container, outer: Container): boolean {
  return one.id === outer.id || one.above.some(({ id }) => id === outer.id)
}
