import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    verb: 'Import',
    chooseFiles: 'Choose files…',
    dropFiles: 'or drop them here',
    pasted: 'The pasted text',
    leaveOut: (name: string) => `Do not import ${name}`,
    notText: 'It does not look like text.',
    failed: (name: string) => `${name} could not be imported:`,
    guessed: (names: string) => `${names}: not in Unicode, so check the accents.`,
  },
  fr: {
    verb: 'Importer',
    chooseFiles: 'Choisir des fichiers…',
    dropFiles: 'ou déposez-les ici',
    pasted: 'Le texte collé',
    leaveOut: (name: string) => `Ne pas importer ${name}`,
    notText: 'Cela ne semble pas être du texte.',
    failed: (name: string) => `${name} n’a pas pu être importé :`,
    guessed: (names: string) => `${names} : le fichier n’est pas en Unicode, vérifiez les accents.`,
  },
})
