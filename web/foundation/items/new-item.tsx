import type { ReactNode } from 'react'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe, useSpace } from '../../kernel/session.ts'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Check } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CancelButton } from '../../ui/dialog-foot.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm, type FormState } from '../../ui/form.tsx'
import { beginDraft } from '../drafts/drafts.tsx'
import { words as draftWords } from '../drafts/words.ts'
import { goOnInText } from './go-on.ts'
import { InternalField, PlaceField, SeenBy } from '../spaces/place-field.tsx'
import { rememberPlace, type Place } from '../spaces/places.ts'
import type { AtPlace } from './tool-page.tsx'
import { words } from './words.ts'

/** What every new item is made with. */
export type NewItemBody = { title: string; internalOnly?: true }
type Values<Own> = {
  title: string
  place: Place | undefined
  internalOnly: boolean
  draft: boolean
} & Own

type NewItemProps<Own> = AtPlace & {
  tool: string
  kind: string
  /** The verb of the button, where *Add it* does not fit: “Write it”. */
  verb?: string
  /** The tool’s own values, and their fields. */
  own: Own
  check?: (own: Own) => Partial<Record<string, string>>
  fields?: (form: FormState<Values<Own>>) => ReactNode
  /** In the space of this page, or for a draft in my private space. */
  make: (container: string, body: NewItemBody, own: Own, space: string) => Promise<{ id: string }>
  /** Whether it can be begun as a draft; usually it can. */
  mayDraft?: (own: Own) => boolean
}

/** Asks for a title, a place and what else the tool asks for, and shows who will see the item. */
export function NewItem<Own extends object>(props: NewItemProps<Own>) {
  const { space, tool, kind, place, own, check, fields, make, mayDraft, onClose } = props
  const w = useWords(words)
  const its = useNoun(tool, kind)
  const go = useGo()
  const d = useWords(draftWords)
  const { privateSpace } = useMe()
  const inGroup = useSpace(space)?.kind === 'group'
  const isDraft = (draft: boolean, given: Own) => draft && inGroup && mayDraft?.(given) !== false
  const form = useForm<Values<Own>>({
    first: { title: '', place, internalOnly: false, draft: false, ...own },
    check: (values) => ({
      ...(!values.title.trim() && { title: its.titleMissing }),
      ...(!values.place && { place: w.placeMissing }),
      ...check?.(values),
    }),
    send: async ({ title, place: chosen, internalOnly, draft, ...rest }) => {
      if (!chosen) return
      const [body, given] = [{ title: title.trim() }, rest as unknown as Own]
      const to = { space, container: chosen.id }
      const made = isDraft(draft, given)
        ? await beginDraft({
            privateSpace,
            put: { tool, takes: kind },
            to,
            noPlace: d.noPrivatePlace,
            make: (there, container) => make(container, body, given, there),
          })
        : {
            space,
            ...(await make(
              chosen.id,
              { ...body, ...(internalOnly && { internalOnly }) },
              given,
              space,
            )),
          }
      rememberPlace(space, kind, chosen.id)
      void queries.invalidateQueries({ queryKey: [made.space] })
      onClose()
      go(paths.item(made.space, tool, made.id))
      goOnInText()
    },
  })
  const { place: chosen, internalOnly, draft } = form.values
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
        {isDraft(true, form.values) && (
          <Check
            label={d.begin}
            help={d.beginHelp}
            checked={draft}
            onChange={(on) => form.set({ draft: on } as Partial<Values<Own>>)}
          />
        )}
        {!isDraft(draft, form.values) && (
          <>
            {chosen && <SeenBy place={chosen} withoutGuests={internalOnly} />}
            <InternalField
              space={space}
              on={internalOnly}
              onChange={(on) => form.set({ internalOnly: on } as Partial<Values<Own>>)}
            />
          </>
        )}
      </Form>
    </Dialog>
  )
}
