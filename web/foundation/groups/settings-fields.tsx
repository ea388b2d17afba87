import type { ReactNode } from 'react'
import { useId } from 'react'
import { levels, rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { useToolName, useTools } from '../../kernel/tools.ts'
import { capital, useWords } from '../../kernel/words.ts'
import type { Option } from '../../ui/choice.tsx'
import { Check, Choice, Switch } from '../../ui/choice.tsx'
import { AccessNote } from './access-note.tsx'
import type { Settings } from './group.ts'
import { consistent } from './group.ts'
import styles from './groups.module.css'
import { words } from './words.ts'

type PartProps = { settings: Settings; onChange: (settings: Settings) => void }
/** Why guests cannot be switched on or off. */
type FindingProps = PartProps & { guestsReason?: string | undefined }
/** The effect of another default on people's rights. */
type RightsProps = PartProps & { difference?: ReactNode }

/** All settings, each with an explanation of its effect (G3). */
export function SettingsFields(props: FindingProps & RightsProps) {
  return (
    <>
      <FindingFields {...props} />
      <RightsFields {...props} />
      <ToolFields {...props} />
    </>
  )
}

/** Who finds the group, who comes in, and who lets them in. */
export function FindingFields({ settings, onChange, guestsReason }: FindingProps) {
  const w = useWords(words).settings
  const set = (change: Partial<Settings>) => onChange(consistent({ ...settings, ...change }))
  const unlisted = settings.listed === 'no'
  return (
    <div className={styles.settings}>
      <AccessNote settings={settings} />
      <Choice
        name="listed"
        label={w.listed}
        help={w.listedHelp}
        value={settings.listed}
        onChange={(listed) => set({ listed })}
        options={(['organization', 'everyone', 'no'] as const).map((value) => ({
          value,
          label: w.listedOptions[value],
          help: w.listedSays[value],
        }))}
      />
      <Choice
        name="joining"
        label={w.joining}
        value={settings.joining}
        onChange={(joining) => set({ joining })}
        options={(['open', 'request', 'invitation'] as const).map(
          (value): Option<typeof value> => ({
            value,
            label: w.joiningOptions[value],
            help: w.joiningSays[value],
            reason: unlisted && value !== 'invitation' ? w.joiningUnlisted : undefined,
          }),
        )}
      />
      <Choice
        name="whoInvites"
        label={w.whoInvites}
        help={w.whoInvitesHelp}
        value={settings.whoInvites}
        onChange={(whoInvites) => set({ whoInvites })}
        options={(['administrator', 'moderators', 'members'] as const).map((value) => ({
          value,
          label: w.whoInvitesOptions[value],
        }))}
      />
      <div>
        <Switch
          label={w.guestsAllowed}
          help={guestsReason ?? w.guestsAllowedHelp}
          checked={settings.guestsAllowed}
          disabled={Boolean(guestsReason) && !settings.guestsAllowed}
          onChange={(guestsAllowed) => set({ guestsAllowed })}
        />
        <Switch
          label={w.memberListPublished}
          help={unlisted ? w.memberListUnlisted : w.memberListPublishedHelp}
          checked={settings.memberListPublished}
          disabled={unlisted}
          onChange={(memberListPublished) => set({ memberListPublished })}
        />
      </div>
    </div>
  )
}

/** What members may do, and how much of the past newcomers see. */
export function RightsFields({ settings, onChange, difference }: RightsProps) {
  const w = useWords(words).settings
  const verbs = useVerbs()
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  return (
    <div className={styles.settings}>
      <Choice
        name="defaultRights"
        label={w.defaultRights}
        help={w.defaultRightsHelp}
        value={settings.defaultRights}
        onChange={(defaultRights) => set({ defaultRights })}
        options={levels.map((value) => ({ value, label: capital(verbs(rightsOfLevel[value])) }))}
      />
      {difference}
      <Choice
        name="historyHorizon"
        label={w.historyHorizon}
        value={settings.historyHorizon}
        onChange={(historyHorizon) => set({ historyHorizon })}
        options={(['all', 'joined'] as const).map((value) => ({
          value,
          label: w.historyHorizonOptions[value],
          help: w.historyHorizonSays[value],
        }))}
      />
    </div>
  )
}

/** The tools of the group, and whether members are told what happens in them. */
export function ToolFields({ settings, onChange }: PartProps) {
  const w = useWords(words).settings
  const set = (change: Partial<Settings>) => onChange({ ...settings, ...change })
  const tools = useTools().map(({ name }) => name)
  return (
    <div className={styles.settings}>
      <ToolChoice tools={tools} on={settings.tools} onChange={(on) => set({ tools: on })} />
      <Switch
        label={w.notifications}
        help={w.notificationsHelp}
        checked={settings.notifications}
        onChange={(notifications) => set({ notifications })}
      />
    </div>
  )
}

type ToolChoiceProps = {
  tools: readonly string[]
  on: readonly string[]
  onChange: (on: string[]) => void
}

function ToolChoice({ tools, on, onChange }: ToolChoiceProps) {
  const w = useWords(words).settings
  const nameOf = useToolName()
  const help = useId()
  return (
    <fieldset className={styles.tools} data-field="tools" aria-describedby={help}>
      <legend>{w.tools}</legend>
      {tools.map((tool) => (
        <Check
          key={tool}
          label={nameOf(tool)}
          checked={on.includes(tool)}
          onChange={(checked) =>
            onChange(tools.filter((one) => (one === tool ? checked : on.includes(one))))
          }
        />
      ))}
      <p id={help} className={styles.help}>
        {w.toolsHelp}
      </p>
    </fieldset>
  )
}
