export const said = {
  noPath: {
    en: 'A name of a file has no / and no \\.',
    fr: 'Un nom de fichier ne contient ni / ni \\.',
  },
}
