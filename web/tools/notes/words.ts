import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    tree: 'Folders and notebooks',
    templates: 'Templates',
    import: 'Import Markdown…',
    emptyNotebook:
      'This notebook has no notes yet. Write the first: everybody who sees this notebook will see it.',
    emptyNotebookReader:
      'This notebook has no notes yet. You will be able to read those that others write.',
    emptyAll:
      'No notes here yet. Write down together what was said, what was decided, what is worth keeping.',
    emptyTemplates: 'No note is a template yet. Open a note and choose “Make it a template”.',
    template: 'Template',
    startFrom: 'Begin with',
    blank: 'An empty page',
    write: 'Write it',
    fieldsHelp: 'The template asks for these. What you leave empty stays marked in the text.',
  },
  fr: {
    tree: 'Dossiers et carnets',
    templates: 'Modèles',
    import: 'Importer du Markdown…',
    emptyNotebook:
      'Ce carnet n’a pas encore de note. Écrivez la première : elle sera vue de toutes les personnes qui voient ce carnet.',
    emptyNotebookReader:
      'Ce carnet n’a pas encore de note. Vous pourrez lire celles que d’autres y écriront.',
    emptyAll:
      'Pas encore de note ici. Écrivez ensemble ce qui a été dit, ce qui a été décidé, ce qui mérite d’être gardé.',
    emptyTemplates:
      'Aucune note n’est encore un modèle. Ouvrez une note et choisissez « En faire un modèle ».',
    template: 'Modèle',
    startFrom: 'Commencer par',
    blank: 'Une page vide',
    write: 'Écrire',
    fieldsHelp: 'Le modèle les demande. Ce qui reste vide est signalé dans le texte.',
  },
})
