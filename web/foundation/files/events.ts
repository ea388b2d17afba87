import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'attachment.added': { home: { en: 'attached a file to', fr: 'a joint un fichier à' } },
}
