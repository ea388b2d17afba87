import { size } from '../../foundation/files/words.ts'
import { Forbidden, LimitReached } from '../../kernel/errors.ts'

export const said = {
  noPath: {
    en: 'A file name cannot contain / or \\.',
    fr: 'Un nom de fichier ne peut contenir ni / ni \\.',
  },
  /** The name of the folder, in its owner's language. */
  dropFolder: { en: 'Drop folder', fr: 'Boîte de dépôt' },
  documents: { en: 'Documents', fr: 'Documents' },
  leftOutName: { en: 'Files left out', fr: 'Fichiers manquants' },
  leftOut: {
    en: 'The content of these files could not be read, so they are not in this archive:',
    fr: 'Le contenu de ces fichiers n’a pas pu être lu : ils manquent dans cette archive :',
  },
}

/** The same whether the folder is switched off, in the trash, or closed to this sender alone. */
export function takesNothing(): Forbidden {
  return new Forbidden('takes-nothing', {
    en: 'You cannot send files to this person. Their drop folder may be switched off, or you no longer share a group.',
    fr: 'Vous ne pouvez pas envoyer de fichiers à cette personne. Sa boîte de dépôt est peut-être désactivée, ou vous n’avez plus de groupe en commun.',
  })
}

export function ownFolder(): Forbidden {
  return new Forbidden('own-folder', {
    en: 'This is your own drop folder. Upload files to your documents instead.',
    fr: 'C’est votre propre boîte de dépôt. Ajoutez plutôt les fichiers à vos documents.',
  })
}

export function tooManySent(most: number): LimitReached {
  return new LimitReached('too-many-sent', {
    en: `You can send this person ${most} files in 24 hours. Try again later.`,
    fr: `Vous pouvez envoyer ${most} fichiers à cette personne en 24 heures. Réessayez plus tard.`,
  })
}

export function tooMuchSent(most: number): LimitReached {
  return new LimitReached('too-much-sent', {
    en: `You can send this person ${size(most, 'en')} in 24 hours. This file does not fit.`,
    fr: `Vous pouvez envoyer ${size(most, 'fr')} à cette personne en 24 heures. Ce fichier dépasse cette limite.`,
  })
}
