import { defineWords, en, fr } from '../../../web/kernel/words.ts'

export const words = defineWords({
  en: {
    all: 'All papers',
    tree: 'Boxes and drawers',
    stamps: 'Stamps',
    newPaper: 'New paper',
    keep: 'Keep it',
    titleMissing: 'Give the paper a title.',
    body: 'Text',
    worth: 'Worth',
    sorts: { changed: 'Last changed', title: 'Title', worth: 'Worth' },
    search: 'Search in these papers',
    empty: 'No papers here yet.',
    valuedAt: (worth: number) => `worth ${worth}`,
    save: 'Save the text',
    importTable: 'Import a table…',
    newest: 'Newest papers',
  },
  fr: {
    all: 'Tous les papiers',
    tree: 'Boîtes et tiroirs',
    stamps: 'Timbres',
    newPaper: 'Nouveau papier',
    keep: 'Le ranger',
    titleMissing: 'Donnez un titre au papier.',
    body: 'Texte',
    worth: 'Valeur',
    sorts: { changed: 'Dernière modification', title: 'Titre', worth: 'Valeur' },
    search: 'Rechercher dans ces papiers',
    empty: 'Aucun papier ici.',
    valuedAt: (worth: number) => `d’une valeur de ${worth}`,
    save: 'Enregistrer le texte',
    importTable: 'Importer un tableau…',
    newest: 'Derniers papiers',
  },
})

export const pageWords = defineWords({
  en: {
    closed: 'This paper has closed',
    safe: 'What you had saved is safe in the paper.',
    all: 'Go to the papers',
  },
  fr: {
    closed: 'Ce papier s’est fermé',
    safe: 'Ce que vous aviez enregistré est conservé dans le papier.',
    all: 'Aller aux papiers',
  },
})

export const importWords = defineWords({
  en: {
    title: 'Import a table',
    verb: (count: number) => `Import ${en(count, 'paper')}`,
    done: (count: number) => `${en(count, 'paper')} imported.`,
  },
  fr: {
    title: 'Importer un tableau',
    verb: (count: number) => `Importer ${fr(count, 'papier')}`,
    done: (count: number) => `${fr(count, 'papier importé', 'papiers importés')}.`,
  },
})
