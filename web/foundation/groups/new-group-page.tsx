import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { load, send } from '../../kernel/api.ts'
import { startOfDayIn } from '../../kernel/days.ts'
import { languageNames, languages, useReader } from '../../kernel/language.ts'
import type { Language } from '../../kernel/language.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery, useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { CapacityBar } from '../../ui/capacity-bar.tsx'
import { Choice } from '../../ui/choice.tsx'
import { DateField, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import type { FormState } from '../../ui/form.tsx'
import { FieldGroup, Form, SideBySide, useForm } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import { bring } from './bring.ts'
import type { GivenRole, Outcome, Picked } from './bring.ts'
import type { Group, Settings, Template, TemplateKey } from './group.ts'
import { changedIn, consistent } from './group.ts'
import { freeHue, HueChoice } from './hue-choice.tsx'
import { words as formWords } from './new-group-words.ts'
import { Outcomes } from './outcomes.tsx'
import { PeopleField } from './people-field.tsx'
import { RoleSelect } from './role-select.tsx'
import { SettingsFields } from './settings-fields.tsx'
import { SettingsSummary } from './settings-summary.tsx'
import { StartField } from './start-field.tsx'
import { planQuery } from './plan.ts'
import { words as planWords } from './plan-words.ts'
import { words } from './words.ts'

type Values = {
  name: string
  objective: string
  template: TemplateKey
  /** Only the settings that differ from the template. */
  settings: Partial<Settings>
  hue: number
  language: Language
  activity: 'business' | 'other'
  sector: string
  startsOn: string
  endsOn: string
  people: readonly Picked[]
  role: GivenRole
  message: string
  starts: string
}

type FormPart = { form: FormState<Values> }

/** G1: one form makes the group, sets its rules, and adds or invites people. */
export function NewGroupPage() {
  const n = useWords(formWords)
  const { organization } = useMe()
  const templates = useQuery(load('/api/group-templates'))
  useTitle(n.title)
  if (!organization?.may.createGroups)
    return (
      <Page title={n.title} width="reading">
        <EmptyState action={<Button href={paths.home()}>{n.cancel}</Button>}>
          {n.notAllowed}
        </EmptyState>
      </Page>
    )
  if (templates.isPending) return <TextSkeleton whole lines={8} />
  if (templates.isError)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
  return <NewGroupForm templates={templates.data.items} />
}

/** O7: the limit of the plan, shown before the form is filled in, and only when it is nearly reached. */
function Room() {
  const w = useWords(planWords)
  const { data } = useQuery(planQuery)
  if (!data?.groups.allowed || data.groups.used < data.groups.allowed - 1) return null
  return (
    <div>
      <CapacityBar label={w.groups} {...data.groups} />
      <p className="quiet small">{w.oneMore}</p>
    </div>
  )
}

function NewGroupForm({ templates }: { templates: readonly Template[] }) {
  const w = useWords(words)
  const n = useWords(formWords)
  const { organization, spaces } = useMe()
  const { language: spoken, timeZone } = useReader()
  const language = organization?.language ?? spoken
  const go = useGo()
  const [made, setMade] = useState<{ group: Group; outcomes: Outcome[] }>()
  const form = useForm<Values>({
    draft: 'new-group',
    first: {
      name: '',
      objective: '',
      template: 'team',
      settings: {},
      hue: freeHue(spaces),
      language,
      activity: 'business',
      sector: '',
      startsOn: '',
      endsOn: '',
      people: [],
      role: 'member',
      message: '',
      starts: '',
    },
    check: ({ name, template, startsOn, endsOn }) => ({
      ...(!name.trim() && { name: w.describe.nameMissing }),
      ...(template === 'project' &&
        startsOn &&
        endsOn &&
        endsOn < startsOn && { endsOn: w.describe.endsBefore }),
    }),
    send: async (values) => {
      const group = await send('post', '/api/groups', { body: bodyOf(values) })
      const { people, role, message, starts: day } = values
      const starts = startOfDayIn(day, timeZone)
      const outcomes = await bring(group, people, {
        ...{ role, message, starts },
        language: values.language,
      })
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      if (outcomes.length === 0) go(paths.group(group.id), { replace: true })
      else setMade({ group, outcomes })
    },
  })
  if (made) return <Made {...made} />
  const settings = settingsOf(form.values, templates)
  const count = form.values.people.length
  return (
    <Page
      title={n.title}
      lead={n.lead}
      width="reading"
      actions={
        <Button look="quiet" href={paths.importGroup()}>
          {n.fromArchive}
        </Button>
      }
    >
      <Room />
      <Form
        form={form}
        verb={count > 0 ? n.verbWith(count) : n.verb}
        cancel={<Button href={paths.home()}>{n.cancel}</Button>}
      >
        <TextField
          {...form.text('name')}
          label={w.describe.name}
          help={w.describe.nameHelp}
          maxLength={80}
          autoComplete="off"
        />
        <TextArea
          {...form.text('objective')}
          label={w.describe.objective}
          help={w.describe.objectiveHelp}
          maxLength={2000}
          optional
        />
        <TemplateChoice form={form} templates={templates} />
        <Workings form={form} settings={settings} templates={templates} />
        <About form={form} />
        <Who form={form} />
      </Form>
    </Page>
  )
}

function TemplateChoice({ form, templates }: FormPart & { templates: readonly Template[] }) {
  const w = useWords(words).templates
  const n = useWords(formWords)
  return (
    <Choice
      name="template"
      label={n.template}
      help={n.templateHelp}
      columns
      value={form.values.template}
      // Manual changes belong to the template for which they were made.
      onChange={(template) => form.set({ template, settings: {} })}
      options={templates.map(({ key }) => ({ value: key, label: w[key].name, help: w[key].help }))}
    />
  )
}

type WorkingsProps = FormPart & { settings: Settings; templates: readonly Template[] }

/** The preset values, visible and editable before anything is saved. */
function Workings({ form, settings, templates }: WorkingsProps) {
  const w = useWords(words)
  const n = useWords(formWords)
  const [opened, setOpened] = useState(false)
  const policies = useQuery(load('/api/organization'))
  const preset = templates.find(({ key }) => key === form.values.template)?.settings ?? settings
  const guestsForbidden = policies.data?.policies.guestsAllowed === false
  return (
    <FieldGroup title={n.how}>
      {opened ? (
        <SettingsFields
          settings={settings}
          guestsReason={guestsForbidden ? w.settings.guestsForbidden : undefined}
          onChange={(next) => form.set({ settings: changedIn(preset, next) })}
        />
      ) : (
        <SettingsSummary settings={settings} />
      )}
      <div>
        <Button small aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? n.keep : n.change}
        </Button>
      </div>
    </FieldGroup>
  )
}

