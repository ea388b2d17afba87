import type { ReactNode } from 'react'
import { defineWords, en, fr } from '../kernel/words.ts'

export const words = defineWords({
  en: {
    title: 'Home',
    forMe: 'For me',
    changed: 'In my spaces',
    newThing: 'New…',
    elsewhere: 'In another space…',
    space: 'Space',
    tool: 'Tool',
    allSpaces: 'All my spaces',
    allTools: 'All tools',
    between: ', ',
    notWhole: 'Only the newest 200 changes are shown.',
    reminders: 'Reminders',
    favourites: 'Favourites',
    all: 'See all',
    since: (when: ReactNode) => ['Since you were last here, ', when],
    seen: 'Mark all as seen',
    nothing: 'Nothing new since you were last here. Everything you have seen stays in your groups.',
    noGroups:
      'You are not in a group yet. A group is a closed space for people who work on something together. Find one in the directory, or wait to be invited.',
    noGroupsGuest:
      'You are not in any group at the moment. If somebody invites you, you will get an e-mail.',
    create: 'Create a group',
    directory: 'Open the directory',
    groups: 'My groups',
    find: 'Find a group',
    none: 'No group of this name.',
    changes: (count: number, people: number) =>
      people > 1 ? `${en(count, 'change')} by ${people} people` : en(count, 'change'),
    requests: (count: number, group: string) =>
      count === 1 ? `1 person asks to join ${group}` : `${count} people ask to join ${group}`,
    mentioned: (name: string, group: string | null) =>
      group ? `${name} mentioned ${group} in` : `${name} mentioned you in`,
    active: (when: string) => `active ${when}`,
    unread: (count: number) => `${count} new`,
    members: (count: number) => en(count, 'member'),
    administrator: 'you administer it',
  },
  fr: {
    title: 'Accueil',
    forMe: 'Pour moi',
    changed: 'Dans mes espaces',
    newThing: 'Créer…',
    elsewhere: 'Dans un autre espace…',
    space: 'Espace',
    tool: 'Outil',
    allSpaces: 'Tous mes espaces',
    allTools: 'Tous les outils',
    between: ', ',
    notWhole: 'Seules les 200 dernières modifications sont affichées.',
    reminders: 'Rappels',
    favourites: 'Favoris',
    all: 'Tout voir',
    since: (when: ReactNode) => ['Depuis votre dernier passage, ', when],
    seen: 'Tout marquer comme vu',
    nothing:
      'Rien de nouveau depuis votre dernier passage. Ce que vous avez déjà vu reste dans vos groupes.',
    noGroups:
      'Vous n’êtes dans aucun groupe. Un groupe est un espace fermé pour travailler à plusieurs sur un sujet. Cherchez-en un dans l’annuaire, ou attendez une invitation.',
    noGroupsGuest:
      'Vous n’êtes dans aucun groupe pour le moment. Si quelqu’un vous invite, vous recevrez un e-mail.',
    create: 'Créer un groupe',
    directory: 'Ouvrir l’annuaire',
    groups: 'Mes groupes',
    find: 'Chercher un groupe',
    none: 'Aucun groupe de ce nom.',
    changes: (count: number, people: number) =>
      people > 1
        ? `${fr(count, 'modification')} par ${people} personnes`
        : fr(count, 'modification'),
    requests: (count: number, group: string) =>
      count === 1
        ? `Une personne demande à rejoindre ${group}`
        : `${count} personnes demandent à rejoindre ${group}`,
    mentioned: (name: string, group: string | null) =>
      group ? `${name} a mentionné ${group} dans` : `${name} vous a mentionné·e dans`,
    active: (when: string) => `actif ${when.replace(/^(?=\d)/, 'le ')}`,
    unread: (count: number) => fr(count, 'nouveauté'),
    members: (count: number) => fr(count, 'membre'),
    administrator: 'vous l’administrez',
  },
})
