import { Conflict, invalidField, LimitReached, type Invalid } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'
import { locales } from '../../kernel/locales.ts'
import { de } from '../../kernel/plain-text.ts'

export function storageLimit(allowed: number, whose: string): LimitReached {
  return new LimitReached('storage-limit', {
    en: `The storage of this space is full: the plan of ${whose} allows ${size(allowed, 'en')}. Delete what is no longer needed, or ask for a larger plan.`,
    fr: `L’espace de stockage est plein : le forfait ${de(whose)} permet ${size(allowed, 'fr')}. Supprimez ce qui n’est plus utile ou demandez un forfait supérieur.`,
  })
}

/** The same for guests, who are told nothing of plans. */
export function storageIsFull(): LimitReached {
  return new LimitReached('storage-limit', {
    en: 'The storage of this space is full. Delete what is no longer needed, or ask the administrator of the group to make room.',
    fr: 'L’espace de stockage est plein. Supprimez ce qui n’est plus utile, ou demandez à la personne qui administre le groupe de faire de la place.',
  })
}

export function fileTooLarge(megabytes: number): LimitReached {
  const most = (language: Language) => size(megabytes * 1024 * 1024, language)
  return new LimitReached('file-too-large', {
    en: `Files of up to ${most('en')} can be attached here.`,
    fr: `La taille d’un fichier joint est limitée à ${most('fr')}.`,
  })
}

export function tooManyUploads(): LimitReached {
  return new LimitReached('too-many-uploads', {
    en: 'Many of your files are being uploaded already. Wait until some of them are done.',
    fr: 'Beaucoup de vos fichiers sont déjà en cours d’envoi. Attendez que certains soient terminés.',
  })
}

export function tooManyPieces(): LimitReached {
  return new LimitReached('too-many-parts', {
    en: 'This upload was interrupted too often. Start it again.',
    fr: 'Cet envoi a été interrompu trop souvent. Veuillez le recommencer.',
  })
}

/** The part does not begin where the upload ends. */
export function otherPosition(received: number): Conflict {
  return new Conflict('other-position', {
    en: `This upload continues at byte ${received}.`,
    fr: `Cet envoi se poursuit à l’octet ${received}.`,
  })
}

export function notInfected(): Conflict {
  return new Conflict('not-infected', {
    en: 'No virus was found in this file: everybody who sees it can open it.',
    fr: 'Aucun virus n’a été détecté dans ce fichier : toute personne qui le voit peut l’ouvrir.',
  })
}

export function longerThanSaid(): Invalid {
  return invalidField('body', 'size', {
    en: 'More was sent than was announced.',
    fr: 'La taille envoyée dépasse celle qui était annoncée.',
  })
}

export function tooManyAttachments(most: number): LimitReached {
  return new LimitReached('too-many-attachments', {
    en: `At most ${most} files can be attached here. Remove one first.`,
    fr: `Au plus ${most} fichiers peuvent être joints ici. Retirez-en un d’abord.`,
  })
}

const units: Record<Language, [string, string]> = { en: ['MB', 'GB'], fr: ['Mo', 'Go'] }

export function size(bytes: number, language: Language): string {
  const [mega, giga] = units[language]
  const [amount, unit] = bytes >= 1e9 ? [bytes / 1e9, giga] : [bytes / 1e6, mega]
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 }).format(amount)} ${unit}`
}
