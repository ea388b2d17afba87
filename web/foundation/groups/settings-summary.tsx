import { rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { useFormat } from '../../kernel/format.ts'
import { useToolName } from '../../kernel/tools.ts'
import { capital, useWords } from '../../kernel/words.ts'
import { Facts } from './facts.tsx'
import type { Settings } from './group.ts'
import { accessLevelOf } from './group.ts'
import { words } from './words.ts'

/** The settings chosen by a template or an administrator, in plain words. */
export function SettingsSummary({ settings }: { settings: Settings }) {
  const w = useWords(words)
  const s = w.settings
  const format = useFormat()
  const nameOf = useToolName()
  const verbs = useVerbs()
  const level = w.levels[accessLevelOf(settings)]
  const tools = settings.tools.length > 0 ? format.list(settings.tools.map(nameOf)) : s.noTools
  return (
    <Facts
      facts={[
        [level.name, level.says],
        [s.defaultRights, capital(verbs(rightsOfLevel[settings.defaultRights]))],
        [s.whoInvites, s.whoInvitesOptions[settings.whoInvites]],
        [s.guestsAllowed, settings.guestsAllowed ? s.guestsYes : s.guestsNo],
        [s.memberListPublished, settings.memberListPublished ? s.shown : s.hidden],
        [s.historyHorizon, s.historyHorizonOptions[settings.historyHorizon]],
        [s.notifications, settings.notifications ? s.notificationsOn : s.notificationsOff],
        [s.tools, tools],
      ]}
    />
  )
}
