import type { Sentence } from '../../kernel/i18n.ts'
import { said as ofItems } from '../items/words.ts'
import { said as ofSpaces } from '../spaces/words.ts'

export const said = {
  unknown: {
    en: 'This does not exist, or you cannot see it.',
    fr: 'Cet élément n’existe pas, ou vous ne pouvez pas le voir.',
  },
  forbidden: {
    en: 'You may see this, but not do that with it.',
    fr: 'Vous pouvez voir cet élément, mais pas faire cela.',
  },
  'name-taken': ofSpaces.nameTaken,
  tooManyTags: ofItems.tooManyTags,
  notAPlace: {
    en: 'Such items cannot be in the chosen place.',
    fr: 'L’emplacement choisi n’accueille pas de tels éléments.',
  },
  guestAuthor: {
    en: 'A guest wrote this, and has to be able to see it.',
    fr: 'Une personne externe en est l’auteur·rice et doit continuer à le voir.',
  },
  noPlaceLeft: {
    en: 'The folder where this was is in the trash as well.',
    fr: 'L’emplacement d’origine est lui aussi dans la corbeille.',
  },
  tooLate: {
    en: 'This can no longer be undone.',
    fr: 'Il n’est plus possible d’annuler.',
  },
} as const satisfies Record<string, Sentence>
