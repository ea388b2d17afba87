import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    command: 'Export…',
    title: (title: string) => `Export “${title}”`,
    format: 'Format',
    noteHelp: 'The file says what you see here, with pictures, and nothing that you may not see.',
    treeHelp: 'Everything in here that you may see, with pictures.',
    save: 'Save the file',
    formats: {
      pdf: 'PDF',
      docx: 'Word (DOCX)',
      odt: 'OpenDocument (ODT)',
      markdown: 'Markdown',
      html: 'HTML',
    },
    note: {
      pdf: 'To print or to send; the headings are its bookmarks.',
      docx: 'To go on writing in Word.',
      odt: 'To go on writing in LibreOffice.',
      markdown: 'A text file; with pictures a ZIP.',
      html: 'A web page; with pictures a ZIP.',
    },
    tree: {
      pdf: 'One document with a list of contents.',
      docx: 'One document with a list of contents.',
      odt: 'One document with a list of contents.',
      markdown: 'A ZIP of text files, in the same folders.',
      html: 'A ZIP of web pages, in the same folders.',
    },
  },
  fr: {
    command: 'Exporter…',
    title: (title: string) => `Exporter « ${title} »`,
    format: 'Format',
    noteHelp: 'Le fichier contient ce que vous voyez ici, images comprises, et rien d’autre.',
    treeHelp: 'Tout ce que vous pouvez voir ici, images comprises.',
    save: 'Enregistrer le fichier',
    formats: {
      pdf: 'PDF',
      docx: 'Word (DOCX)',
      odt: 'OpenDocument (ODT)',
      markdown: 'Markdown',
      html: 'HTML',
    },
    note: {
      pdf: 'À imprimer ou à envoyer ; les titres en sont les signets.',
      docx: 'Pour continuer à écrire dans Word.',
      odt: 'Pour continuer à écrire dans LibreOffice.',
      markdown: 'Un fichier texte ; avec des images, un ZIP.',
      html: 'Une page web ; avec des images, un ZIP.',
    },
    tree: {
      pdf: 'Un seul document, avec une table des matières.',
      docx: 'Un seul document, avec une table des matières.',
      odt: 'Un seul document, avec une table des matières.',
      markdown: 'Un ZIP de fichiers texte, dans les mêmes dossiers.',
      html: 'Un ZIP de pages web, dans les mêmes dossiers.',
    },
  },
})
