import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'Drop folder',
    lead: 'People who share a group with you can send you files. They see nothing of your space.',
    takes: 'Accept files from people in my groups',
    takesHelp: 'They go into a folder of your private space and count towards your storage.',
    open: (name: string) => `Open “${name}”`,
    blocked: 'Blocked people',
    blockedHelp: 'They are not told; for them your drop folder is switched off.',
    block: 'Block somebody',
    blockWhom: 'Who should be blocked?',
    unblock: 'Unblock',
    unblockOne: (name: string) => `Unblock ${name}`,
    sentTitle: 'Files you sent',
    sentHelp: 'A record of your own. It does not show what became of a file.',
    nothingSent: 'You have sent no files yet.',
    to: (name: string) => `to ${name}`,
    sendTo: (name: string) => `Send files to ${name}`,
    sendToSomebody: 'Send files to a person',
    person: 'Person',
    personHelp: 'Somebody with whom you share a group.',
    sendSays: (name: string) => `${name} sees who sent the files. You cannot take them back.`,
    chooseFiles: 'Choose files',
    left: (files: number, size: string) =>
      `You can send ${en(files, 'file')}, ${size} in all, within 24 hours.`,
    takesNothing: (name: string) =>
      `You cannot send files to ${name}. Their drop folder may be switched off, or you no longer share a group.`,
  },
  fr: {
    title: 'Boîte de dépôt',
    lead: 'Les personnes qui partagent un groupe avec vous peuvent vous envoyer des fichiers. Elles ne voient rien de votre espace.',
    takes: 'Recevoir des fichiers des personnes de mes groupes',
    takesHelp:
      'Ils arrivent dans un dossier de votre espace privé et comptent dans votre espace de stockage.',
    open: (name: string) => `Ouvrir « ${name} »`,
    blocked: 'Personnes bloquées',
    blockedHelp: 'Elles n’en sont pas informées : pour elles, votre boîte de dépôt est désactivée.',
    block: 'Bloquer quelqu’un',
    blockWhom: 'De qui refusez-vous les fichiers ?',
    unblock: 'Débloquer',
    unblockOne: (name: string) => `Débloquer ${name}`,
    sentTitle: 'Fichiers que vous avez envoyés',
    sentHelp: 'Une trace pour vous. Elle ne montre pas ce que le fichier est devenu.',
    nothingSent: 'Vous n’avez encore envoyé aucun fichier.',
    to: (name: string) => `à ${name}`,
    sendTo: (name: string) => `Envoyer des fichiers à ${name}`,
    sendToSomebody: 'Envoyer des fichiers à une personne',
    person: 'Personne',
    personHelp: 'Quelqu’un avec qui vous partagez un groupe.',
    sendSays: (name: string) =>
      `${name} voit qui a envoyé les fichiers. Vous ne pourrez pas les reprendre.`,
    chooseFiles: 'Choisir des fichiers',
    left: (files: number, size: string) =>
      `Vous pouvez envoyer ${fr(files, 'fichier')}, ${size} au total, en 24 heures.`,
    takesNothing: (name: string) =>
      `Vous ne pouvez pas envoyer de fichiers à ${name}. Sa boîte de dépôt est peut-être désactivée, ou vous n’avez plus de groupe en commun.`,
  },
})
