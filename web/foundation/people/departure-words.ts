import { defineWords } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'My data and my account',
    exportSays:
      'One ZIP with everything of yours: documents with their pictures and files, comments, settings, groups, requests, notices, rights given and received, sessions and more. A README says what is where.',
    export: 'Export my data',
    deleteSays:
      'Your private space is deleted with everything in it. What you added to groups stays there, under your name.',
    delete: 'Delete my account…',
    deleteTitle: 'Delete my account',
    deleteWarning: 'You can cancel the deletion within 30 days, unless another period is set.',
    deleteVerb: 'Delete my account',
    due: (day: string) => `Your account will be deleted on ${day}.`,
    dueByAdmin: (day: string) =>
      `Your account will be deleted on ${day}; an administrator of your organization decided this.`,
    keep: 'Keep my account',
    kept: 'Your account stays.',
    asked: (day: string) =>
      `Your account will be deleted on ${day}. Until then you can cancel the deletion here.`,
    groups: 'Somebody else must administer these groups first:',
  },
  fr: {
    title: 'Mes données et mon compte',
    exportSays:
      'Un ZIP avec tout ce qui est à vous : documents avec leurs images et fichiers, commentaires, réglages, groupes, demandes, notifications, droits donnés et reçus, sessions, etc. Un README dit où se trouve quoi.',
    export: 'Exporter mes données',
    deleteSays:
      'Votre espace privé est supprimé avec tout son contenu. Ce que vous avez ajouté aux groupes y reste, sous votre nom.',
    delete: 'Supprimer mon compte…',
    deleteTitle: 'Supprimer mon compte',
    deleteWarning:
      'Vous pourrez annuler la suppression pendant 30 jours, sauf si un autre délai est fixé.',
    deleteVerb: 'Supprimer mon compte',
    due: (day: string) => `Votre compte sera supprimé le ${day}.`,
    dueByAdmin: (day: string) =>
      `Votre compte sera supprimé le ${day} ; l’administration de votre organisation en a décidé ainsi.`,
    keep: 'Garder mon compte',
    kept: 'Votre compte est conservé.',
    asked: (day: string) =>
      `Votre compte sera supprimé le ${day}. D’ici là, vous pouvez annuler la suppression ici.`,
    groups: 'Quelqu’un d’autre doit d’abord administrer ces groupes :',
  },
})
