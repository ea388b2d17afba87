import { useQuery } from '@tanstack/react-query'
import { AudienceWords } from '../../access/audience.tsx'
import { words as access } from '../../access/words.ts'
import { load, send } from '../../kernel/api.ts'
import { useGo } from '../../kernel/navigation.ts'
import { queries } from '../../kernel/queries.ts'
import { useSpace } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Check } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { notePaths } from './note-paths.ts'
import { lastNotebook, rememberNotebook } from './notebooks.ts'
import styles from './notes.module.css'
import { words } from './words.ts'

type NewNoteProps = {
  space: string
  notebooks: readonly { id: string; path: string; items: number }[]
  /** The current notebook. */
  notebook: string | undefined
  template?: string | undefined
  onClose: () => void
}

/** Asks for a title, a notebook and a template, and shows who will see the note. */
export function NewNote({ space, notebooks, notebook, template, onClose }: NewNoteProps) {
  const w = useWords(words)
  const a = useWords(access)
  const go = useGo()
  const mayMark = useSpace(space)?.mayMarkInternal === true
  const templates = useQuery(load('/api/spaces/{space}/note-templates', { path: { space } }))
  const there =
    notebooks.find(({ id }) => id === notebook) ??
    notebooks.find(({ id }) => id === lastNotebook(space)) ??
    notebooks.toSorted((a, b) => b.items - a.items)[0]
  const form = useForm({
    first: {
      ...{ title: '', notebook: there?.id ?? '', template: template ?? '' },
      internalOnly: false,
    },
    check: ({ title }) => ({ ...(!title.trim() && { title: w.titleMissing }) }),
    send: async (given) => {
      const note = await send('post', '/api/spaces/{space}/notebooks/{container}/notes', {
        path: { space, container: given.notebook },
        body: {
          title: given.title.trim(),
          ...(given.template && { template: given.template }),
          ...(given.internalOnly && { internalOnly: true }),
        },
      })
      rememberNotebook(space, given.notebook)
      void queries.invalidateQueries({ queryKey: [space] })
      onClose()
      go(notePaths.note(space, note.id))
    },
  })
  const begins = templates.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []
  return (
    <Dialog opened onClose={onClose} title={w.newNote}>
      {notebooks.length === 0 ? (
        <p>{w.noPlace}</p>
      ) : (
        <Form
          form={form}
          verb={w.write}
          cancel={
            <Button look="quiet" onClick={onClose}>
              {w.cancel}
            </Button>
          }
        >
          <TextField {...form.text('title')} label={w.title} maxLength={300} data-autofocus />
          {notebooks.length > 1 && (
            <SelectField
              {...form.text('notebook')}
              label={w.notebook}
              options={notebooks.map(({ id, path }) => ({ value: id, label: path }))}
            />
          )}
          {begins.length > 0 && (
            <SelectField
              {...form.text('template')}
              label={w.startFrom}
              options={[{ value: '', label: w.blank }, ...begins]}
            />
          )}
          {form.values.notebook && (
            <div className={styles.seenBy}>
              <span className="quiet small">{w.seenBy}</span>
              <AudienceWords
                thing={{ space, container: form.values.notebook }}
                withoutGuests={form.values.internalOnly}
              />
            </div>
          )}
          {mayMark && (
            <Check
              label={a.internalOnly}
              help={w.internalOnlyHelp}
              checked={form.values.internalOnly}
              onChange={(internalOnly) => form.set({ internalOnly })}
            />
          )}
        </Form>
      )}
    </Dialog>
  )
}
