import { useFormat } from '../kernel/format.ts'
import { useWords } from '../kernel/words.ts'
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

export const rightNames = ['view', 'add', 'edit', 'delete', 'manage'] as const

type LevelWordsProps = { level: Level | null; rights: Rights; item?: boolean | undefined }

/** What somebody may do with a container, or with one item, in verbs. */
export function LevelWords(props: LevelWordsProps) {
  return <>{useVerbs()(props)}</>
}

/** “read, comment and add”. Nothing is added to an item, and in it one changes only the item itself. */
export function useVerbs(): (of: LevelWordsProps) => string {
  const w = useWords(words)
  const format = useFormat()
  return ({ level, rights, item }) => {
    const may = rightNames.filter((right) => rights[right])
    const verbs = may.flatMap((right) => (item ? w.itemVerbs[right] : w.verbs[right]))
    return verbs.length > 0 ? format.list(verbs) : level ? w.levels[level] : ''
  }
}
