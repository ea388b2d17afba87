import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { languageNames, languages } from '../../kernel/language.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Choice, Switch } from '../../ui/choice.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import { AdminPage } from './admin-page.tsx'
import { GuestsDialog } from './guests-dialog.tsx'
import { words } from './admin-words.ts'

type Organization = Answer<'get', '/api/organization'>
type Plan = Answer<'get', '/api/organization/plans'>['items'][number]

const organizationQuery = load('/api/organization')

/** O5: the policies for everybody in the organization. */
export function AdminPoliciesPage() {
  const w = useWords(words).policies
  const organization = useQuery(organizationQuery)
  const plans = useQuery(load('/api/organization/plans'))
  const failed = organization.error ?? plans.error
  return (
    <AdminPage title={w.title} lead={w.lead}>
      {failed && <ErrorState error={failed} onRetry={() => void organization.refetch()} />}
      {!failed && !(organization.data && plans.data) && <TextSkeleton />}
      {organization.data && plans.data && (
        <PoliciesForm organization={organization.data} plans={plans.data.items} />
      )}
    </AdminPage>
  )
}

type Values = Omit<Organization['policies'], 'guestDays' | 'seatDays'> &
  Pick<Organization, 'name' | 'language' | 'defaultPlan'> & { guestDays: string; seatDays: string }

function bodyOf({ name, language, defaultPlan, guestDays, seatDays, ...policies }: Values) {
  const days = guestDays.trim() ? Number(guestDays) : null
  return {
    ...{ name: name.trim(), language, defaultPlan },
    policies: { ...policies, guestDays: days, seatDays: Number(seatDays) },
  }
}

type PoliciesFormProps = { organization: Organization; plans: readonly Plan[] }

function PoliciesForm({ organization, plans }: PoliciesFormProps) {
  const w = useWords(words).policies
  const { guestDays, seatDays, ...policies } = organization.policies
  const [deciding, setDeciding] = useState(false)
  const saved = () => {
    void queries.invalidateQueries({ queryKey: organizationQuery.queryKey })
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    tell(w.saved, { tone: 'success' })
  }
  const form = useForm<Values>({
    first: {
      name: organization.name,
      language: organization.language,
      defaultPlan: organization.defaultPlan,
      ...policies,
      guestDays: guestDays === null ? '' : String(guestDays),
      seatDays: String(seatDays),
    },
    check: ({ name }) => ({ ...(!name.trim() && { name: w.nameMissing }) }),
    send: async (values) => {
      const endsGuests = policies.guestsAllowed && !values.guestsAllowed
      if (endsGuests && (await anyGuests())) return setDeciding(true)
      await send('patch', '/api/organization', { body: bodyOf(values) })
      saved()
    },
  })
  if (!organization.may.administer) return <Note>{w.readOnly}</Note>
  const whoever = [
    { value: 'everyone', label: w.everyone },
    { value: 'managers', label: w.managers },
  ] as const
  return (
    <>
      <Form form={form} verb={w.save}>
        <TextField {...form.text('name')} label={w.name} maxLength={120} />
        <SelectField
          {...form.text('language')}
          label={w.language}
          help={w.languageHelp}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <SelectField
          {...form.text('defaultPlan')}
          label={w.defaultPlan}
          help={w.defaultPlanHelp}
          options={plans.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Choice
          name="whoCreatesGroups"
          label={w.whoCreatesGroups}
          columns
          value={form.values.whoCreatesGroups}
          onChange={(whoCreatesGroups) => form.set({ whoCreatesGroups })}
          options={whoever}
        />
        <Choice
          name="whoSeesDirectory"
          label={w.whoSeesDirectory}
          help={w.whoSeesHelp}
          columns
          value={form.values.whoSeesDirectory}
          onChange={(whoSeesDirectory) => form.set({ whoSeesDirectory })}
          options={whoever}
        />
        <div>
          <Switch
            label={w.addingAllowed}
            help={w.addingHelp}
            checked={form.values.addingAllowed}
            onChange={(addingAllowed) => form.set({ addingAllowed })}
          />
          <Switch
            label={w.groupNamesMayChange}
            help={w.groupNamesHelp}
            checked={form.values.groupNamesMayChange}
            onChange={(groupNamesMayChange) => form.set({ groupNamesMayChange })}
          />
          <Switch
            label={w.guestsAllowed}
            help={w.guestsHelp}
            checked={form.values.guestsAllowed}
            onChange={(guestsAllowed) => form.set({ guestsAllowed })}
          />
        </div>
        {form.values.guestsAllowed && (
          <TextField
            {...form.text('guestDays')}
            label={w.guestDays}
            help={w.guestDaysHelp}
            inputMode="numeric"
            short
            optional
          />
        )}
        <Choice
          name="governorsEnter"
          label={w.governorsEnter}
          help={w.governorsEnterHelp}
          value={form.values.governorsEnter}
          onChange={(governorsEnter) => form.set({ governorsEnter })}
          options={[
            { value: 'with-consent', label: w.governorsAsk },
            { value: 'at-once', label: w.governorsAtOnce },
          ]}
        />
        <Choice
          name="handOver"
          label={w.handOver}
          value={form.values.handOver}
          onChange={(handOver) => form.set({ handOver })}
          options={[
            { value: 'with-consent', label: w.handOverAsks },
            { value: 'at-once', label: w.handOverAtOnce },
          ]}
        />
        <TextField
          {...form.text('seatDays')}
          label={w.seatDays}
          help={w.seatDaysHelp}
          inputMode="numeric"
          short
        />
      </Form>
      {deciding && (
        <GuestsDialog
          onClose={() => setDeciding(false)}
          onDone={() => {
            setDeciding(false)
            // Saves the other changes in the form.
            void send('patch', '/api/organization', { body: bodyOf(form.values) }).then(saved)
          }}
        />
      )}
    </>
  )
}

async function anyGuests(): Promise<boolean> {
  const { items } = await queries.fetchQuery({ ...load('/api/organization/guests'), staleTime: 0 })
  return items.length > 0
}
