import { Invalid, LimitReached } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'

export const said = {
  notAPicture: {
    en: 'This is not a picture that can be shown: PNG, JPEG, WebP or GIF, at most 50 megapixels.',
    fr: 'Ce n’est pas une image affichable : PNG, JPEG, WebP ou GIF, 50 mégapixels au plus.',
  },
  notATemplate: {
    en: 'There is no such template here.',
    fr: 'Ce modèle n’existe pas ici.',
  },
  tooCostly: {
    en: 'This text takes too long to read: its markup is too deep or too tangled. Simplify it or split it.',
    fr: 'La lecture de ce texte prend trop de temps : sa mise en forme est trop imbriquée. Simplifiez-le ou divisez-le.',
  },
  tooManyTexts: {
    en: 'Many of your texts are still being read. Try again in a moment.',
    fr: 'Un grand nombre de vos textes sont encore en cours de lecture. Réessayez dans un instant.',
  },
  storageLimit: (allowed: number, whose: string): LimitReached =>
    new LimitReached('storage-limit', {
      en: `The storage of this space is full: the plan of ${whose} allows ${size(allowed, 'en')}. Remove files, or ask for a larger plan.`,
      fr: `L’espace de stockage est plein : l’abonnement de ${whose} permet ${size(allowed, 'fr')}. Supprimez des fichiers ou demandez un abonnement plus grand.`,
    }),
} as const

/** A note of an archive that no editor here could hold. */
export const unreadableNote = (title: string): Invalid =>
  new Invalid('archive', {
    en: `The note “${title.slice(0, 80)}” of this archive cannot be read.`,
    fr: `La note « ${title.slice(0, 80)} » de cette archive est illisible.`,
  })

const units: Record<Language, [string, string]> = { en: ['MB', 'GB'], fr: ['Mo', 'Go'] }

function size(bytes: number, language: Language): string {
  const [mega, giga] = units[language]
  const [amount, unit] = bytes >= 1e9 ? [bytes / 1e9, giga] : [bytes / 1e6, mega]
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(amount)} ${unit}`
}
