import { defineWords } from '../kernel/words.ts'

export const words = defineWords({
  en: {
    recent: 'Recent',
    spaces: 'Spaces',
    people: 'People',
    items: 'Items',
    page: 'On this page',
    commands: 'Commands',
    goTo: 'Go to',
    empty: 'No match',
    waiting: 'Searching…',
    failed: 'Items and people cannot be searched at the moment.',
    everything: (typed: string) => `See everything found for “${typed}”`,
    help: '> for commands, @ for people',
    keys: 'arrows to choose, Enter to open, Esc to go back',
  },
  fr: {
    recent: 'Récents',
    spaces: 'Espaces',
    people: 'Personnes',
    items: 'Contenus',
    page: 'Sur cette page',
    commands: 'Commandes',
    goTo: 'Aller à',
    empty: 'Aucun résultat',
    waiting: 'Recherche…',
    failed: 'La recherche de contenus et de personnes ne répond pas pour le moment.',
    everything: (typed: string) => `Voir tout ce qui est trouvé pour « ${typed} »`,
    help: '> pour les commandes, @ pour les personnes',
    keys: 'flèches pour choisir, Entrée pour ouvrir, Échap pour revenir',
  },
})
