/** What Home tells of things: kinds of the change log that are about one item which is still there. Each has a verb in the web UI. */
export const kindsOnHome = [
  'item.added',
  'item.edited',
  'item.renamed',
  'item.moved',
  'item.restored',
  'item.taken-over',
  'item.tagged',
  'item.linked',
  'item.access-changed',
  'comment.added',
  'comment.edited',
] as const
