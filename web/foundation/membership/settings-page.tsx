import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { languageNames, languages } from '../../kernel/language.ts'
import { useGo } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { queries } from '../../kernel/queries.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmByTyping } from '../../ui/confirm-by-typing.tsx'
import { DateField, SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { Form, SideBySide, useForm } from '../../ui/form.tsx'
import { Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import type { Group, Settings } from '../groups/group.ts'
import { changedIn, groupQuery } from '../groups/group.ts'
import { DefaultDifference } from '../groups/default-difference.tsx'
import { HueChoice } from '../groups/hue-choice.tsx'
import { PictureChoice } from '../groups/picture-choice.tsx'
import { FindingFields, RightsFields, ToolFields } from '../groups/settings-fields.tsx'
import { words as groupWords } from '../groups/words.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'
import styles from './membership.module.css'
import { SuccessorSection } from './succession.tsx'
import { words } from './settings-words.ts'

export function SettingsPage() {
  return <WithGroup>{(group) => <GroupSettings group={group} />}</WithGroup>
}

function GroupSettings({ group }: { group: Group }) {
  const w = useWords(words)
  const { may, settings } = group
  return (
    <GroupPage group={group} title={w.title}>
      {may.changeSettings && (
        <Section title={w.describe}>
          <PictureChoice group={group} />
          <DescriptionForm group={group} />
        </Section>
      )}
      {may.changeSettings && settings && <Rules group={group} settings={settings} />}
      {may.setRoles && <SuccessorSection group={group} />}
      {!may.changeSettings && !group.archivedAt && <Note>{w.notYours}</Note>}
      {(may.handOver || may.archive || may.unarchive || may.delete) && (
        <Section title={w.more}>
          <Decisions group={group} />
        </Section>
      )}
    </GroupPage>
  )
}

/** Shows saved settings everywhere immediately. */
function useSaved(group: Group): (saved: Group) => void {
  const w = useWords(words)
  return (saved) => {
    queries.setQueryData(groupQuery(group.id).queryKey, saved)
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    tell(w.saved, { tone: 'success' })
  }
}

function DescriptionForm({ group }: { group: Group }) {
  const w = useWords(words)
  const d = useWords(groupWords).describe
  const saved = useSaved(group)
  const first = {
    name: group.name,
    objective: group.objective,
    language: group.language,
    activity: group.activity,
    sector: group.sector ?? '',
    startsOn: group.startsOn ?? '',
    endsOn: group.endsOn ?? '',
    hue: group.hue,
  }
  const form = useForm({
    first,
    check: ({ name, startsOn, endsOn }) => ({
      ...(!name.trim() && { name: d.nameMissing }),
      ...(startsOn && endsOn && endsOn < startsOn && { endsOn: d.endsBefore }),
    }),
    send: async (values) => {
      const { sector, startsOn, endsOn, ...changed } = changedIn(first, values)
      const body = {
        ...changed,
        ...(sector !== undefined && { sector: sector.trim() || null }),
        ...(startsOn !== undefined && { startsOn: startsOn || null }),
        ...(endsOn !== undefined && { endsOn: endsOn || null }),
      }
      saved(await send('patch', '/api/groups/{group}', { path: { group: group.id }, body }))
    },
  })
  return (
    <Form form={form} verb={w.save} label={w.describe}>
      <TextField
        {...form.text('name')}
        label={d.name}
        help={group.may.rename ? d.nameKept : d.nameFixed}
        readOnly={!group.may.rename}
        maxLength={80}
        autoComplete="off"
      />
      <TextArea
        {...form.text('objective')}
        label={d.objective}
        help={d.objectiveHelp}
        maxLength={2000}
        optional
      />
      <SideBySide>
        <SelectField
          {...form.text('activity')}
          label={d.activity}
          options={[
            { value: 'business', label: d.business },
            { value: 'other', label: d.other },
          ]}
        />
        {form.values.activity === 'business' && (
          <TextField {...form.text('sector')} label={d.sector} help={d.sectorHelp} optional />
        )}
      </SideBySide>
      {(group.template === 'project' || group.startsOn || group.endsOn) && (
        <SideBySide>
          <DateField {...form.text('startsOn')} label={d.startsOn} optional />
          <DateField {...form.text('endsOn')} label={d.endsOn} optional />
        </SideBySide>
      )}
      <SelectField
        {...form.text('language')}
        label={d.language}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <HueChoice value={form.values.hue} onChange={(hue) => form.set({ hue })} />
    </Form>
  )
}

const parts = {
  finding: ['listed', 'joining', 'whoInvites', 'guestsAllowed', 'memberListPublished'],
  rights: ['defaultRights', 'historyHorizon'],
  tools: ['tools', 'notifications'],
} as const satisfies Record<string, readonly (keyof Settings)[]>

type RulesProps = { group: Group; settings: Settings }

/** The settings in parts that are saved one by one. */
function Rules({ group, settings }: RulesProps) {
  const s = useWords(groupWords).settings
  const policies = useQuery(load('/api/organization'))
  const guestsForbidden = policies.data?.policies.guestsAllowed === false
  const given = { group, settings }
  return (
    <>
      <RulesForm {...given} part="finding">
        {(fields) => (
          <FindingFields
            {...fields}
            guestsReason={guestsForbidden ? s.guestsForbidden : undefined}
          />
        )}
      </RulesForm>
      <RulesForm {...given} part="rights">
        {(fields) => (
          <RightsFields
            {...fields}
            difference={
              fields.settings.defaultRights !== settings.defaultRights && (
                <DefaultDifference group={group.id} level={fields.settings.defaultRights} />
              )
            }
          />
        )}
      </RulesForm>
      <RulesForm {...given} part="tools">
        {(fields) => <ToolFields {...fields} />}
      </RulesForm>
    </>
  )
}

type RulesFormProps = RulesProps & {
  part: keyof typeof parts
  children: (fields: ComponentProps<typeof ToolFields>) => ReactNode
}

function RulesForm({ group, settings, part, children }: RulesFormProps) {
  const w = useWords(words)
  const saved = useSaved(group)
  const own = (all: Settings) =>
    Object.fromEntries(parts[part].map((name) => [name, all[name]])) as Partial<Settings>
  const form = useForm<Partial<Settings>>({
    first: own(settings),
    send: async (values) => {
      const body = { settings: changedIn(own(settings), values) }
      saved(await send('patch', '/api/groups/{group}', { path: { group: group.id }, body }))
    },
  })
  const now = { ...settings, ...form.values }
  return (
    <Section title={w.parts[part]}>
      <Form form={form} verb={w.save} label={w.parts[part]}>
        {children({ settings: now, onChange: (next) => form.set(own(next)) })}
      </Form>
    </Section>
  )
}

function Decisions({ group }: { group: Group }) {
  const w = useWords(words)
  const { may } = group
  const [opened, setOpened] = useState<'hand-over' | 'delete'>()
  const path = { group: group.id }
  const refresh = [[group.id], sessionQuery.queryKey]
  const unarchive = useAct(() => send('delete', '/api/groups/{group}/archive', { path }), {
    refresh,
    done: () => tell(w.unarchived(group.name), { tone: 'success' }),
  })
  const archive = useAct(() => send('post', '/api/groups/{group}/archive', { path }), {
    refresh,
    done: () => tell(w.archived(group.name), { seconds: 30, undo: () => unarchive.mutate() }),
  })
  return (
    <div className={styles.danger}>
      {may.answerSeat && (
        <Decision title={w.handOver} says={w.handOverSays}>
          <Button onClick={() => setOpened('hand-over')}>{w.handOverDo}</Button>
        </Decision>
      )}
      {may.export && (
        <Decision title={w.export} says={w.exportSays}>
          <Button href={paths.groupExport(group.id)}>{w.exportDo}</Button>
        </Decision>
      )}
      {may.archive && (
        <Decision title={w.archive} says={w.archiveSays}>
          <Button busy={archive.isPending} onClick={() => archive.mutate()}>
            {w.archiveDo}
          </Button>
        </Decision>
      )}
      {may.unarchive && (
        <Decision title={w.unarchive} says={w.unarchiveSays}>
          <Button busy={unarchive.isPending} onClick={() => unarchive.mutate()}>
            {w.unarchiveDo}
          </Button>
        </Decision>
      )}
      {may.delete && (
        <Decision title={w.delete} says={w.deleteSays}>
          <Button
            look="dangerQuiet"
            reason={group.members > 1 ? w.deleteOthers : undefined}
            onClick={() => setOpened('delete')}
          >
            {w.deleteDo}
          </Button>
        </Decision>
      )}
      {opened === 'hand-over' && (
        <HandOverDialog group={group} onClose={() => setOpened(undefined)} />
      )}
      {opened === 'delete' && <DeleteDialog group={group} onClose={() => setOpened(undefined)} />}
    </div>
  )
}

type DecisionProps = { title: string; says: string; children: ReactNode }

function Decision({ title, says, children }: DecisionProps) {
  return (
    <div>
      <div>
        <strong>{title}</strong>
        <p className="quiet small">{says}</p>
      </div>
      {children}
    </div>
  )
}

function DeleteDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const w = useWords(words)
  const go = useGo()
  const remove = useAct(
    () => send('delete', '/api/groups/{group}', { path: { group: group.id } }),
    {
      done: () => {
        go(paths.home(), { replace: true })
        tell(w.deleted(group.name))
        void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      },
    },
  )
  return (
    <ConfirmByTyping
      opened
      onClose={onClose}
      title={w.deleteTitle(group.name)}
      name={group.name}
      verb={w.deleteVerb}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>{w.deleteWarning}</p>
    </ConfirmByTyping>
  )
}
