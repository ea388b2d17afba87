import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: (name: string) => `Will you be a member of “${name}”?`,
    quoted: (name: string) => `“${name}”`,
    asked: (groups: string) =>
      `${groups}, where you are a member, is part of it. You want to be asked first: nobody there sees you until you accept.`,
    outside: (groups: string) =>
      `${groups}, where you are a member, is part of it. You chose not to join, and can join at any time.`,
    accept: 'Join',
    decline: 'Decline',
    accepted: (name: string) => `You are now a member of “${name}”.`,
    declinedNow: (name: string) => `You have not joined “${name}”.`,
    leaveAlone: 'You can leave only this group; you stay in the other one.',
    waiting: (count: number) =>
      count === 1 ? '1 person is asked first' : `${count} people are asked first`,
  },
  fr: {
    title: (name: string) => `Voulez-vous être membre de « ${name} » ?`,
    quoted: (name: string) => `« ${name} »`,
    asked: (groups: string) =>
      `${groups}, dont vous êtes membre, en fait partie. Vous souhaitez être consulté·e d’abord : personne ne vous y voit avant votre accord.`,
    outside: (groups: string) =>
      `${groups}, dont vous êtes membre, en fait partie. Vous avez choisi de ne pas le rejoindre, et pouvez le faire à tout moment.`,
    accept: 'Rejoindre',
    decline: 'Décliner',
    accepted: (name: string) => `Vous êtes maintenant membre de « ${name} ».`,
    declinedNow: (name: string) => `Vous ne rejoignez pas « ${name} ».`,
    leaveAlone: 'Vous pouvez quitter seulement ce groupe ; vous restez dans l’autre.',
    waiting: (count: number) =>
      count <= 1 ? '1 personne consultée d’abord' : `${count} personnes consultées d’abord`,
  },
})
