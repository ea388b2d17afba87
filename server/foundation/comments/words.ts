export const said = {
  empty: {
    en: 'Write something, or attach a file.',
    fr: 'Écrivez quelque chose ou joignez un fichier.',
  },
  unknownText: {
    en: 'This has no such text.',
    fr: 'Ce texte n’existe pas ici.',
  },
  unknownMention: {
    en: 'This person or group is not part of this space, so they cannot be mentioned here.',
    fr: 'Cette personne ou ce groupe ne fait pas partie de cet espace et ne peut donc pas y être mentionné.',
  },
} as const
