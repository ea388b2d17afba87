import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { queries } from '../../kernel/queries.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { words } from './words.ts'

export type Container = Answer<'get', '/api/spaces/{space}/containers'>['items'][number]

type NewContainerProps = {
  parent: Container
  /** The kind of container for a tool's items, with the heading; without it, a folder is made. */
  holder?: { kind: string; title: string } | undefined
  onClose: () => void
  onDone?: (made: Container) => void
}

/** A new folder, or a container for a tool's items, inside another container. */
export function NewContainer({ parent, holder, onClose, onDone }: NewContainerProps) {
  const w = useWords(words)
  const path = { space: parent.space }
  const form = useForm({
    first: { name: '' },
    check: ({ name }) => ({ ...(!name.trim() && { name: w.nameMissing }) }),
    send: async ({ name }) => {
      const body = { parent: parent.id, kind: holder?.kind ?? 'folder', name: name.trim() }
      const made = await send('post', '/api/spaces/{space}/containers', { path, body })
      await queries.invalidateQueries({ queryKey: [parent.space] })
      onDone?.(made)
    },
    done: onClose,
  })
  return (
    <Dialog opened onClose={onClose} title={holder?.title ?? w.newFolder} width="narrow">
      <Form form={form} verb={w.create} cancel={<Cancel onClose={onClose} />}>
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
      <Form form={form} verb={w.renameVerb} cancel={<Cancel onClose={onClose} />}>
        <TextField {...form.text('name')} label={w.name} maxLength={120} data-autofocus />
      </Form>
    </Dialog>
  )
}

function Cancel({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  return (
    <Button look="quiet" onClick={onClose}>
      {w.cancel}
    </Button>
  )
}

type MoveContainerProps = {
  container: Container
  onClose: () => void
}

/** Moves a container within its space by keyboard. */
export function MoveContainer({ container, onClose }: MoveContainerProps) {
  const w = useWords(words)
  const [parent, setParent] = useState('')
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
  const query = { tool, nests: kind, limit: 200 }
  const folders = useQuery({
    ...load('/api/spaces/{space}/containers', { path: { space }, query }),
    select: ({ items }) => items.filter((one) => !isWithin(one, container)),
  })
  return (
    <Dialog
      opened
      onClose={onClose}
      title={w.move(container.name)}
      foot={
        <>
          <Cancel onClose={onClose} />
          <Button
            look="primary"
            busy={move.isPending}
            reason={parent ? undefined : w.where}
            onClick={() => move.mutate(parent)}
          >
            {w.moveVerb}
          </Button>
        </>
      }
    >
      {folders.isPending && <ListSkeleton rows={3} />}
      {folders.isError && (
        <ErrorState error={folders.error} onRetry={() => void folders.refetch()} />
      )}
      {folders.data && (
        <Choice
          name="parent"
          label={w.where}
          help={w.moveHelp}
          value={parent}
          onChange={setParent}
          options={folders.data.map((folder) => ({
            value: folder.id,
            label: pathOf(folder) || w.top,
            reason: folder.id === container.parent ? w.here : undefined,
          }))}
        />
      )}
    </Dialog>
  )
}

function isWithin(one: Container, outer: Container): boolean {
  return one.id === outer.id || one.above.some(({ id }) => id === outer.id)
}

/** `Meetings › 2026`; the top has no name. */
export function pathOf({ above, name }: Pick<Container, 'above' | 'name'>): string {
  return [...above.map((one) => one.name), name].join(' › ')
}
