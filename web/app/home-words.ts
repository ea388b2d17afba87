import type { ReactNode } from 'react'
import { defineWords, en, fr } from '../kernel/words.ts'

type Verbs = Record<string, string>

// What somebody did to a thing, or in a group; the subject is a name, the object a title.
const verbsEn: Verbs = {
  'item.added': 'added',
  'item.changed': 'changed',
  'item.renamed': 'renamed',
  'item.moved': 'moved',
  'item.trashed': 'put into the trash',
  'item.restored': 'brought back',
  'item.taken-over': 'took over',
  'item.tagged': 'tagged',
  'item.linked': 'linked',
  'note.changed': 'wrote in',
  'note.written': 'wrote in',
  'comment.added': 'commented on',
  'comment.edited': 'changed a comment on',
  'member.joined': 'joined',
  'member.left': 'left',
  'member.removed': 'is no longer a member',
  'member.role-changed': 'has another role',
  'member.handed-over': 'handed over the group',
  'group.created': 'created the group',
  'group.renamed': 'renamed the group',
  'group.changed': 'changed settings of the group',
  'group.archived': 'archived the group',
  'group.unarchived': 'brought the group back',
  'group.nested': 'added a group as a member',
  'request.made': 'asks to join',
}

const verbsFr: Verbs = {
  'item.added': 'a ajouté',
  'item.changed': 'a modifié',
  'item.renamed': 'a renommé',
  'item.moved': 'a déplacé',
  'item.trashed': 'a mis à la corbeille',
  'item.restored': 'a rétabli',
  'item.taken-over': 'a repris',
  'item.tagged': 'a étiqueté',
  'item.linked': 'a relié',
  'note.changed': 'a écrit dans',
  'note.written': 'a écrit dans',
  'comment.added': 'a commenté',
  'comment.edited': 'a modifié un commentaire sur',
  'member.joined': 'a rejoint le groupe',
  'member.left': 'a quitté le groupe',
  'member.removed': 'ne fait plus partie du groupe',
  'member.role-changed': 'a un autre rôle',
  'member.handed-over': 'a transmis le groupe',
  'group.created': 'a créé le groupe',
  'group.renamed': 'a renommé le groupe',
  'group.changed': 'a modifié des réglages du groupe',
  'group.archived': 'a archivé le groupe',
  'group.unarchived': 'a rouvert le groupe',
  'group.nested': 'a ajouté un groupe comme membre',
  'request.made': 'demande à rejoindre le groupe',
}

export const words = defineWords({
  en: {
    title: 'Home',
    changed: 'What is new for you',
    since: (when: ReactNode) => ['Since you were last here, ', when],
    seen: 'Mark all as seen',
    nothing: 'Nothing new since you were last here. Everything you have seen stays in your groups.',
    noGroups:
      'You are in no group yet. A group is a closed space for people who work on something together; you can create one, or wait to be invited.',
    noGroupsGuest: 'You are in no group any more. Somebody who wants you in one will invite you.',
    create: 'Create a group',
    groups: 'My groups',
    find: 'Find a group',
    none: 'No group of this name.',
    verb: (kind: string, onSomething: boolean) =>
      verbsEn[kind] ?? (onSomething ? 'worked on' : 'was active'),
    times: (count: number) => en(count, 'time'),
    somebody: 'Somebody',
    active: (when: string) => `active ${when}`,
    unread: (count: number) => `${count} new`,
    members: (count: number) => en(count, 'member'),
    administrator: 'you administer it',
  },
  fr: {
    title: 'Accueil',
    changed: 'Du nouveau pour vous',
    since: (when: ReactNode) => ['Depuis votre dernier passage, ', when],
    seen: 'Tout marquer comme vu',
    nothing:
      'Rien de nouveau depuis votre dernier passage. Ce que vous avez déjà vu reste dans vos groupes.',
    noGroups:
      'Vous n’êtes dans aucun groupe. Un groupe est un espace fermé pour travailler à plusieurs sur un sujet ; créez-en un, ou attendez une invitation.',
    noGroupsGuest:
      'Vous n’êtes plus dans aucun groupe. Si quelqu’un souhaite votre présence, vous recevrez une invitation.',
    create: 'Créer un groupe',
    groups: 'Mes groupes',
    find: 'Chercher un groupe',
    none: 'Aucun groupe de ce nom.',
    verb: (kind: string, onSomething: boolean) =>
      verbsFr[kind] ?? (onSomething ? 'a travaillé sur' : 'a été en activité'),
    times: (count: number) => fr(count, 'fois', 'fois'),
    somebody: 'Quelqu’un',
    active: (when: string) => `activité ${when}`,
    unread: (count: number) => fr(count, 'nouveauté'),
    members: (count: number) => fr(count, 'membre'),
    administrator: 'vous l’administrez',
  },
})
