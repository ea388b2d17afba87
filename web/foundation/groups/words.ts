import { defineWords, en, fr } from '../../kernel/words.ts'

/** Words for groups and for the effects of their settings, used by every page about a group. */
export const words = defineWords({
  en: {
    levels: {
      open: {
        name: 'Open',
        says: 'Listed in the directory; colleagues join and leave as they like.',
      },
      restricted: {
        name: 'Restricted',
        says: 'Listed in the directory; colleagues ask to join, and somebody approves.',
      },
      'by-invitation': {
        name: 'By invitation',
        says: 'Listed in the directory; people join by invitation only.',
      },
      private: {
        name: 'Private',
        says: 'Not listed; people outside cannot know that it exists.',
      },
    },
    templates: {
      team: {
        name: 'Team',
        help: 'People who work together every day. Everybody contributes; colleagues may ask to join.',
      },
      project: {
        name: 'Project',
        help: 'Work with a beginning and an end. Like a team, with dates.',
      },
      announcement: {
        name: 'Announcement',
        help: 'A few people publish, everybody reads.',
      },
      community: {
        name: 'Community',
        help: 'A subject that colleagues share. They join freely and invite others.',
      },
      circle: {
        name: 'Confidential circle',
        help: 'A few people and nobody else. Not listed; any member may invite.',
      },
      extranet: {
        name: 'Client extranet',
        help: 'Your team and people from outside, side by side. Guests are allowed.',
      },
    },
    settings: {
      title: 'Settings',
      listed: 'In the directory',
      listedHelp: 'Who can find out that this group exists.',
      listedOptions: {
        no: 'Not listed',
        organization: 'Listed for colleagues',
        everyone: 'Listed for everybody on this Atelier',
      },
      listedSays: {
        no: 'Only members know about it. Nobody else can find it.',
        organization:
          'People of your organization see its name, objective, administrator and tools, and how many members and guests it has.',
        everyone:
          'People of other organizations see that too. Where guests are allowed, they may join or ask to join like colleagues, as guests.',
      },
      joining: 'Joining',
      joiningOptions: {
        open: 'Open',
        request: 'On request',
        invitation: 'By invitation only',
      },
      joiningSays: {
        open: 'They join immediately, without asking.',
        request:
          'They ask; the administrator, a co-administrator, a moderator who may invite, or an admin or manager of the organization answers.',
        invitation: 'Nobody can ask; people are invited or added.',
      },
      joiningUnlisted: 'Only a group that is listed can be joined.',
      whoInvites: 'Who may invite',
      whoInvitesHelp:
        'Moderators who may invite also answer requests. Only the administrator invites co-administrators and moderators.',
      whoInvitesOptions: {
        administrator: 'The administrator',
        moderators: 'The administrator, co-administrators and moderators',
        members: 'All members',
      },
      memberListPublished: 'Show the members in the directory',
      memberListPublishedHelp:
        'Colleagues who find the group also see who is in it. Otherwise only members see that.',
      memberListUnlisted: 'Only a listed group can show its members.',
      guestsAllowed: 'Guests allowed',
      guestsAllowedHelp:
        'People from outside your organization can be invited. They see this group and nothing else of your organization.',
      guestsForbidden: 'Your organization does not allow guests.',
      guestsYes: 'allowed',
      guestsNo: 'not allowed',
      historyHorizon: 'What newcomers see',
      historyHorizonOptions: { all: 'Everything', joined: 'What was added since they joined' },
      historyHorizonSays: {
        all: 'Including what was added before they joined, with its earlier versions.',
        joined:
          'Applies to people who join from now on, in lists, searches and the trash. Co-administrators see everything, and anybody can be given access to something older by name.',
      },
      notifications: 'Notices',
      notificationsHelp:
        'Members are told what happens here, each at the level that they choose. Otherwise they are told only what concerns their membership.',
      notificationsOn: 'on',
      notificationsOff: 'off',
      defaultRights: 'What members may do',
      defaultRightsHelp:
        'Applies everywhere in this group, now and later, except where something has its own rights.',
      difference: {
        gains: (count: number, who: string, what: string) =>
          `${en(count, 'person', 'people')} may also ${what}: ${who}.`,
        loses: (count: number, who: string, what: string) =>
          `${en(count, 'person', 'people')} may no longer ${what}: ${who}.`,
        more: (who: string, count: number) => `${who} and ${count} more`,
        nobody: 'Nobody’s rights change now. It applies to members who join later.',
        places: (names: string) => `Where: ${names}.`,
        nowhere: 'Every tool of this group has its own rights, set by hand: they stay as they are.',
      },
      tools: 'Tools',
      toolsHelp: 'A tool that is switched off keeps its content and hides it from everybody.',
      noTools: 'none',
      shown: 'shown',
      hidden: 'shown to members only',
    },
    describe: {
      name: 'Name',
      nameHelp: 'Short and plain, and unique in your organization.',
      nameMissing: 'Enter a name for the group.',
      nameFixed: 'Your organization does not allow group names to change.',
      nameKept: 'The former name stays reserved to this group.',
      objective: 'Objective',
      objectiveHelp: 'What the group is for. People read it before they join.',
      language: 'Language of the group',
      activity: 'Activity',
      business: 'Work',
      other: 'Something else',
      sector: 'Sector',
      sectorHelp: 'For example construction, health, education.',
      startsOn: 'Starts on',
      endsOn: 'Ends on',
      endsBefore: 'The end comes before the start.',
      choosePicture: 'Choose a picture',
      removePicture: 'Remove the picture',
      pictureRemoved: 'The picture is removed.',
      pictureTooBig: 'This picture is larger than 5 MB. Choose a smaller one.',
      pictureHelp: 'PNG, JPEG or WebP, up to 5 MB. Without one, the initial is shown.',
      hue: 'Colour',
      hueHelp:
        'It marks this group wherever it appears, always beside its name. Members who have another group of this colour see it in a free one.',
      hueName: (number: number) => `Colour ${number}`,
    },
    people: {
      label: 'People',
      typeAddress: 'Type an e-mail address',
      help: 'Colleagues, people you share a group with, or e-mail addresses; several addresses can be pasted at once.',
      role: 'Their role',
      roles: {
        member: 'Member',
        moderator: 'Moderator',
        'co-administrator': 'Co-administrator',
      },
      roleSays: {
        member: 'Can do what all members can do here.',
        moderator: 'Can also invite and answer requests, where the group allows it.',
        'co-administrator': 'Can also add and delete anywhere, and set rights.',
      },
      message: 'A message to the people you invite',
      messageHelp: 'They see it in the e-mail and before they accept.',
      starts: 'Member from',
      startsHelp:
        'From the beginning of that day. Until then they see nothing of the group. If empty: immediately.',
      byMail: 'Invite by e-mail',
      outcomes: {
        added: 'is a member now',
        invited: 'is invited; the invitation is on its way',
        'already-member': 'is already a member',
        ask: 'wants to be asked first: send an invitation',
        waiting: 'will be added if the administrator, who has been asked, agrees',
        'already-invited': 'has already been invited and has not answered yet',
        'guests-not-allowed':
          'could not be invited: guests are not allowed here. The settings of the group say why.',
        'too-many-mails': 'could not be invited: too many e-mails were sent to this address today',
      },
      refused: (why: string) => `could not be added. ${why}`,
    },
    pending: { resend: 'Send again', withdraw: 'Withdraw' },
    open: (name: string) => `Go to ${name}`,
    members: (count: number) => en(count, 'member'),
    guests: (count: number) => en(count, 'guest'),
    group: 'Group',
    archived: 'Archived',
    archivedSays: 'This group is archived: everything can be read, nothing can be changed.',
    tabs: {
      label: 'About this group',
      members: 'Members',
      invitations: 'Invitations',
      requests: 'Requests',
      settings: 'Settings',
      history: 'History',
    },
  },
  fr: {
    levels: {
      open: {
        name: 'Ouvert',
        says: 'Présent dans l’annuaire ; vos collègues le rejoignent et le quittent librement.',
      },
      restricted: {
        name: 'Restreint',
        says: 'Présent dans l’annuaire ; vos collègues peuvent demander à le rejoindre.',
      },
      'by-invitation': {
        name: 'Sur invitation',
        says: 'Présent dans l’annuaire ; on ne le rejoint que sur invitation.',
      },
      private: {
        name: 'Privé',
        says: 'Absent de l’annuaire ; hors du groupe, personne ne peut savoir qu’il existe.',
      },
    },
    templates: {
      team: {
        name: 'Équipe',
        help: 'Des personnes qui travaillent ensemble tous les jours. Tout le monde contribue ; les collègues peuvent demander à le rejoindre.',
      },
      project: {
        name: 'Projet',
        help: 'Quelque chose qui a un début et une fin. Comme une équipe, avec des dates.',
      },
      announcement: {
        name: 'Annonces',
        help: 'Quelques personnes publient, tout le monde lit.',
      },
      community: {
        name: 'Communauté',
        help: 'Un sujet partagé entre collègues. On le rejoint librement, et on y invite d’autres personnes.',
      },
      circle: {
        name: 'Cercle confidentiel',
        help: 'Quelques personnes et personne d’autre. Absent de l’annuaire ; chaque membre peut inviter.',
      },
      extranet: {
        name: 'Extranet client',
        help: 'Votre équipe et des personnes de l’extérieur, côte à côte. Les personnes externes sont admises.',
      },
    },
    settings: {
      title: 'Réglages',
      listed: 'Dans l’annuaire',
      listedHelp: 'Qui peut savoir que ce groupe existe.',
      listedOptions: {
        no: 'Absent de l’annuaire',
        organization: 'Visible pour les collègues',
        everyone: 'Visible pour tout le monde sur cet Atelier',
      },
      listedSays: {
        no: 'Seuls ses membres savent qu’il existe. Personne d’autre ne peut le trouver.',
        organization:
          'Les personnes de votre organisation voient son nom, son objectif, qui l’administre, ses outils, et combien il compte de membres et de personnes externes.',
        everyone:
          'Les personnes d’autres organisations le voient aussi. Si les personnes externes sont admises, elles peuvent rejoindre le groupe, ou le demander, comme vos collègues.',
      },
      joining: 'Rejoindre le groupe',
      joiningOptions: {
        open: 'Ouvert',
        request: 'Sur demande',
        invitation: 'Sur invitation uniquement',
      },
      joiningSays: {
        open: 'On le rejoint aussitôt, sans demander.',
        request:
          'On demande ; l’administration ou la co-administration du groupe, une personne de la modération qui peut inviter, ou une personne qui administre ou gère l’organisation répond.',
        invitation: 'On ne peut pas demander ; les membres sont invités ou ajoutés.',
      },
      joiningUnlisted: 'Seul un groupe présent dans l’annuaire peut être rejoint.',
      whoInvites: 'Qui peut inviter',
      whoInvitesHelp:
        'Les personnes de la modération qui peuvent inviter répondent aussi aux demandes. Seule l’administration invite à la co-administration et à la modération.',
      whoInvitesOptions: {
        administrator: 'L’administration',
        moderators: 'L’administration, la co-administration et la modération',
        members: 'Tous les membres',
      },
      memberListPublished: 'Montrer les membres dans l’annuaire',
      memberListPublishedHelp:
        'Les collègues qui trouvent le groupe voient aussi qui en fait partie. Sinon, seuls les membres le voient.',
      memberListUnlisted: 'Seul un groupe présent dans l’annuaire peut montrer ses membres.',
      guestsAllowed: 'Personnes externes admises',
      guestsAllowedHelp:
        'Des personnes extérieures à votre organisation peuvent être invitées. Elles voient ce groupe et rien d’autre de votre organisation.',
      guestsForbidden: 'Votre organisation n’admet pas de personnes externes.',
      guestsYes: 'admises',
      guestsNo: 'non admises',
      historyHorizon: 'Ce que voient les personnes qui arrivent',
      historyHorizonOptions: { all: 'Tout', joined: 'Ce qui est ajouté depuis leur arrivée' },
      historyHorizonSays: {
        all: 'Aussi ce qui a été ajouté avant leur arrivée, avec ses versions antérieures.',
        joined:
          'S’applique aux personnes qui rejoignent le groupe à partir de maintenant, dans les listes, les recherches et la corbeille. La co-administration voit tout, et un élément plus ancien peut toujours être montré à quelqu’un nommément.',
      },
      notifications: 'Notifications',
      notificationsHelp:
        'Les membres apprennent ce qui se passe ici, au niveau que chaque membre choisit. Sinon, seul ce qui touche à leur adhésion est signalé.',
      notificationsOn: 'activées',
      notificationsOff: 'désactivées',
      defaultRights: 'Ce que les membres peuvent faire',
      defaultRightsHelp:
        'S’applique partout dans ce groupe, maintenant et par la suite, sauf là où des droits particuliers sont réglés.',
      difference: {
        gains: (count: number, who: string, what: string) =>
          `${fr(count, 'personne pourra', 'personnes pourront')} aussi ${what} : ${who}.`,
        loses: (count: number, who: string, what: string) =>
          `${fr(count, 'personne ne pourra', 'personnes ne pourront')} plus ${what} : ${who}.`,
        more: (who: string, count: number) => `${who} et ${count} de plus`,
        nobody:
          'Les droits ne changent pour personne pour le moment. Cela vaut pour les membres à venir.',
        places: (names: string) => `Où : ${names}.`,
        nowhere:
          'Chaque outil de ce groupe a ses propres droits, réglés à la main : ils restent tels quels.',
      },
      tools: 'Outils',
      toolsHelp: 'Un outil désactivé garde son contenu et le cache à tout le monde.',
      noTools: 'aucun',
      shown: 'visibles',
      hidden: 'visibles pour les membres seulement',
    },
    describe: {
      name: 'Nom',
      nameHelp: 'Court et clair ; unique dans votre organisation.',
      nameMissing: 'Donnez un nom au groupe.',
      nameFixed: 'Votre organisation ne permet pas de changer le nom des groupes.',
      nameKept: 'L’ancien nom reste réservé à ce groupe.',
      objective: 'Objectif',
      objectiveHelp: 'À quoi sert le groupe. On le lit avant de rejoindre le groupe.',
      language: 'Langue du groupe',
      activity: 'Activité',
      business: 'Travail',
      other: 'Autre chose',
      sector: 'Secteur',
      sectorHelp: 'Par exemple construction, santé, enseignement.',
      startsOn: 'Début',
      endsOn: 'Fin',
      endsBefore: 'La fin précède le début.',
      choosePicture: 'Choisir une image',
      removePicture: 'Retirer l’image',
      pictureRemoved: 'L’image est retirée.',
      pictureTooBig: 'Cette image dépasse 5 Mo. Choisissez-en une plus légère.',
      pictureHelp: 'PNG, JPEG ou WebP, 5 Mo au plus. Sans image, l’initiale est affichée.',
      hue: 'Couleur',
      hueHelp:
        'Elle signale ce groupe partout où il apparaît, toujours à côté de son nom. Les membres qui ont un autre groupe de cette couleur le voient dans une couleur libre.',
      hueName: (number: number) => `Couleur ${number}`,
    },
    people: {
      label: 'Personnes',
      typeAddress: 'Saisissez une adresse e-mail',
      help: 'Des collègues, des personnes avec qui vous partagez un groupe, ou des adresses e-mail ; vous pouvez en coller plusieurs à la fois.',
      role: 'Leur rôle',
      roles: {
        member: 'Membre',
        moderator: 'Modération',
        'co-administrator': 'Co-administration',
      },
      roleSays: {
        member: 'Peut ce que peuvent tous les membres.',
        moderator: 'Peut aussi inviter et répondre aux demandes, si le groupe le permet.',
        'co-administrator': 'Peut aussi ajouter et supprimer partout, et régler les droits.',
      },
      message: 'Quelques mots pour les personnes invitées',
      messageHelp: 'Elles les lisent dans l’e-mail et avant d’accepter.',
      starts: 'Membre à partir du',
      startsHelp:
        'Dès le début de cette journée. D’ici là, ces personnes ne voient rien du groupe. Vide : aussitôt.',
      byMail: 'Inviter par e-mail',
      outcomes: {
        added: 'est maintenant membre',
        invited: 'a été invité·e ; l’invitation est en route',
        'already-member': 'est déjà membre',
        ask: 'souhaite être consulté·e d’abord : il faut une invitation',
        waiting: 'attend l’accord de la personne qui administre le groupe',
        'already-invited': 'a déjà reçu une invitation et n’a pas encore répondu',
        'guests-not-allowed':
          'n’a pas pu être invité·e : les personnes externes ne sont pas admises ici. Les réglages du groupe disent pourquoi.',
        'too-many-mails':
          'n’a pas pu être invité·e : cette adresse a reçu trop de messages aujourd’hui',
      },
      refused: (why: string) => `n’a pas pu être ajouté·e. ${why}`,
    },
    pending: { resend: 'Renvoyer', withdraw: 'Retirer' },
    open: (name: string) => `Aller à ${name}`,
    members: (count: number) => fr(count, 'membre'),
    guests: (count: number) => fr(count, 'personne externe', 'personnes externes'),
    group: 'Groupe',
    archived: 'Archivé',
    archivedSays: 'Ce groupe est archivé : tout peut être lu, rien ne peut être modifié.',
    tabs: {
      label: 'À propos de ce groupe',
      members: 'Membres',
      invitations: 'Invitations',
      requests: 'Demandes',
      settings: 'Réglages',
      history: 'Historique',
    },
  },
})
