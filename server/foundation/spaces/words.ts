import type { Language } from '../../kernel/i18n.ts'

/** What the first container of each tool is called in a new space. */
export const firstContainerNames: Record<Language, Record<string, string>> = {
  en: { notes: 'Notebook' },
  fr: { notes: 'Carnet' },
}

export const said = {
  notHere: {
    en: 'Choose a folder or notebook of this space.',
    fr: 'Choisissez un dossier ou un carnet de cet espace.',
  },
  wrongKind: {
    en: 'This cannot be put there.',
    fr: 'Cet élément ne peut pas être placé ici.',
  },
  intoItself: {
    en: 'A folder cannot be moved into itself.',
    fr: 'Un dossier ne peut pas être déplacé dans lui-même.',
  },
  tooDeep: {
    en: 'Folders lie too deep in each other here.',
    fr: 'Il y a ici trop de dossiers les uns dans les autres.',
  },
  root: {
    en: 'The top of a tool stays where it is.',
    fr: 'La racine d’un outil reste à sa place.',
  },
  unknownPrincipal: {
    en: 'This person or group is not part of this space.',
    fr: 'Cette personne ou ce groupe ne fait pas partie de cet espace.',
  },
  notShared: {
    en: 'You can share with people and groups that you have a group in common with.',
    fr: 'Vous pouvez partager avec des personnes et des groupes avec lesquels vous avez un groupe en commun.',
  },
} as const
