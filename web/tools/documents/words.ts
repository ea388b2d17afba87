import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    tree: 'Folders',
    upload: 'Upload files',
    uploadFolder: 'Upload a folder',
    chooseFiles: 'Choose files',
    chooseFolder: 'Choose a folder',
    place: 'Folder',
    placeMissing: 'Choose the folder.',
    dropHere: 'or drop files here. Uploads go on while you look at other pages.',
    empty: 'No files here yet. Drop some here, or choose “Upload files”.',
    emptyReader: 'No files here yet.',
    bySize: 'Largest first',
    download: 'Download',
    newVersion: 'Upload a new version…',
    contentOf: (name: string) => `Content of ${name}`,
    noPreview: 'There is no preview of this kind of file.',
  },
  fr: {
    tree: 'Dossiers',
    upload: 'Envoyer des fichiers',
    uploadFolder: 'Envoyer un dossier',
    chooseFiles: 'Choisir des fichiers',
    chooseFolder: 'Choisir un dossier',
    place: 'Dossier',
    placeMissing: 'Choisissez le dossier.',
    dropHere:
      'ou déposez des fichiers ici. L’envoi continue pendant que vous consultez d’autres pages.',
    empty: 'Pas encore de fichier ici. Déposez-en ici, ou choisissez « Envoyer des fichiers ».',
    emptyReader: 'Pas encore de fichier ici.',
    bySize: 'Les plus volumineux d’abord',
    download: 'Télécharger',
    newVersion: 'Envoyer une nouvelle version…',
    contentOf: (name: string) => `Contenu de ${name}`,
    noPreview: 'Il n’y a pas d’aperçu pour ce type de fichier.',
  },
})
