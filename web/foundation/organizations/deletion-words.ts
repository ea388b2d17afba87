import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    due: 'to be deleted',
    dueOn: (day: string) => `deleted on ${day}`,
    delete: 'Delete this account',
    deleteSays: 'It stops immediately, and is deleted after a grace period.',
    deleted: (name: string, day: string) =>
      `The account of ${name} is stopped, and will be deleted on ${day}. Until then you can cancel the deletion here.`,
    keep: 'Cancel the deletion',
    keepSays: 'The account stays, and works again.',
    kept: (name: string) => `The account of ${name} stays.`,
  },
  fr: {
    due: 'à supprimer',
    dueOn: (day: string) => `suppression le ${day}`,
    delete: 'Supprimer ce compte',
    deleteSays: 'Il s’arrête aussitôt, et sera supprimé après un délai.',
    deleted: (name: string, day: string) =>
      `Le compte de ${name} est arrêté, et sera supprimé le ${day}. D’ici là, vous pouvez annuler la suppression ici.`,
    keep: 'Annuler la suppression',
    keepSays: 'Le compte est conservé, et fonctionne de nouveau.',
    kept: (name: string) => `Le compte de ${name} est conservé.`,
  },
})
