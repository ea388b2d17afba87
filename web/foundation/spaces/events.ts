import { locales } from '../../../server/kernel/locales.ts'
import { rightsOfBits, rightsOfLevel, verbsIn } from '../../access/levels.ts'
import type { Level } from '../../access/thing.ts'
import { record, type Act, type EventWords } from '../../kernel/events.ts'
import type { Language } from '../../kernel/language.ts'
import { words } from './given-rights-words.ts'

/** The given rights, with the names of the people who received them. */
function given(language: Language, { detail, names, group }: Act): { name: string; may: string }[] {
  const grants = [detail['grants'], detail['principals']].flatMap((list) =>
    Array.isArray(list) ? list.map(record) : [],
  )
  return grants.map(({ id, rights }) => ({
    name: nameOf(words[language], id, names, group?.id),
    may: verbsIn(language)(rightsOfBits(Number(rights))),
  }))
}

type W = { someone: string; allMembers: string; someGroup: string }

function nameOf(w: W, id: unknown, names: Act['names'], group: string | undefined): string {
  if (typeof id !== 'string') return w.someone
  return id === group ? w.allMembers : (names[id] ?? w.someGroup)
}

function onContainer(language: Language, name: string, act: Act): string {
  const w = words[language]
  const { internalOnly, ownList } = act.detail
  const [only, ...others] = given(language, act)
  if (typeof internalOnly === 'boolean')
    return internalOnly ? w.internal(name) : w.notInternal(name)
  if (ownList === false) return w.follows(name)
  return only && others.length === 0 ? w.oneRight(only.name, only.may, name) : w.changed(name)
}

function onItem(language: Language, level: string, act: Act): string {
  const w = words[language]
  const { internalOnly } = act.detail
  if (typeof internalOnly === 'boolean') return internalOnly ? w.itemInternal : w.itemNotInternal
  const names = given(language, act).map(({ name }) => name)
  const may = verbsIn(language)(rightsOfLevel[level as Level] ?? {}, { item: true })
  if (names.length === 0) return w.itemNobody(may)
  return w.itemChanged(new Intl.ListFormat(locales[language]).format(names), may)
}

/** Each right of a separate list; a single one is in the sentence itself. */
function lines(language: Language, act: Act): string[] {
  const w = words[language]
  const grants = given(language, act)
  if (act.detail['ownList'] !== true || grants.length === 1) return []
  return grants.length > 0 ? grants.map(({ name, may }) => w.grant(name, may)) : [w.nobodyNamed]
}

export const events: Record<string, EventWords> = {
  'container.access-changed': {
    history: {
      en: (say, act) => onContainer('en', say('name'), act),
      fr: (say, act) => onContainer('fr', say('name'), act),
    },
    lines: { en: (act) => lines('en', act), fr: (act) => lines('fr', act) },
  },
  'item.access-changed': {
    history: {
      en: (say, act) => onItem('en', say('level'), act),
      fr: (say, act) => onItem('fr', say('level'), act),
    },
    home: { en: 'changed who may see or edit', fr: 'a modifié l’accès à' },
  },
}
