import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    tree: 'Folders and notebooks',
    templates: 'Templates',
    import: 'Import Markdown…',
    emptyNotebook:
      'This notebook has no notes yet. Write the first: everyone who sees this notebook will see it.',
    emptyNotebookReader: 'This notebook has no notes yet. You can read here; others will add.',
    emptyAll:
      'No notes here yet. A note is for what is said, decided or worth keeping, written together.',
    emptyTemplates: 'No note is a template yet. Open a note and choose “Make it a template”.',
    template: 'Template',
    startFrom: 'Begin with',
    blank: 'An empty page',
    write: 'Write it',
  },
  fr: {
    tree: 'Dossiers et carnets',
    templates: 'Modèles',
    import: 'Importer du Markdown…',
    emptyNotebook:
      'Ce carnet n’a pas encore de note. Écrivez la première : elle sera vue de toutes les personnes qui voient ce carnet.',
    emptyNotebookReader:
      'Ce carnet n’a pas encore de note. Vous pouvez y lire ; d’autres y ajouteront.',
    emptyAll:
      'Pas encore de note ici. Une note garde ce qui est dit, décidé ou utile, écrit ensemble.',
    emptyTemplates:
      'Aucune note n’est encore un modèle. Ouvrez une note et choisissez « En faire un modèle ».',
    template: 'Modèle',
    startFrom: 'Commencer par',
    blank: 'Une page vide',
    write: 'Écrire',
  },
})
