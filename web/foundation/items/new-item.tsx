import type { ReactNode } from 'react'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton } from '../../ui/dialog-foot.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm, type FormState } from '../../ui/form.tsx'
import { goOnInText } from './go-on.ts'
import { InternalField, PlaceField, SeenBy } from '../spaces/place-field.tsx'
import { rememberPlace, type Place } from '../spaces/places.ts'
import type { AtPlace } from './tool-page.tsx'
import { words } from './words.ts'

/** What every new item is made with. */
export type NewItemBody = { title: string; internalOnly?: true }
type Values<Own> = { title: string; place: Place | undefined; internalOnly: boolean } & Own

type NewItemProps<Own> = AtPlace & {
  tool: string
  kind: string
  /** The verb of the button, where *Add it* does not fit: “Write it”. */
  verb?: string
  /** The tool’s own values, and their fields. */
  own: Own
  check?: (own: Own) => Partial<Record<string, string>>
  fields?: (form: FormState<Values<Own>>) => ReactNode
  make: (container: string, body: NewItemBody, own: Own) => Promise<{ id: string }>
}

/** Asks for a title, a place and what else the tool asks for, and shows who will see the item. */
export function NewItem<Own extends object>(props: NewItemProps<Own>) {
  const { space, tool, kind, place, own, check, fields, make, onClose } = props
  const w = useWords(words)
  const its = useNoun(tool, kind)
  const go = useGo()
  const form = useForm<Values<Own>>({
    first: { title: '', place, internalOnly: false, ...own },
    check: (values) => ({
      ...(!values.title.trim() && { title: its.titleMissing }),
      ...(!values.place && { place: w.placeMissing }),
      ...check?.(values),
    }),
    send: async ({ title, place: chosen, internalOnly, ...rest }) => {
      if (!chosen) return
      const body = { title: title.trim(), ...(internalOnly && { internalOnly }) }
      const { id } = await make(chosen.id, body, rest as unknown as Own)
      rememberPlace(space, kind, chosen.id)
      void queries.invalidateQueries({ queryKey: [space] })
      onClose()
      go(paths.item(space, tool, id))
      goOnInText()
    },
  })
  const { place: chosen, internalOnly } = form.values
  return (
    <Dialog opened onClose={onClose} title={its.make}>
      <Form form={form} verb={props.verb ?? w.addIt} cancel={<CancelButton onClose={onClose} />}>
        <TextField {...form.text('title')} label={w.title} maxLength={300} data-autofocus />
        <PlaceField
          space={space}
          put={{ tool, takes: kind }}
          value={chosen}
          error={form.errors.place}
          onChange={(next) => form.set({ place: next } as Partial<Values<Own>>)}
        />
        {fields?.(form)}
        {chosen && <SeenBy place={chosen} withoutGuests={internalOnly} />}
        <InternalField
          space={space}
          on={internalOnly}
          onChange={(on) => form.set({ internalOnly: on } as Partial<Values<Own>>)}
        />
      </Form>
    </Dialog>
  )
}
