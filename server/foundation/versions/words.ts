import type { Sentence } from '../../kernel/i18n.ts'

export const said = {
  tooCostly: {
    en: 'These versions take too long to compare.',
    fr: 'La comparaison de ces versions prend trop de temps.',
  },
  tooManyComparisons: {
    en: 'Many of your comparisons are still running. Try again in a moment.',
    fr: 'Un grand nombre de vos comparaisons sont encore en cours. Réessayez dans un instant.',
  },
  notValidated: {
    en: 'This is not validated: it can be changed.',
    fr: 'Ce contenu n’est pas validé : il peut être modifié.',
  },
} as const satisfies Record<string, Sentence>
