import { Refusal } from '../../kernel/errors.ts'
import type { Sentence } from '../../kernel/i18n.ts'
import type { Reason } from './kinds.ts'

/** The file is there and may be seen; there is no rendition of it. */
export class NoRendition extends Refusal {
  readonly kind = 'not-found'
  constructor(reason: Reason) {
    super(reason, sentences[reason])
  }
}

/** One person asks for many at a time. */
export const tooMany: Sentence = {
  en: 'Many of your files are being prepared. Try again in a moment.',
  fr: 'Beaucoup de vos fichiers sont en préparation. Réessayez dans un instant.',
}

const otherKind = {
  en: 'Files of this kind cannot be shown here.',
  fr: 'Les fichiers de ce type ne peuvent pas être affichés ici.',
}

const sentences: Record<Reason, Sentence> = {
  'other-kind': otherKind,
  'needs-ocr': otherKind,
  'too-large': {
    en: 'This file is too large to be shown here.',
    fr: 'Ce fichier est trop volumineux pour être affiché ici.',
  },
  'too-costly': {
    en: 'This file needs too much time or memory to be shown here.',
    fr: 'L’affichage de ce fichier demanderait trop de temps ou de mémoire.',
  },
  unreadable: {
    en: 'This file could not be read. It may be damaged.',
    fr: 'Ce fichier n’a pas pu être lu. Il est peut-être endommagé.',
  },
  protected: {
    en: 'This file is protected by a password.',
    fr: 'Ce fichier est protégé par un mot de passe.',
  },
}
