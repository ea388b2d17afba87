import { defineWords, en, fr } from '../../kernel/words.ts'

const roles = {
  en: {
    administrator: 'administrator',
    'co-administrator': 'co-administrator',
    moderator: 'moderator',
    member: 'member',
  } as Record<string, string>,
  fr: {
    administrator: 'administration',
    'co-administrator': 'co-administration',
    moderator: 'modération',
    member: 'membre',
  } as Record<string, string>,
}

export const words = defineWords({
  en: {
    title: 'Notices',
    count: (count: number) => (count >= 99 ? '99 unread or more' : `${count} unread`),
    lead: 'What concerns you: mentions, comments on what you wrote or follow, and what happens to your groups.',
    show: 'Which notices to show',
    all: 'All',
    unread: 'Unread',
    allRead: 'Mark all as read',
    read: 'Mark as read',
    settings: 'Settings',
    today: 'Today',
    yesterday: 'Yesterday',
    empty:
      'Nothing here yet. You will read here when somebody mentions you or comments on what you wrote.',
    emptyUnread: 'You have read everything.',
    somebody: 'Somebody',
    people: (names: string[], more: boolean) =>
      names.length === 0
        ? 'Somebody'
        : more
          ? `${names.join(', ')} and others`
          : [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and '),
    mention: (who: string, what: string, count: number) =>
      count > 1
        ? `${who} mentioned you in “${what}”, ${count} times`
        : `${who} mentioned you in “${what}”`,
    comment: (who: string, what: string, count: number) =>
      count > 1
        ? `${en(count, 'comment')} on “${what}” by ${who}`
        : `${who} commented on “${what}”`,
    commentDeleted: (who: string, what: string) => `${who} deleted a comment of yours on “${what}”`,
    changedItem: (who: string, what: string) => `${who} changed “${what}”`,
    deleted: (who: string, what: string) => `${who} put “${what}”, which is yours, into the trash`,
    containerDeleted: (who: string, what: string) =>
      `${who} put “${what}”, with things of yours in it, into the trash`,
    newItem: (who: string, what: string) => `${who} added “${what}”`,
    joined: (who: string, group: string, count: number) =>
      `${count > 1 ? `${count} people` : who} joined “${group}”`,
    left: (who: string, group: string, count: number) =>
      `${count > 1 ? `${count} people` : who} left “${group}”`,
    accepted: (who: string, group: string, count: number) =>
      `${count > 1 ? `${count} people` : who} accepted your invitation to “${group}”`,
    refused: (who: string, group: string, count: number) =>
      `${count > 1 ? `${count} people` : who} declined your invitation to “${group}”`,
    guestEnding: (who: string, group: string, count: number) =>
      count > 1
        ? `The stays of guests for whom you vouch in “${group}” end soon`
        : `The stay of ${who} in “${group}” ends soon`,
    shared: (who: string, what: string) => `${who} shared “${what}” with you`,
    invitation: (who: string, group: string) => `${who} invites you to “${group}”`,
    request: (who: string, group: string, count: number) =>
      count > 1
        ? `${en(count, 'person', 'people')} ask to join “${group}”`
        : `${who} asks to join “${group}”`,
    accessAsked: (who: string) => `${who} asks for access`,
    approved: (group: string) => `You are now a member of “${group}”`,
    declined: (group: string) => `Your request to join “${group}” was declined`,
    added: (who: string, group: string) => `${who} added you to “${group}”`,
    removed: (group: string) => `You are no longer a member of “${group}”`,
    ended: (group: string) => `Your membership of “${group}” has ended`,
    nested: (group: string) => `You are now also a member of “${group}”, through a group of yours`,
    nestingAsked: (group: string) =>
      `Will you also be a member of “${group}”? A group of yours is part of it`,
    role: (group: string, role: string) =>
      `Your role in “${group}” is now: ${roles.en[role] ?? role}`,
    handedOver: (group: string) => `You now administer “${group}”`,
    seatOffered: (who: string, group: string) => `${who} asks you to administer “${group}”`,
    seatDeclined: (who: string, group: string) => `${who} does not wish to administer “${group}”`,
    seatAsked: (who: string, group: string) =>
      `${who} asks whether you still administer “${group}”`,
    seatLost: (group: string) => `You no longer administer “${group}”`,
    governed: (who: string, group: string, count: number) =>
      count > 1
        ? `Those who govern your organization acted in “${group}” (${count} times)`
        : `${who}, who governs your organization, acted in “${group}”`,
    succession: (group: string) => `You are asked to take over “${group}”`,
    archived: (group: string) => `“${group}” has been archived`,
    choices: {
      title: 'Notices',
      everywhere: 'What you hear of',
      everywhereHelp:
        'This holds for all your spaces, unless you choose otherwise for a group below.',
      mention: 'Mentions of you or of a group of yours',
      comment: 'Comments on what you wrote or follow',
      reply: 'Replies where you commented, deletions of your comments',
      follow: 'Changes to what you follow, deletions of what you wrote',
      all: 'All: everything new and changed in your groups',
      share: 'Something shared with you by name',
      invitation: 'Invitations',
      request: 'Requests to join that you can decide',
      membership: 'Your place in a group: added, removed, answers, hand-over',
      group: 'News of a group: your role, archiving',
      coming: 'People who join or leave groups you run, answers to your invitations',
      product: 'In the list',
      push: 'On your devices',
      mail: 'By e-mail',
      mailOf: (what: string) => `By e-mail: ${what}`,
      off: 'No e-mail',
      digest: 'In the digest',
      atOnce: 'At once',
      ownLetter: 'Always at once',
      saved: 'Saved.',
      devices: 'This browser',
      devicesHelp:
        'Notices appear on this device even while Atelier is not open, for as long as you are signed in here. They never quote what was written.',
      pushOn: 'Show notices on this device',
      pushUnsupported: 'This browser cannot show notices while Atelier is closed.',
      pushDenied: 'Notices of this site are blocked in the settings of this browser.',
      pushFailed:
        'This browser could not be registered with its notification service. Please try again later.',
      when: 'When',
      whenHelp: (zone: string) => `By the clock in ${zone}, the time zone of your profile.`,
      quiet: 'Quiet hours',
      quietHelp: 'Nothing is shown on your devices or mailed; it comes when they end.',
      quietDays: 'Quiet days',
      quietDaysHelp: 'The same, all day long. Six days at most.',
      from: 'From',
      to: 'To',
      digestRhythm: 'Digest',
      daily: 'Every day',
      weekly: 'Every week',
      never: 'Never',
      hour: 'At',
      day: 'On',
      days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
      save: 'Save the hours',
      groups: 'Your groups',
      groupsHelp:
        'A muted group is still listed; nothing of it is counted, shown on your devices or mailed.',
      noGroups: 'You are not in a group yet.',
      usual: 'As everywhere',
      own: 'Chosen for this group',
      groupOff: 'Notices are switched off in this group',
      muted: 'Muted',
      mutedUntil: (when: string) => `Muted until ${when}`,
      mute: (group: string) => `Mute ${group}`,
      muteFor: 'Mute',
      hour1: 'For an hour',
      tomorrow: 'Until tomorrow morning',
      week: 'For a week',
      good: 'Until I say otherwise',
      unmute: 'Unmute',
      choose: 'Choose…',
      chooseFor: (group: string) => `Choose for ${group}`,
      back: 'As everywhere again',
      close: 'Done',
    },
    stop: {
      title: 'Stop these mails',
      group: (name: string) =>
        `You will get no more e-mail about what happens in “${name}”, neither at once nor in the digest. E-mails about your own place in the group still come, and in Atelier you still find your notices.`,
      someGroup:
        'You will get no more e-mail about what happens in this group, neither at once nor in the digest. E-mails about your own place in the group still come, and in Atelier you still find your notices.',
      digest: 'You will get no more digests by e-mail. In Atelier you still find your notices.',
      verb: 'Stop these mails',
      doneTitle: 'Done',
      done: 'You will get no more of these mails. You can change this at any time in your settings.',
      settings: 'Open the settings',
      deadTitle: 'This link does not work',
      dead: 'It may have been cut off on its way. Your settings hold the same choice.',
    },
  },
  fr: {
    title: 'Notifications',
    count: (count: number) =>
      count >= 99 ? '99 non lues ou plus' : `${count} non ${count > 1 ? 'lues' : 'lue'}`,
    lead: 'Ce qui vous concerne : mentions, commentaires sur ce que vous avez écrit ou suivez, et vie de vos groupes.',
    show: 'Notifications à afficher',
    all: 'Toutes',
    unread: 'Non lues',
    allRead: 'Tout marquer comme lu',
    read: 'Marquer comme lue',
    settings: 'Réglages',
    today: 'Aujourd’hui',
    yesterday: 'Hier',
    empty:
      'Rien pour l’instant. Vous lirez ici qui vous mentionne ou commente ce que vous avez écrit.',
    emptyUnread: 'Vous avez tout lu.',
    somebody: 'Quelqu’un',
    people: (names: string[], more: boolean) =>
      names.length === 0
        ? 'Quelqu’un'
        : more
          ? `${names.join(', ')} et d’autres`
          : [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' et '),
    mention: (who: string, what: string, count: number) =>
      count > 1
        ? `${who} vous a mentionné·e dans « ${what} », ${count} fois`
        : `${who} vous a mentionné·e dans « ${what} »`,
    comment: (who: string, what: string, count: number) =>
      count > 1
        ? `${fr(count, 'commentaire')} de ${who} sur « ${what} »`
        : `${who} a commenté « ${what} »`,
    commentDeleted: (who: string, what: string) =>
      `${who} a supprimé l’un de vos commentaires sur « ${what} »`,
    changedItem: (who: string, what: string) => `${who} a modifié « ${what} »`,
    deleted: (who: string, what: string) =>
      `${who} a mis à la corbeille « ${what} », dont vous êtes l’auteur·e`,
    containerDeleted: (who: string, what: string) =>
      `${who} a mis à la corbeille « ${what} », qui contient des éléments de vous`,
    newItem: (who: string, what: string) => `${who} a ajouté « ${what} »`,
    joined: (who: string, group: string, count: number) =>
      count > 1 ? `${count} personnes ont rejoint « ${group} »` : `${who} a rejoint « ${group} »`,
    left: (who: string, group: string, count: number) =>
      count > 1 ? `${count} personnes ont quitté « ${group} »` : `${who} a quitté « ${group} »`,
    accepted: (who: string, group: string, count: number) =>
      count > 1
        ? `${count} personnes ont accepté votre invitation dans « ${group} »`
        : `${who} a accepté votre invitation dans « ${group} »`,
    refused: (who: string, group: string, count: number) =>
      count > 1
        ? `${count} personnes ont refusé votre invitation dans « ${group} »`
        : `${who} a refusé votre invitation dans « ${group} »`,
    guestEnding: (who: string, group: string, count: number) =>
      count > 1
        ? `Des personnes externes dont vous êtes référent·e dans « ${group} » arrivent au terme de leur présence`
        : `La présence de ${who} dans « ${group} » prend bientôt fin`,
    shared: (who: string, what: string) => `${who} a partagé « ${what} » avec vous`,
    invitation: (who: string, group: string) => `${who} vous invite dans « ${group} »`,
    request: (who: string, group: string, count: number) =>
      count > 1
        ? `${fr(count, 'personne')} demandent à rejoindre « ${group} »`
        : `${who} demande à rejoindre « ${group} »`,
    accessAsked: (who: string) => `${who} demande un accès`,
    approved: (group: string) => `Vous êtes désormais membre de « ${group} »`,
    declined: (group: string) => `Votre demande pour « ${group} » n’a pas été acceptée`,
    added: (who: string, group: string) => `${who} vous a fait entrer dans « ${group} »`,
    removed: (group: string) => `Vous n’êtes plus membre de « ${group} »`,
    ended: (group: string) => `Votre adhésion à « ${group} » a pris fin`,
    nested: (group: string) =>
      `Vous êtes désormais aussi membre de « ${group} », par un de vos groupes`,
    nestingAsked: (group: string) =>
      `Voulez-vous aussi être membre de « ${group} » ? Un de vos groupes en fait partie`,
    role: (group: string, role: string) =>
      `Votre rôle dans « ${group} » est désormais : ${roles.fr[role] ?? role}`,
    handedOver: (group: string) => `Vous administrez désormais « ${group} »`,
    seatOffered: (who: string, group: string) => `${who} vous propose d’administrer « ${group} »`,
    seatDeclined: (who: string, group: string) => `${who} ne souhaite pas administrer « ${group} »`,
    seatAsked: (who: string, group: string) =>
      `${who} demande si vous administrez toujours « ${group} »`,
    seatLost: (group: string) => `Vous n’administrez plus « ${group} »`,
    governed: (who: string, group: string, count: number) =>
      count > 1
        ? `La gestion de votre organisation est intervenue dans « ${group} » (${count} fois)`
        : `${who}, qui gère votre organisation, est intervenu·e dans « ${group} »`,
    succession: (group: string) => `Il vous est proposé d’administrer « ${group} »`,
    archived: (group: string) => `« ${group} » a été archivé`,
    choices: {
      title: 'Notifications',
      everywhere: 'De quoi vous êtes informé·e',
      everywhereHelp:
        'Ces choix valent pour tous vos espaces, sauf si vous en faites d’autres pour un groupe ci-dessous.',
      mention: 'Mentions de vous ou d’un de vos groupes',
      comment: 'Commentaires sur ce que vous avez écrit ou suivez',
      reply: 'Réponses là où vous avez commenté, suppressions de vos commentaires',
      follow: 'Modifications de ce que vous suivez, suppressions de ce que vous avez écrit',
      all: 'Tout : chaque nouveauté et chaque modification dans vos groupes',
      share: 'Ce qui est partagé avec vous nommément',
      invitation: 'Invitations',
      request: 'Demandes d’entrée que vous pouvez trancher',
      membership: 'Votre place dans un groupe : ajout, retrait, réponses, passation',
      group: 'Vie d’un groupe : votre rôle, archivage',
      coming: 'Arrivées et départs dans les groupes que vous gérez, réponses à vos invitations',
      product: 'Dans la liste',
      push: 'Sur vos appareils',
      mail: 'Par e-mail',
      mailOf: (what: string) => `Par e-mail : ${what}`,
      off: 'Pas d’e-mail',
      digest: 'Dans le résumé',
      atOnce: 'Aussitôt',
      ownLetter: 'Toujours aussitôt',
      saved: 'Enregistré.',
      devices: 'Ce navigateur',
      devicesHelp:
        'Les notifications s’affichent sur cet appareil même quand Atelier n’est pas ouvert, tant que vous y êtes connecté·e. Elles ne citent jamais ce qui a été écrit.',
      pushOn: 'Afficher les notifications sur cet appareil',
      pushUnsupported:
        'Ce navigateur ne peut pas afficher de notifications quand Atelier est fermé.',
      pushDenied: 'Les notifications de ce site sont bloquées dans les réglages de ce navigateur.',
      pushFailed:
        'Ce navigateur n’a pas pu être inscrit auprès de son service de notification. Veuillez réessayer plus tard.',
      when: 'Quand',
      whenHelp: (zone: string) => `Selon le fuseau horaire de votre profil : ${zone}.`,
      quiet: 'Heures de calme',
      quietHelp:
        'Rien ne s’affiche sur vos appareils ni ne part par e-mail ; tout arrive à la fin.',
      quietDays: 'Jours de calme',
      quietDaysHelp: 'De même, toute la journée. Six jours au plus.',
      from: 'De',
      to: 'À',
      digestRhythm: 'Résumé',
      daily: 'Chaque jour',
      weekly: 'Chaque semaine',
      never: 'Jamais',
      hour: 'À',
      day: 'Le',
      days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
      save: 'Enregistrer les heures',
      groups: 'Vos groupes',
      groupsHelp:
        'Un groupe en sourdine reste dans la liste ; rien de lui n’est compté, affiché sur vos appareils ni envoyé.',
      noGroups: 'Vous n’êtes encore dans aucun groupe.',
      usual: 'Comme partout',
      own: 'Choisi pour ce groupe',
      groupOff: 'Les notifications sont désactivées dans ce groupe',
      muted: 'En sourdine',
      mutedUntil: (when: string) => `En sourdine jusqu’au ${when}`,
      mute: (group: string) => `Mettre ${group} en sourdine`,
      muteFor: 'Sourdine',
      hour1: 'Pour une heure',
      tomorrow: 'Jusqu’à demain matin',
      week: 'Pour une semaine',
      good: 'Jusqu’à nouvel ordre',
      unmute: 'Rétablir',
      choose: 'Choisir…',
      chooseFor: (group: string) => `Choisir pour ${group}`,
      back: 'Comme partout de nouveau',
      close: 'Terminer',
    },
    stop: {
      title: 'Ne plus recevoir ces messages',
      group: (name: string) =>
        `Vous ne recevrez plus d’e-mail sur ce qui se passe dans « ${name} », ni aussitôt ni dans le résumé. Les e-mails sur votre propre place dans le groupe arrivent toujours, et vos notifications restent dans Atelier.`,
      someGroup:
        'Vous ne recevrez plus d’e-mail sur ce qui se passe dans ce groupe, ni aussitôt ni dans le résumé. Les e-mails sur votre propre place dans le groupe arrivent toujours, et vos notifications restent dans Atelier.',
      digest: 'Vous ne recevrez plus de résumé par e-mail. Vos notifications restent dans Atelier.',
      verb: 'Ne plus les recevoir',
      doneTitle: 'C’est fait',
      done: 'Vous ne recevrez plus ces messages. Vous pouvez changer ce choix à tout moment dans vos réglages.',
      settings: 'Ouvrir les réglages',
      deadTitle: 'Ce lien ne fonctionne pas',
      dead: 'Il a peut-être été coupé en chemin. Vos réglages offrent le même choix.',
    },
  },
})
