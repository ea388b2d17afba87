import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    overview: {
      newest: 'Newest notes',
      nothing: 'No note has been written yet.',
      begin: 'Open the notes',
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
  },
  fr: {
    overview: {
      newest: 'Notes récentes',
      nothing: 'Aucune note n’a encore été écrite.',
      begin: 'Ouvrir les notes',
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
  },
})
