import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    begin: 'Begin as a draft',
    beginHelp: 'Nobody else sees it anywhere until you publish it. It is in your private space.',
    for: (place: string) => `A draft for ${place}. Only you see it until you publish it.`,
    noPlace:
      'The place of this draft is gone, or you can no longer add to it. Only you see the draft.',
    publish: 'Publish',
    published: 'It is published.',
    keepPrivate: 'Keep it private',
    kept: 'It is no longer a draft. It stays in your private space.',
    mine: 'Your drafts',
    noPrivatePlace:
      'Your private space has no place for a draft of this kind. Make one there first.',
  },
  fr: {
    begin: 'Commencer comme brouillon',
    beginHelp:
      'Personne d’autre ne le voit nulle part avant sa publication. Il se trouve dans votre espace privé.',
    for: (place: string) =>
      `Un brouillon pour ${place}. Vous seul·e le voyez avant sa publication.`,
    noPlace:
      'L’emplacement de ce brouillon n’existe plus, ou vous ne pouvez plus y ajouter de contenu. Vous seul·e voyez le brouillon.',
    publish: 'Publier',
    published: 'Le contenu est publié.',
    keepPrivate: 'Le garder privé',
    kept: 'Ce n’est plus un brouillon. Le contenu reste dans votre espace privé.',
    mine: 'Vos brouillons',
    noPrivatePlace:
      'Votre espace privé n’a pas d’emplacement pour ce type de brouillon. Commencez par en créer un.',
  },
})
