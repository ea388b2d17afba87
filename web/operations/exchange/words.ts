import { defineWords, en, fr } from '../../kernel/words.ts'

export const words = defineWords({
  en: {
    exportTitle: 'Take the group along',
    exportLead:
      'All of the group in one archive: texts as files that anybody can read, pictures, members and history as tables, and everything else as data. From it an equal group can be made again, here or elsewhere.',
    exportNotYours: 'Only the administrator of a group takes all of it along.',
    whatIsIn:
      'In it is what you may see at the moment at which it is made. What lies in the trash, and tools that are switched off, stay here. Whoever has the file can read all of it: keep it well.',
    make: 'Make an archive',
    underWay: 'One is being made already.',
    archives: 'Your archives',
    noArchives: 'You have no archive of this group. It is made aside; you can go on meanwhile.',
    states: {
      waiting: 'Waiting for its turn',
      running: 'Being made',
      ready: 'Ready',
      failed: 'Not made',
    },
    askedAt: 'Asked for',
    items: (done: string, total: string) => `${done} of ${total} items`,
    until: (day: string) => `until ${day}`,
    download: 'Download',
    downloadOf: (day: string) => `Download the archive of ${day}`,
    stop: 'Stop',
    remove: 'Remove',
    removed: 'The archive is removed.',
    stopped: 'Stopped. Nothing is left of it.',

    importTitle: 'A group from an archive',
    importLead:
      'Choose the archive of a group. It is looked through first; then you see what is in it, and decide.',
    notAllowed:
      'In your organization, groups are created by managers and administrators. Ask one of them.',
    choose: 'Choose an archive',
    orDrop: 'or drop it here',
    chooseHelp: 'A ZIP file that was made on the export page of a group.',
    sending: (name: string) => `Sending “${name}”`,
    sent: (done: string, total: string) => `${done} of ${total}`,
    cancel: 'Cancel',
    recent: 'Your last archives',
    archiveOf: (day: string) => `the archive of ${day}`,
    importStates: {
      received: 'Waiting for its turn',
      checking: 'Looking through it',
      ready: 'Waits for your decision',
      confirmed: 'Waiting for its turn',
      making: 'The group is being made',
      made: 'The group is made',
      refused: 'Refused',
    },
    checking: 'The archive is being looked through: every file, before anything is made of it.',
    making: 'The group is being made. You can go on meanwhile.',
    steps: (done: string, total: string) => `${done} of ${total}`,
    refusedTitle: 'This archive cannot be imported',
    another: 'Choose another archive',
    previewTitle: (name: string) => `“${name}”`,
    previewFrom: (day: string, name: string) => `Exported on ${day} by ${name}`,
    sealed:
      'This house made the archive, and nobody has changed it since. Who wrote what stays as it was.',
    unsealed:
      'Nobody here can tell who made this archive. Authors stay as names marked “imported” until each accepts your invitation.',
    content: 'What comes in',
    counts: {
      items: (count: number) => en(count, 'item'),
      containers: (count: number) => en(count, 'folder'),
      comments: (count: number) => en(count, 'comment'),
      files: (count: number) => en(count, 'picture'),
    },
    unpacked: (size: string) => `${size} altogether`,
    leftOut: 'What will be different',
    left: {
      history: 'The history of the old group stays in the archive; the new group begins its own.',
      'nested-groups': (count: number, names: string) =>
        `${en(count, 'group')} inside ${count === 1 ? 'is' : 'are'} not brought: ${names}`,
      tools: (count: number, names: string) =>
        `${en(count, 'thing')} of tools that are not here: ${names}`,
      authors: (count: number, names: string) =>
        `${en(count, 'author')} shown as names until they accept an invitation: ${names}`,
      'rights-that-wait': (count: number) =>
        `Rights given to ${en(count, 'person or group', 'people and groups')} by name work again once they are members.`,
      'rights-by-name': (count: number) =>
        `Rights given to ${en(count, 'person or group', 'people and groups')} by name are not brought. Those of roles and of all members are.`,
    },
    members: 'Who was in it',
    membersHelp:
      'Nobody is added. Each person you choose gets an invitation in their former role, and may decline.',
    inviteAll: (count: number) => `Invite all ${count}`,
    hadLeft: 'not a member',
    noAddress: 'no e-mail address in the archive',
    here: 'known here',
    more: (count: number) => `and ${en(count, 'more', 'more')}`,
    name: 'Name of the new group',
    confirm: 'Make the group',
    confirmInviting: (count: number) =>
      `Make the group and invite ${en(count, 'person', 'people')}`,
    throwAway: 'Remove the archive',
    thrownAway: 'The archive is removed.',
    madeTitle: (name: string) => `“${name}” is ready`,
    madeLead: 'You administer it, and nobody else is in it yet.',
    open: 'Open the group',
    invited: (count: number) => `${en(count, 'person', 'people')} invited.`,
    notInvited: (names: string) => `Not invited: ${names}`,
  },
  fr: {
    exportTitle: 'Emporter le groupe',
    exportLead:
      'Tout le groupe dans une archive : les textes en fichiers lisibles par tous, les images, les membres et l’historique en tableaux, et tout le reste sous forme de données. Elle permet de refaire un groupe égal, ici ou ailleurs.',
    exportNotYours: 'Seule la personne qui administre un groupe peut l’emporter en entier.',
    whatIsIn:
      'Elle contient ce que vous pouvez voir au moment où elle est préparée. Ce qui est dans la corbeille et les outils désactivés restent ici. Qui détient le fichier peut tout lire : gardez-le bien.',
    make: 'Préparer une archive',
    underWay: 'Une archive est déjà en préparation.',
    archives: 'Vos archives',
    noArchives:
      'Vous n’avez pas d’archive de ce groupe. Elle se prépare à part ; vous pouvez continuer entre-temps.',
    states: {
      waiting: 'Attend son tour',
      running: 'En préparation',
      ready: 'Prête',
      failed: 'Non préparée',
    },
    askedAt: 'Demandée',
    items: (done: string, total: string) => `${done} éléments sur ${total}`,
    until: (day: string) => `jusqu’au ${day}`,
    download: 'Télécharger',
    downloadOf: (day: string) => `Télécharger l’archive du ${day}`,
    stop: 'Arrêter',
    remove: 'Retirer',
    removed: 'L’archive est retirée.',
    stopped: 'Préparation arrêtée. Il n’en reste rien.',

    importTitle: 'Un groupe à partir d’une archive',
    importLead:
      'Choisissez l’archive d’un groupe. Elle est d’abord examinée ; puis vous voyez ce qu’elle contient, et vous décidez.',
    notAllowed:
      'Dans votre organisation, les groupes sont créés par les gestionnaires et l’administration. Adressez-vous à l’une de ces personnes.',
    choose: 'Choisir une archive',
    orDrop: 'ou déposez-la ici',
    chooseHelp: 'Un fichier ZIP préparé sur la page d’export d’un groupe.',
    sending: (name: string) => `Envoi de « ${name} »`,
    sent: (done: string, total: string) => `${done} sur ${total}`,
    cancel: 'Annuler',
    recent: 'Vos dernières archives',
    archiveOf: (day: string) => `l’archive du ${day}`,
    importStates: {
      received: 'Attend son tour',
      checking: 'En cours d’examen',
      ready: 'Attend votre décision',
      confirmed: 'Attend son tour',
      making: 'Création du groupe en cours',
      made: 'Groupe créé',
      refused: 'Refusée',
    },
    checking: 'L’archive est examinée : chaque fichier, avant que rien n’en soit fait.',
    making: 'Le groupe est en cours de création. Vous pouvez continuer entre-temps.',
    steps: (done: string, total: string) => `${done} sur ${total}`,
    refusedTitle: 'Cette archive ne peut pas être importée',
    another: 'Choisir une autre archive',
    previewTitle: (name: string) => `« ${name} »`,
    previewFrom: (day: string, name: string) => `Archive préparée le ${day} par ${name}`,
    sealed:
      'Cette instance a préparé l’archive, et personne ne l’a modifiée depuis. Chaque texte reste signé par la personne qui l’a écrit.',
    unsealed:
      'Rien ne permet de savoir ici qui a préparé cette archive. Les textes gardent le nom de leur auteur ou autrice, avec la mention « nom importé », jusqu’à ce que cette personne accepte votre invitation.',
    content: 'Ce qui arrive',
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
        'L’historique de l’ancien groupe reste dans l’archive ; le nouveau groupe commence le sien.',
      'nested-groups': (count: number, names: string) =>
        `${fr(count, 'groupe inclus n’est pas repris', 'groupes inclus ne sont pas repris')} : ${names}`,
      tools: (count: number, names: string) =>
        `${fr(count, 'élément')} d’outils qui n’existent pas ici : ${names}`,
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
    hadLeft: 'pas membre',
    noAddress: 'aucune adresse e-mail dans l’archive',
    here: 'compte connu ici',
    more: (count: number) => `et ${fr(count, 'autre', 'autres')}`,
    name: 'Nom du nouveau groupe',
    confirm: 'Créer le groupe',
    confirmInviting: (count: number) => `Créer le groupe et inviter ${fr(count, 'personne')}`,
    throwAway: 'Retirer l’archive',
    thrownAway: 'L’archive est retirée.',
    madeTitle: (name: string) => `« ${name} » est prêt`,
    madeLead: 'Vous l’administrez, et personne d’autre n’en fait encore partie.',
    open: 'Ouvrir le groupe',
    invited: (count: number) => `${fr(count, 'personne invitée', 'personnes invitées')}.`,
    notInvited: (names: string) => `Sans invitation : ${names}`,
  },
})