function About({ form }: FormPart) {
  const w = useWords(words).describe
  const n = useWords(formWords)
  return (
    <FieldGroup title={n.about}>
      {form.values.template === 'project' && (
        <SideBySide>
          <DateField {...form.text('startsOn')} label={w.startsOn} optional />
          <DateField {...form.text('endsOn')} label={w.endsOn} optional />
        </SideBySide>
      )}
      <SideBySide>
        <SelectField
          {...form.text('activity')}
          label={w.activity}
          options={[
            { value: 'business', label: w.business },
            { value: 'other', label: w.other },
          ]}
        />
        {form.values.activity === 'business' && (
          <TextField {...form.text('sector')} label={w.sector} help={w.sectorHelp} optional />
        )}
      </SideBySide>
      <SelectField
        {...form.text('language')}
        label={w.language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <HueChoice value={form.values.hue} onChange={(hue) => form.set({ hue })} />
    </FieldGroup>
  )
}

function Who({ form }: FormPart) {
  const w = useWords(words).people
  const n = useWords(formWords)
  const { people, role } = form.values
  return (
    <FieldGroup title={n.who}>
      <Note>{n.advice}</Note>
      <PeopleField
        value={people}
        onChange={(next) => form.set({ people: next })}
        help={`${w.help} ${n.later}`}
      />
      {people.length > 0 && (
        <>
          <RoleSelect value={role} onChange={(next) => form.set({ role: next })} />
          <StartField {...form.text('starts')} />
          <TextArea
            {...form.text('message')}
            label={w.message}
            help={w.messageHelp}
            maxLength={2000}
            optional
          />
        </>
      )}
    </FieldGroup>
  )
}

function Made({ group, outcomes }: { group: Group; outcomes: Outcome[] }) {
  const w = useWords(words)
  const n = useWords(formWords)
  useTitle(group.name)
  return (
    <Page title={n.made(group.name)} lead={n.brought} width="reading">
      <Outcomes outcomes={outcomes} />
      <div>
        <Button look="primary" href={paths.group(group.id)}>
          {w.open(group.name)}
        </Button>
      </div>
    </Page>
  )
}

function settingsOf({ template, settings }: Values, templates: readonly Template[]): Settings {
  const preset = templates.find(({ key }) => key === template) ?? templates[0]
  if (!preset) throw new Error('There is no template')
  return consistent({ ...preset.settings, ...settings })
}

function bodyOf(values: Values) {
  const { name, objective, template, settings, hue, language, activity } = values
  const dated = template === 'project'
  return {
    ...{ name: name.trim(), objective, template, settings, hue, language, activity },
    sector: (activity === 'business' && values.sector.trim()) || null,
    startsOn: (dated && values.startsOn) || null,
    endsOn: (dated && values.endsOn) || null,
  }
}
