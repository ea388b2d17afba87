import type { Sentence } from '../../kernel/i18n.ts'

export const tooOld: Sentence = {
  en: 'This copy is too old to be brought up to date. Please load everything again.',
  fr: 'Cette copie est trop ancienne pour être mise à jour. Veuillez tout recharger.',
}
