import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    overview: {
      newest: 'Newest notes',
      nothing: 'No note has been written yet.',
      begin: 'Open the notes',
      changedBy: (name: string) => `by ${name}`,
    },
    all: 'All notes',
    tree: 'Folders and notebooks',
    templates: 'Templates',
    newNote: 'New note',
    import: 'Import Markdown…',
    search: 'Search in these notes',
    sorts: { changed: 'Last changed first', title: 'By title' },
    emptyNotebook:
      'This notebook has no notes yet. Write the first: everyone who sees this notebook will see it.',
    emptyNotebookReader: 'This notebook has no notes yet. You can read here; others will add.',
    emptyAll:
      'No notes here yet. A note is for what is said, decided or worth keeping, written together.',
    emptyTemplates: 'No note is a template yet. Open a note and choose “Make it a template”.',
    template: 'Template',
    titleMissing: 'Give the note a title.',
    startFrom: 'Begin with',
    blank: 'An empty page',
    write: 'Write it',
    cancel: 'Cancel',
    importTitle: 'Import Markdown',
    importHelp:
      'Each file becomes a note: Markdown, text, or a ZIP of Markdown and its pictures. Its title is the first heading or the file name.',
    chooseFiles: 'Choose files…',
    dropFiles: 'or drop them here',
    orPaste: 'Or paste Markdown',
    pasteHelp: 'The first heading, or the first line, becomes the title.',
    pasted: 'The pasted text',
    importNone: 'Import',
    importVerb: (count: number) => `Import ${en(count, 'note')}`,
    imported: (count: number) => `${en(count, 'note')} imported.`,
    importFailed: (name: string) => `${name} could not be imported:`,
    importGuessed: (names: string[]) =>
      `${names.join(', ')}: not in Unicode, so check the accents.`,
    removeFile: (name: string) => `Do not import ${name}`,
  },
  fr: {
    overview: {
      newest: 'Notes récentes',
      nothing: 'Aucune note n’a encore été écrite.',
      begin: 'Ouvrir les notes',
      changedBy: (name: string) => `par ${name}`,
    },
    all: 'Toutes les notes',
    tree: 'Dossiers et carnets',
    templates: 'Modèles',
    newNote: 'Nouvelle note',
    import: 'Importer du Markdown…',
    search: 'Rechercher dans ces notes',
    sorts: { changed: 'Dernières modifications d’abord', title: 'Par titre' },
    emptyNotebook:
      'Ce carnet n’a pas encore de note. Écrivez la première : elle sera vue de toutes les personnes qui voient ce carnet.',
    emptyNotebookReader:
      'Ce carnet n’a pas encore de note. Vous pouvez y lire ; d’autres y ajouteront.',
    emptyAll:
      'Pas encore de note ici. Une note garde ce qui est dit, décidé ou utile, écrit ensemble.',
    emptyTemplates:
      'Aucune note n’est encore un modèle. Ouvrez une note et choisissez « En faire un modèle ».',
    template: 'Modèle',
    titleMissing: 'Donnez un titre à la note.',
    startFrom: 'Commencer par',
    blank: 'Une page vide',
    write: 'Écrire',
    cancel: 'Annuler',
    importTitle: 'Importer du Markdown',
    importHelp:
      'Chaque fichier devient une note : du Markdown, du texte, ou un ZIP de Markdown et de ses images. Son titre est le premier titre du texte ou le nom du fichier.',
    chooseFiles: 'Choisir des fichiers…',
    dropFiles: 'ou déposez-les ici',
    orPaste: 'Ou collez du Markdown',
    pasteHelp: 'Le premier titre, ou la première ligne, devient le titre de la note.',
    pasted: 'Le texte collé',
    importNone: 'Importer',
    importVerb: (count: number) => `Importer ${fr(count, 'note')}`,
    imported: (count: number) => `${fr(count, 'note importée', 'notes importées')}.`,
    importFailed: (name: string) => `${name} n’a pas pu être importé :`,
    importGuessed: (names: string[]) =>
      `${names.join(', ')} : le fichier n’est pas en Unicode, vérifiez les accents.`,
    removeFile: (name: string) => `Ne pas importer ${name}`,
  },
})
