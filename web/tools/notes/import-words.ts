import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'Import Markdown',
    help: 'Each file becomes a note: Markdown, text, or a ZIP of Markdown and its pictures. Its title is the first heading or the file name.',
    paste: 'Or paste Markdown',
    pasteHelp: 'The first heading, or the first line, becomes the title.',
  },
  fr: {
    title: 'Importer du Markdown',
    help: 'Chaque fichier devient une note : du Markdown, du texte, ou un ZIP de Markdown et de ses images. Son titre est le premier titre du texte ou le nom du fichier.',
    paste: 'Ou collez du Markdown',
    pasteHelp: 'Le premier titre, ou la première ligne, devient le titre de la note.',
  },
})
