import { rightsOfBits, useVerbs } from '../../access/levels.ts'
import { useFormat } from '../../kernel/format.ts'
import { capital, useWords } from '../../kernel/words.ts'
import { useToolName } from '../../kernel/tools.ts'
import { words as groupWords } from '../groups/words.ts'
import { words } from './words.ts'

/** A value of a setting, in the words of the settings page. */
export function useSetting(): (field: string, value: unknown) => string {
  const h = useWords(words)
  const s = useWords(groupWords).settings
  const d = useWords(groupWords).describe
  const format = useFormat()
  const toolName = useToolName()
  const verbs = useVerbs()
  const options: Partial<Record<string, Partial<Record<string, string>>>> = {
    listed: s.listedOptions,
    joining: s.joiningOptions,
    whoInvites: s.whoInvitesOptions,
    historyHorizon: s.historyHorizonOptions,
    activity: { business: d.business, other: d.other },
  }
  return (field, value) => {
    if (value === null || value === '' || value === undefined) return h.nothing
    if (typeof value === 'boolean') return value ? h.yes : h.no
    if (Array.isArray(value))
      return value.length ? format.list(value.map((one) => toolName(`${one}`))) : h.nothing
    if (field === 'defaultRights') return capital(verbs(rightsOfBits(Number(value))))
    return options[field]?.[`${value as string}`] ?? `${value as string}`
  }
}
