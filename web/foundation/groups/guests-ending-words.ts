import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    readOnly:
      'The organization no longer allows guests: those who are here can read, but change nothing.',
    leave: (day: string) =>
      `The organization no longer allows guests: those who are here leave by ${day}.`,
    title: 'No more guests',
    says: (names: string, count: number) =>
      `${names} ${count === 1 ? 'is a guest' : 'are guests'} in groups of the organization. What becomes of ${count === 1 ? 'this person' : 'them'}?`,
    label: 'Present guests',
    choices: {
      'read-only': 'They may only read',
      leave: 'They leave by a date',
    },
    on: 'Last day',
    onMissing: 'Choose a day in the future.',
    verb: 'Stop allowing guests',
    done: 'Guests are no longer allowed. Administrators of the groups see your decision.',
  },
  fr: {
    readOnly:
      'L’organisation n’accepte plus de personnes externes : celles qui sont là peuvent lire, mais rien modifier.',
    leave: (day: string) =>
      `L’organisation n’accepte plus de personnes externes : celles qui sont là partent au plus tard le ${day}.`,
    title: 'Plus de personnes externes',
    says: (names: string, count: number) =>
      `${names} ${count === 1 ? 'fait' : 'font'} partie de groupes de l’organisation sans en être membre. Que décidez-vous ?`,
    label: 'Personnes externes présentes',
    choices: {
      'read-only': 'Lecture seule',
      leave: 'Départ à une date',
    },
    on: 'Dernier jour',
    onMissing: 'Choisissez un jour à venir.',
    verb: 'Ne plus accepter de personnes externes',
    done: 'C’est fait. Les personnes qui administrent les groupes voient votre décision.',
  },
})
