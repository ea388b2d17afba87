import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'Person',
    organization: 'Organization',
    email: 'E-mail address',
    groups: 'Groups you share',
    noGroups: 'You share no group.',
  },
  fr: {
    title: 'Personne',
    organization: 'Organisation',
    email: 'Adresse e-mail',
    groups: 'Groupes en commun',
    noGroups: 'Vous n’avez aucun groupe en commun.',
  },
})
