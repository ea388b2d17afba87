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

/** The name of a level; without a name, its rights one by one. */
export function LevelWords({ level, rights }: { level: Level | null; rights: Rights }) {
  const w = useWords(words)
  const format = useFormat()
  if (level) return <>{w.levels[level]}</>
  const may = rightNames.filter((right) => rights[right])
  return <>{format.list(may.map((right) => w.rights[right]))}</>
}
