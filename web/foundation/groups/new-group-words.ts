import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'New group',
    lead: 'A closed space for people who work on something together. You become its administrator.',
    verb: 'Create the group',
    verbWith: (count: number) => `Create the group and add ${en(count, 'person', 'people')}`,
    cancel: 'Cancel',
    fromArchive: 'From an export',
    template: 'What kind of group?',
    templateHelp: 'This sets the defaults. You can change each of them, now or later.',
    how: 'How it will work',
    change: 'Change this',
    keep: 'Hide the settings',
    about: 'About the group',
    who: 'Who is in it?',
    later: 'You can also do this later.',
    advice:
      'Several small groups with simple rights work better than one large group with complicated ones.',
    notAllowed:
      'In your organization, only managers and administrators create groups. Ask one of them.',
    made: (name: string) => `“${name}” is ready`,
    brought: 'Here is what happened with the people you chose.',
  },
  fr: {
    title: 'Nouveau groupe',
    lead: 'Un espace fermé pour travailler à plusieurs sur un même sujet. Vous en assurerez l’administration.',
    verb: 'Créer le groupe',
    verbWith: (count: number) => `Créer le groupe et y ajouter ${fr(count, 'personne')}`,
    cancel: 'Annuler',
    fromArchive: 'À partir d’un export',
    template: 'Quel genre de groupe ?',
    templateHelp:
      'Ce choix prépare son fonctionnement. Vous pouvez tout modifier, maintenant et plus tard.',
    how: 'Son fonctionnement',
    change: 'Modifier',
    keep: 'Masquer les réglages',
    about: 'Sa description',
    who: 'Qui en fait partie ?',
    later: 'Vous pouvez aussi le faire plus tard.',
    advice:
      'Mieux vaut plusieurs petits groupes aux droits simples qu’un grand groupe aux droits compliqués.',
    notAllowed:
      'Dans votre organisation, seules les personnes qui l’administrent ou la gèrent créent des groupes. Adressez-vous à l’une d’elles.',
    made: (name: string) => `« ${name} » est prêt`,
    brought: 'Voici ce qui a été fait pour les personnes choisies.',
  },
})
