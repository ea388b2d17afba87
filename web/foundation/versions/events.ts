import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'item.validated': { home: { en: 'validated', fr: 'a validé' } },
  'item.reopened': { home: { en: 'opened for changes', fr: 'a rouvert' } },
}
