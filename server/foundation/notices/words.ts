import type { Language } from '../../kernel/i18n.ts'
import { invalidField, type Invalid } from '../../kernel/errors.ts'
import type { Shown } from './notice.ts'

const roles: Record<Language, Record<string, string>> = {
  en: {
    'co-administrator': 'co-administrator',
    moderator: 'moderator',
    member: 'member',
    administrator: 'administrator',
  },
  fr: {
    'co-administrator': 'co-administration',
    moderator: 'modération',
    member: 'membre',
    administrator: 'administration',
  },
}

/** One notice as a sentence: in mails and on locked screens. */
export function sentenceOf(notice: Shown, language: Language): string {
  return language === 'fr' ? french(notice) : english(notice)
}

function english({ kind, count, actorName, spaceName, title, role }: Shown): string {
  const who = actorName ?? 'Somebody'
  const group = `“${spaceName ?? ''}”`
  const thing = `“${title ?? ''}”`
  switch (kind) {
    case 'mention':
      return count > 1
        ? `${who} mentioned you in ${thing} (${count} times)`
        : `${who} mentioned you in ${thing}`
    case 'comment':
    case 'reply':
      return count > 1 ? `${count} new comments on ${thing}` : `${who} commented on ${thing}`
    case 'comment-deleted':
      return `${who} deleted a comment of yours on ${thing}`
    case 'followed':
    case 'changed-item':
      return `${who} changed ${thing}`
    case 'deleted':
      return `${who} put ${thing}, which is yours, into the trash`
    case 'container-deleted':
      return `${who} put ${thing}, with things of yours in it, into the trash`
    case 'new-item':
      return `${who} added ${thing}`
    case 'joined':
      return count > 1 ? `${count} people joined ${group}` : `${who} joined ${group}`
    case 'left':
      return count > 1 ? `${count} people left ${group}` : `${who} left ${group}`
    case 'invitation-accepted':
      return count > 1
        ? `${count} people accepted your invitation to ${group}`
        : `${who} accepted your invitation to ${group}`
    case 'invitation-declined':
      return count > 1
        ? `${count} people declined your invitation to ${group}`
        : `${who} declined your invitation to ${group}`
    case 'guest-ending':
      return count > 1
        ? `The stays of guests for whom you vouch in ${group} end soon`
        : `The stay of ${who} in ${group} ends soon`
    case 'shared':
      return `${who} shared ${thing} with you`
    case 'invitation':
      return `${who} invites you to ${group}`
    case 'request':
      return count > 1 ? `${count} people ask to join ${group}` : `${who} asks to join ${group}`
    case 'access-asked':
      return `${who} asks for access`
    case 'request-approved':
      return `You are now a member of ${group}`
    case 'request-declined':
      return `Your request to join ${group} was declined`
    case 'added':
      return `${who} added you to ${group}`
    case 'removed':
      return `You are no longer a member of ${group}`
    case 'ended':
      return `Your membership of ${group} has ended`
    case 'nested':
      return `You are now also a member of ${group}, through a group of yours`
    case 'nesting-asked':
      return `Will you also be a member of ${group}? A group of yours is part of it`
    case 'nesting-ended':
      return `You are no longer a member of ${group}`
    case 'succession':
      return `You are asked to take over ${group}`
    case 'role-changed':
      return `Your role in ${group} is now: ${roles.en[role ?? 'member']}`
    case 'handed-over':
      return `You now administer ${group}`
    case 'seat-offered':
      return `${who} asks you to administer ${group}`
    case 'seat-declined':
      return `${who} does not wish to administer ${group}`
    case 'seat-asked':
      return `${who} asks whether you still administer ${group}`
    case 'seat-lost':
      return `You no longer administer ${group}`
    case 'governed':
      return count > 1
        ? `Those who govern your organization acted in ${group} (${count} times)`
        : `${who}, who governs your organization, acted in ${group}`
    case 'archived':
      return `${group} has been archived`
  }
}

