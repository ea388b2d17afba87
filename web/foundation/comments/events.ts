import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'comment.added': { home: { en: 'commented on', fr: 'a commenté' } },
  'comment.edited': { home: { en: 'changed a comment on', fr: 'a modifié un commentaire sur' } },
}
