import { defineWords } from '../../../web/kernel/words.ts'

export const words = defineWords({
  en: {
    tree: 'Boxes and drawers',
    stamps: 'Stamps',
    keep: 'Keep it',
    body: 'Text',
    worth: 'Worth',
    byWorth: 'By worth',
    valuedAt: (worth: number) => `worth ${worth}`,
  },
  fr: {
    tree: 'Boîtes et tiroirs',
    stamps: 'Timbres',
    keep: 'Le ranger',
    body: 'Texte',
    worth: 'Valeur',
    byWorth: 'Par valeur',
    valuedAt: (worth: number) => `d’une valeur de ${worth}`,
  },
})
