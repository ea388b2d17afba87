import { words as accessWords } from '../../access/words.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { type Act, record, text } from './act.ts'
import { rightsOf } from './setting-values.ts'
import { words } from './words.ts'

/** Rights as they were given, told by the names of those who got them. */
export function useRights({ detail, names, group }: Pick<Act, 'detail' | 'names' | 'group'>) {
  const w = useWords(words)
  const { levels } = useWords(accessWords)
  const format = useFormat()
  const nameOf = (id: unknown): string => {
    if (typeof id !== 'string') return w.someone
    return id === group?.id ? w.allMembers : (names[id] ?? w.someGroup)
  }
  const container = text(detail)('name')
  const grants = listIn(detail['grants']).map(({ id, rights }) => ({
    name: nameOf(id),
    level: rightsOf(Number(rights), levels),
  }))
  const level = text(detail)('level')
  const levelName = levels[level as keyof typeof levels] ?? level
  const { internalOnly } = detail
  const onContainer = (): string => {
    const [only] = grants
    if (typeof internalOnly === 'boolean')
      return w.acts[internalOnly ? 'container.internal' : 'container.not-internal'](container)
    if (detail['ownList'] === false) return w.acts['container.follows'](container)
    if (only && grants.length === 1)
      return w.acts['container.one-right'](only.name, only.level, container)
    return w.acts['container.access-changed'](container)
  }
  const onItem = (): string => {
    if (typeof internalOnly === 'boolean')
      return w.acts[internalOnly ? 'item.internal' : 'item.not-internal']
    const people = listIn(detail['principals']).map(({ id }) => nameOf(id))
    if (people.length === 0) return w.acts['item.nobody'](levelName)
    return w.acts['item.access-changed'](format.list(people), levelName)
  }
  const lines = (): string[] =>
    detail['ownList'] === true && grants.length !== 1
      ? grants.length > 0
        ? grants.map(({ name, level: given }) => w.grant(name, given))
        : [w.nobodyNamed]
      : []
  return { onContainer, onItem, lines }
}

function listIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : []
}