function french({ kind, count, actorName, spaceName, title, role }: Shown): string {
  const who = actorName ?? 'Quelqu’un'
  const group = `« ${spaceName ?? ''} »`
  const thing = `« ${title ?? ''} »`
  switch (kind) {
    case 'mention':
      return count > 1
        ? `${who} vous a mentionné·e dans ${thing} (${count} fois)`
        : `${who} vous a mentionné·e dans ${thing}`
    case 'comment':
    case 'reply':
      return count > 1
        ? `${count} nouveaux commentaires sur ${thing}`
        : `${who} a commenté ${thing}`
    case 'comment-deleted':
      return `${who} a supprimé l’un de vos commentaires sur ${thing}`
    case 'followed':
    case 'changed-item':
      return `${who} a modifié ${thing}`
    case 'deleted':
      return `${who} a mis à la corbeille ${thing}, dont vous êtes l’auteur·e`
    case 'container-deleted':
      return `${who} a mis à la corbeille ${thing}, qui contient des éléments de vous`
    case 'new-item':
      return `${who} a ajouté ${thing}`
    case 'joined':
      return count > 1 ? `${count} personnes ont rejoint ${group}` : `${who} a rejoint ${group}`
    case 'left':
      return count > 1 ? `${count} personnes ont quitté ${group}` : `${who} a quitté ${group}`
    case 'invitation-accepted':
      return count > 1
        ? `${count} personnes ont accepté votre invitation dans ${group}`
        : `${who} a accepté votre invitation dans ${group}`
    case 'invitation-declined':
      return count > 1
        ? `${count} personnes ont refusé votre invitation dans ${group}`
        : `${who} a refusé votre invitation dans ${group}`
    case 'guest-ending':
      return count > 1
        ? `Des personnes externes dont vous êtes référent·e dans ${group} arrivent au terme de leur présence`
        : `La présence de ${who} dans ${group} prend bientôt fin`
    case 'shared':
      return `${who} a partagé ${thing} avec vous`
    case 'invitation':
      return `${who} vous invite dans ${group}`
    case 'request':
      return count > 1
        ? `${count} personnes demandent à rejoindre ${group}`
        : `${who} demande à rejoindre ${group}`
    case 'access-asked':
      return `${who} demande un accès`
    case 'request-approved':
      return `Vous êtes désormais membre de ${group}`
    case 'request-declined':
      return `Votre demande pour ${group} n’a pas été acceptée`
    case 'added':
      return `${who} vous a fait entrer dans ${group}`
    case 'removed':
      return `Vous n’êtes plus membre de ${group}`
    case 'ended':
      return `Votre adhésion à ${group} a pris fin`
    case 'nested':
      return `Vous êtes désormais aussi membre de ${group}, par un de vos groupes`
    case 'nesting-asked':
      return `Voulez-vous aussi être membre de ${group} ? Un de vos groupes en fait partie`
    case 'nesting-ended':
      return `Vous n’êtes plus membre de ${group}`
    case 'succession':
      return `Il vous est proposé d’administrer ${group}`
    case 'role-changed':
      return `Votre rôle dans ${group} est désormais : ${roles.fr[role ?? 'member']}`
    case 'handed-over':
      return `Vous administrez désormais ${group}`
    case 'seat-offered':
      return `${who} vous propose d’administrer ${group}`
    case 'seat-declined':
      return `${who} ne souhaite pas administrer ${group}`
    case 'seat-asked':
      return `${who} demande si vous administrez toujours ${group}`
    case 'seat-lost':
      return `Vous n’administrez plus ${group}`
    case 'governed':
      return count > 1
        ? `La gestion de votre organisation est intervenue dans ${group} (${count} fois)`
        : `${who}, qui gère votre organisation, est intervenu·e dans ${group}`
    case 'archived':
      return `Le groupe ${group} a été archivé`
  }
}

export const notAPushAddress = (): Invalid =>
  invalidField('body.endpoint', 'push-address', {
    en: 'This is not the address of a push service that can be reached from here.',
    fr: 'Ce n’est pas l’adresse d’un service de notification joignable depuis ici.',
  })

export const notAPushKey = (field: string): Invalid =>
  invalidField(field, 'push-key', {
    en: 'This is not a key of a push subscription.',
    fr: 'Ce n’est pas une clé d’abonnement aux notifications.',
  })

export const bothQuietHours = (field: string): Invalid =>
  invalidField(field, 'required', {
    en: 'Say when the quiet hours begin and when they end.',
    fr: 'Indiquez le début et la fin des heures de calme.',
  })

export const inThePast = (): Invalid =>
  invalidField('body.until', 'past', {
    en: 'Choose a moment that is still to come.',
    fr: 'Choisissez un moment à venir.',
  })

export const notATime = (field: string): Invalid =>
  invalidField(field, 'time', {
    en: 'This is not a date and time.',
    fr: 'Ce n’est pas une date avec une heure.',
  })
