import { locales } from '../../server/kernel/locales.ts'
import type { Language } from '../kernel/language.ts'
import { useReader } from '../kernel/language.ts'
import type { RightVerbs, WebTool } from '../kernel/pages.ts'
import { useTools } from '../kernel/tools.ts'
import { wordsIn } from '../kernel/words.ts'
import type { Level, Right } from './thing.ts'
import { words } from './words.ts'

export type Rights = Partial<Record<Right, boolean>>

/** The named levels of a tool without hours, from least to most (A1). */
export const levels = ['reader', 'contributor', 'editor', 'curator', 'full'] as const

export const rightsOfLevel: Record<Level, Rights> = {
  busy: {},
  drop: { add: true },
  reader: { view: true },
  contributor: { view: true, add: true },
  editor: { view: true, add: true, edit: true },
  curator: { view: true, add: true, delete: true },
  full: { view: true, add: true, edit: true, delete: true, manage: true },
}

/** Rights that are stored as bits (server/access/rights.ts). */
export function rightsOfBits(bits: number): Rights {
  const has = (bit: number) => (bits & bit) !== 0
  return { view: has(2), add: has(4), edit: has(8), delete: has(16), manage: has(32) }
}

export const rightNames = ['view', 'add', 'edit', 'delete', 'manage'] as const

/** An item, where nothing is added; where they may only read, and comment on nothing. */
type Where = { item?: boolean | undefined; readOnly?: boolean | undefined }
type Verbs = (rights: Rights, where?: Where) => string

/** “read, comment and add notes”: what rights let somebody do, after *can*, in the verbs of the tool. */
export function verbsIn(language: Language, tool?: WebTool): Verbs {
  const w = wordsIn(words, language)
  return (rights, { item = false, readOnly = false } = {}) => {
    const may = rightNames.filter((right) => rights[right])
    if (may.length === 0) return w.busy
    if (!rights.view) return w.drop
    if (readOnly) return w.read
    if (may.length === rightNames.length && !item) return w.everything
    const verbs = item ? w.itemVerbs : rightVerbs(language, tool)
    const said = may.flatMap((right) => verbs[right])
    return new Intl.ListFormat(locales[language]).format(said)
  }
}

/** What each right on a container lets somebody do. */
export function rightVerbs(language: Language, tool?: WebTool): RightVerbs {
  return { ...wordsIn(words, language).verbs, ...tool?.verbs?.[language] }
}

/** The same in the reader's language; without a tool, in verbs for all. */
export function useVerbs(tool?: string): Verbs {
  const { language } = useReader()
  return verbsIn(
    language,
    useTools().find(({ name }) => name === tool),
  )
}
