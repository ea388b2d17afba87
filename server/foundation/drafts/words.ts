import type { Sentence } from '../../kernel/i18n.ts'

export const said = {
  notMine: {
    en: 'Only an item in your private space can be a draft.',
    fr: 'Seul un contenu de votre espace privé peut être un brouillon.',
  },
  notAGroup: {
    en: 'A draft is published in a group.',
    fr: 'Un brouillon se publie dans un groupe.',
  },
  seen: {
    en: 'Other people can see it where it is. Move it to a place that you have not shared.',
    fr: 'D’autres personnes peuvent le voir là où il est. Déplacez-le dans un emplacement que vous n’avez pas partagé.',
  },
  noDraft: {
    en: 'This is not a draft.',
    fr: 'Ce n’est pas un brouillon.',
  },
} as const satisfies Record<string, Sentence>
