export const said = {
  notAPicture: {
    en: 'This is not a picture that can be shown: PNG, JPEG, WebP or GIF, at most 50 megapixels.',
    fr: 'Ce n’est pas une image affichable : PNG, JPEG, WebP ou GIF, 50 mégapixels au plus.',
  },
  untitled: { en: 'Untitled', fr: 'Sans titre' },
  oneText: {
    en: 'A ZIP must contain exactly one Markdown file, with its pictures.',
    fr: 'Un fichier ZIP doit contenir un seul fichier Markdown, avec ses images.',
  },
  tooLargeFile: {
    en: 'This file is larger than a note can be.',
    fr: 'Ce fichier est plus grand que ce qu’une note peut contenir.',
  },
  unreadableFile: {
    en: 'This is not a text file, or its encoding is not known.',
    fr: 'Ce n’est pas un fichier de texte, ou son encodage est inconnu.',
  },
  notATemplate: {
    en: 'There is no such template here.',
    fr: 'Ce modèle n’existe pas ici.',
  },
  tooCostly: {
    en: 'This text takes too long to read: its markup is too deep or too tangled. Simplify it or split it.',
    fr: 'La lecture de ce texte prend trop de temps : sa mise en forme est trop imbriquée. Simplifiez-le ou divisez-le.',
  },
  tooLargeBook: {
    en: 'This is too much for one document. Export it as a ZIP, or a smaller part of it.',
    fr: 'C’est trop pour un seul document. Exportez-le en ZIP, ou exportez-en une partie.',
  },
  tooManyTexts: {
    en: 'Many of your texts are still being read. Try again in a moment.',
    fr: 'Un grand nombre de vos textes sont encore en cours de lecture. Réessayez dans un instant.',
  },
} as const

/** What a document that is made of notes says besides them. */
export const paperWords = {
  en: { contents: 'Contents', notShared: 'not shared with you' },
  fr: { contents: 'Table des matières', notShared: 'non partagé avec vous' },
} as const

/** The labels of callouts on an exported page. */
export const calloutWords = {
  en: {
    note: 'Note',
    tip: 'Tip',
    important: 'Important',
    warning: 'Warning',
    caution: 'Caution',
  },
  fr: {
    note: 'Remarque',
    tip: 'Conseil',
    important: 'Important',
    warning: 'Attention',
    caution: 'Danger',
  },
} as const
