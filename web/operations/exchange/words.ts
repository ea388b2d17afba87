import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    exportTitle: 'Export the group',
    exportLead:
      'The whole group in one file: texts that anybody can read, pictures, members and history as tables, and everything else as data. It can be imported as a new group, here or elsewhere.',
    exportNotYours: 'Only the administrator of a group can export it.',
    whatIsIn:
      'It contains what you may see when it is made. The trash, and tools that are switched off, are not included. Anyone who has the file can read all of it: keep it safe.',
    make: 'Make an export',
    underWay: 'An export is already being made.',
    archives: 'Your exports',
    noArchives:
      'You have no export of this group. It is made in the background; you can continue to work.',
    states: {
      waiting: 'Waiting for its turn',
      running: 'In progress',
      ready: 'Ready',
      failed: 'Failed',
    },
    askedAt: 'Asked for',
    items: (done: string, total: string) => `${done} of ${total} items`,
    until: (day: string) => `until ${day}`,
    download: 'Download',
    downloadOf: (day: string) => `Download the export of ${day}`,
    stop: 'Stop',
    remove: 'Remove',
    removed: 'The export is removed.',
    stopped: 'Stopped. Nothing is left of it.',

    importTitle: 'A group from an export',
    importLead:
      'Choose the export of a group. It is checked first; then you see what is in it, and decide.',
    notAllowed:
      'In your organization, only managers and administrators create groups. Ask one of them.',
    choose: 'Choose an export',
    orDrop: 'or drop it here',
    chooseHelp: 'A ZIP file that was made on the export page of a group.',
    sending: (name: string) => `Sending “${name}”`,
    sent: (done: string, total: string) => `${done} of ${total}`,
    cancel: 'Cancel',
    recent: 'Your recent imports',
    archiveOf: (day: string) => `the export of ${day}`,
    importStates: {
      received: 'Waiting for its turn',
      checking: 'Being checked',
      ready: 'Waiting for your decision',
      confirmed: 'Waiting for its turn',
      making: 'The group is being created',
      made: 'The group is created',
      refused: 'Refused',
    },
    checking: 'Every file of the export is checked before anything is created.',
    making: 'The group is being created. You can continue to work.',
    steps: (done: string, total: string) => `${done} of ${total}`,
    refusedTitle: 'This export cannot be imported',
    another: 'Choose another export',
    previewTitle: (name: string) => `“${name}”`,
    previewFrom: (day: string, name: string) => `Exported on ${day} by ${name}`,
    sealed:
      'This server made the export, and nobody has changed it since. Authors stay as they were.',
    unsealed:
      'This server cannot tell who made this export. Authors stay as names marked “imported” until each accepts your invitation.',
    content: 'Content',
    counts: {
      items: (count: number) => en(count, 'item'),
      containers: (count: number) => en(count, 'folder'),
      comments: (count: number) => en(count, 'comment'),
      files: (count: number) => en(count, 'picture'),
    },
    unpacked: (size: string) => `${size} in total`,
    leftOut: 'What will be different',
    left: {
      history: 'The history of the old group stays in the export; the new group begins its own.',
      'nested-groups': (count: number, names: string) =>
        `${en(count, 'group')} in this group ${count === 1 ? 'is' : 'are'} not imported: ${names}`,
      tools: (count: number, names: string) =>
        `${en(count, 'item')} of tools that this server does not have: ${names}`,
      authors: (count: number, names: string) =>
        `${en(count, 'author')} shown as names until they accept an invitation: ${names}`,
      'rights-that-wait': (count: number) =>
        `Rights given to ${en(count, 'person or group', 'people and groups')} by name work again once they are members.`,
      'rights-by-name': (count: number) =>
        `Rights given to ${en(count, 'person or group', 'people and groups')} by name are not imported. Those of roles and of all members are.`,
    },
    members: 'Who was in it',
    membersHelp:
      'Nobody is added. Each person you choose gets an invitation in their former role, and may decline.',
    inviteAll: (count: number) => `Invite all ${count}`,
    hadLeft: 'not a member',
    noAddress: 'no e-mail address in the export',
    here: 'has an account here',
    more: (count: number) => `and ${en(count, 'more', 'more')}`,
    name: 'Name of the new group',
    confirm: 'Create the group',
    confirmInviting: (count: number) =>
      `Create the group and invite ${en(count, 'person', 'people')}`,
    throwAway: 'Remove the export',
    thrownAway: 'The export is removed.',
    madeTitle: (name: string) => `“${name}” is ready`,
    madeLead: 'You administer it, and nobody else is in it yet.',
    open: 'Open the group',
    invited: (count: number) => `${en(count, 'person', 'people')} invited.`,
    notInvited: (names: string) => `Not invited: ${names}`,
  },
  fr: {
    exportTitle: 'Exporter le groupe',
    exportLead:
      'Tout le groupe dans un fichier : des textes lisibles par tout le monde, les images, les membres et l’historique en tableaux, et tout le reste sous forme de données. Il peut être importé comme nouveau groupe, ici ou ailleurs.',
    exportNotYours: 'Seule la personne qui administre un groupe peut l’exporter.',
    whatIsIn:
      'Il contient ce que vous pouvez voir au moment où il est préparé. La corbeille et les outils désactivés n’en font pas partie. Toute personne qui a le fichier peut tout lire : gardez-le en lieu sûr.',
    make: 'Préparer un export',
    underWay: 'Un export est déjà en préparation.',
    archives: 'Vos exports',
    noArchives:
      'Vous n’avez pas d’export de ce groupe. Il se prépare en arrière-plan ; vous pouvez continuer à travailler.',
    states: {
      waiting: 'Attend son tour',
      running: 'En préparation',
      ready: 'Prêt',
      failed: 'Échec',
    },
    askedAt: 'Demandé',
    items: (done: string, total: string) => `${done} éléments sur ${total}`,
    until: (day: string) => `jusqu’au ${day}`,
    download: 'Télécharger',
    downloadOf: (day: string) => `Télécharger l’export du ${day}`,
    stop: 'Arrêter',
    remove: 'Retirer',
    removed: 'L’export est retiré.',
    stopped: 'Préparation arrêtée. Il n’en reste rien.',

    importTitle: 'Un groupe à partir d’un export',
    importLead:
      'Choisissez l’export d’un groupe. Il est d’abord vérifié ; puis vous voyez ce qu’il contient, et vous décidez.',
    notAllowed:
      'Dans votre organisation, seules les personnes qui l’administrent ou la gèrent créent des groupes. Adressez-vous à l’une d’elles.',
    choose: 'Choisir un export',
    orDrop: 'ou déposez-le ici',
    chooseHelp: 'Un fichier ZIP préparé sur la page d’export d’un groupe.',
    sending: (name: string) => `Envoi de « ${name} »`,
    sent: (done: string, total: string) => `${done} sur ${total}`,
    cancel: 'Annuler',
    recent: 'Vos imports récents',
    archiveOf: (day: string) => `l’export du ${day}`,
    importStates: {
      received: 'Attend son tour',
      checking: 'Vérification en cours',
      ready: 'Attend votre décision',
      confirmed: 'Attend son tour',
      making: 'Création du groupe en cours',
      made: 'Groupe créé',
      refused: 'Refusé',
    },
    checking: 'Chaque fichier de l’export est vérifié avant toute création.',
    making: 'Le groupe est en cours de création. Vous pouvez continuer à travailler.',
    steps: (done: string, total: string) => `${done} sur ${total}`,
    refusedTitle: 'Cet export ne peut pas être importé',
    another: 'Choisir un autre export',
    previewTitle: (name: string) => `« ${name} »`,
    previewFrom: (day: string, name: string) => `Export préparé le ${day} par ${name}`,
    sealed:
      'Ce serveur a préparé l’export, et personne ne l’a modifié depuis. Chaque texte garde le nom de la personne qui l’a écrit.',
    unsealed:
      'Ce serveur ne peut pas savoir qui a préparé cet export. Les textes gardent le nom de leur auteur ou autrice, avec la mention « nom importé », jusqu’à ce que cette personne accepte votre invitation.',
    content: 'Contenu',
    counts: {
      items: (count: number) => fr(count, 'élément'),
      containers: (count: number) => fr(count, 'dossier'),
      comments: (count: number) => fr(count, 'commentaire'),
      files: (count: number) => fr(count, 'image'),
    },
    unpacked: (size: string) => `${size} au total`,
    leftOut: 'Ce qui sera différent',
    left: {
      history:
        'L’historique de l’ancien groupe reste dans l’export ; le nouveau groupe commence le sien.',
      'nested-groups': (count: number, names: string) =>
        `${fr(count, 'groupe inclus n’est pas repris', 'groupes inclus ne sont pas repris')} : ${names}`,
      tools: (count: number, names: string) =>
        `${fr(count, 'élément')} d’outils que ce serveur n’a pas : ${names}`,
      authors: (count: number, names: string) =>
        `${fr(count, 'nom affiché', 'noms affichés')} avec la mention « nom importé » jusqu’à l’acceptation d’une invitation : ${names}`,
      'rights-that-wait': (count: number) =>
        `Les droits donnés nommément à ${fr(count, 'personne ou groupe', 'personnes et groupes')} vaudront de nouveau à leur arrivée dans le groupe.`,
      'rights-by-name': (count: number) =>
        `Les droits donnés nommément à ${fr(count, 'personne ou groupe', 'personnes et groupes')} ne sont pas repris. Ceux des rôles et de tous les membres le sont.`,
    },
    members: 'Qui en faisait partie',
    membersHelp:
      'Personne n’est ajouté. Les personnes choisies reçoivent une invitation dans leur ancien rôle, et peuvent décliner.',
    inviteAll: (count: number) => `Inviter tout le monde (${count})`,
    hadLeft: 'n’était plus membre',
    noAddress: 'aucune adresse e-mail dans l’export',
    here: 'a un compte ici',
    more: (count: number) => `et ${fr(count, 'autre', 'autres')}`,
    name: 'Nom du nouveau groupe',
    confirm: 'Créer le groupe',
    confirmInviting: (count: number) => `Créer le groupe et inviter ${fr(count, 'personne')}`,
    throwAway: 'Retirer l’export',
    thrownAway: 'L’export est retiré.',
    madeTitle: (name: string) => `« ${name} » est prêt`,
    madeLead: 'Vous l’administrez, et personne d’autre n’en fait encore partie.',
    open: 'Ouvrir le groupe',
    invited: (count: number) => `${fr(count, 'personne invitée', 'personnes invitées')}.`,
    notInvited: (names: string) => `Sans invitation : ${names}`,
  },
})
