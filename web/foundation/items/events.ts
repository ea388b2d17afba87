import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'item.added': { home: { en: 'added', fr: 'a ajouté' } },
  'item.edited': { home: { en: 'edited', fr: 'a modifié' } },
  'item.renamed': { home: { en: 'renamed', fr: 'a renommé' } },
  'item.moved': { home: { en: 'moved', fr: 'a déplacé' } },
  'item.restored': { home: { en: 'restored', fr: 'a restauré' } },
  'item.taken-over': { home: { en: 'took over', fr: 'a repris' } },
  'item.tagged': { home: { en: 'tagged', fr: 'a étiqueté' } },
  'item.linked': { home: { en: 'linked', fr: 'a relié' } },
}
