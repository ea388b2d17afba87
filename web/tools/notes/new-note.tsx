import { useQuery } from '@tanstack/react-query'
import {
  askedFields,
  type FieldKind,
  type TemplateField,
} from '../../../server/tools/notes/template-fields.ts'
import type { DocumentNode } from '../../../server/tools/notes/document.ts'
import { NewItem } from '../../foundation/items/new-item.tsx'
import type { AtPlace } from '../../foundation/items/tool-page.tsx'
import { findKnown, PersonPicker } from '../../foundation/people/person-picker.tsx'
import { load, send } from '../../kernel/api.ts'
import { useFormat, type Format } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { DayField } from '../../ui/typed-field.tsx'
import { words } from './words.ts'

/** The values of the fields of a template, by name: text, a day as `2026-03-03`, the name of a person. */
type Values = Record<string, string>

/** A new note, empty or from a template, whose fields are asked for. */
export function NewNote(at: AtPlace) {
  const w = useWords(words)
  const format = useFormat()
  const { space } = at
  const templates = useQuery(
    load('/api/spaces/{space}/notes', { path: { space }, query: { show: 'template' } }),
  )
  const internal = (template: string) =>
    templates.data?.items.some(({ id, internal: is }) => id === template && is) ?? false
  const begins = templates.data?.items.map(({ id, title }) => ({ value: id, label: title })) ?? []
  return (
    <NewItem
      {...at}
      tool="notes"
      kind="note"
      verb={w.write}
      own={{ template: '', asked: [] as readonly TemplateField[], values: {} as Values }}
      fields={(form) => (
        <>
          {begins.length > 0 && (
            <SelectField
              {...form.text('template')}
              label={w.startFrom}
              options={[{ value: '', label: w.blank }, ...begins]}
            />
          )}
          {form.values.template && (
            <TemplateFields
              space={space}
              template={form.values.template}
              values={form.values.values}
              onChange={(values, asked) => form.set({ values, asked })}
            />
          )}
        </>
      )}
      // What begins from an internal template is internal from the beginning, which nothing in a private space can be.
      mayDraft={({ template }) => !internal(template)}
      make={(container, body, { template, asked, values }, inSpace) =>
        send('post', '/api/spaces/{space}/notebooks/{container}/notes', {
          path: { space: inSpace, container },
          body: {
            ...body,
            ...(template && {
              template,
              ...(inSpace !== space && { templateSpace: space }),
              fields: asked.flatMap(({ name, kind }) => {
                const value = values[name]?.trim() ?? ''
                if (!value) return []
                return [
                  { name, value: kind === 'date' ? (sayLong(format, value) ?? value) : value },
                ]
              }),
            }),
          },
        })
      }
    />
  )
}

function sayLong(format: Format, day: string): string | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? format.date(`${day}T12:00Z`) : undefined
}

type TemplateFieldsProps = {
  space: string
  template: string
  values: Values
  onChange: (values: Values, asked: readonly TemplateField[]) => void
}

/** What the template asks for; all of it may stay empty. */
function TemplateFields({ space, template, values, onChange }: TemplateFieldsProps) {
  const w = useWords(words)
  const path = { space, note: template }
  const read = useQuery(load('/api/spaces/{space}/notes/{note}', { path }))
  const asked = read.data ? askedFields(read.data.content as unknown as DocumentNode) : []
  if (asked.length === 0) return null
  return (
    <>
      <p className="quiet small">{w.fieldsHelp}</p>
      {asked.map(({ name, kind }) => (
        <FieldOf
          key={name}
          {...{ name, kind }}
          value={values[name] ?? ''}
          onChange={(value) => onChange({ ...values, [name]: value }, asked)}
        />
      ))}
    </>
  )
}

type FieldOfProps = {
  name: string
  kind: FieldKind
  value: string
  onChange: (value: string) => void
}

function FieldOf({ name, kind, value, onChange }: FieldOfProps) {
  const given = { name: `field.${name}`, label: name, value, onChange }
  if (kind === 'date') return <DayField {...given} optional />
  if (kind === 'text') return <TextField {...given} optional maxLength={500} />
  const picked = value ? { key: value, id: value, name: value, label: value } : undefined
  return (
    <PersonPicker
      name={given.name}
      label={name}
      optional
      find={findKnown}
      value={picked}
      onChange={(person) => onChange(person?.name ?? '')}
    />
  )
}
