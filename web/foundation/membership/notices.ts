import {
  Crown,
  Hourglass,
  MailPlus,
  ShieldCheck,
  UserRoundCheck,
  UserRoundMinus,
  UserRoundPlus,
} from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { paths } from '../../kernel/paths.ts'
import { en, fr } from '../../kernel/words.ts'
import { roleIn } from '../../ui/words.ts'

export const notices: Record<string, NoticeWords> = {
  'request-approved': {
    icon: UserRoundCheck,
    en: ({ group }) => `You are now a member of “${group}”`,
    fr: ({ group }) => `Vous êtes désormais membre de « ${group} »`,
  },
  'request-declined': {
    icon: UserRoundMinus,
    en: ({ group }) => `Your request to join “${group}” was declined`,
    fr: ({ group }) => `Votre demande de rejoindre « ${group} » a été refusée`,
  },
  added: {
    icon: UserRoundPlus,
    en: ({ who, group }) => `${who} added you to “${group}”`,
    fr: ({ who, group }) =>
      `Vous faites désormais partie de « ${group} », à l’initiative de ${who}`,
  },
  removed: {
    icon: UserRoundMinus,
    en: ({ group }) => `You are no longer a member of “${group}”`,
    fr: ({ group }) => `Vous n’êtes plus membre de « ${group} »`,
  },
  ended: {
    icon: UserRoundMinus,
    en: ({ group }) => `Your membership of “${group}” has ended`,
    fr: ({ group }) => `Votre adhésion à « ${group} » a pris fin`,
  },
  'role-changed': {
    icon: UserRoundCheck,
    en: ({ group, role }) =>
      `Your role in “${group}” is now: ${roleIn('en', role || 'member').toLowerCase()}`,
    fr: ({ group, role }) =>
      `Votre rôle dans « ${group} » est désormais : ${roleIn('fr', role || 'member').toLowerCase()}`,
  },
  'handed-over': {
    icon: Crown,
    en: ({ group }) => `You now administer “${group}”`,
    fr: ({ group }) => `Vous administrez désormais « ${group} »`,
  },
  succession: {
    icon: Crown,
    en: ({ group }) => `You are asked to take over “${group}”`,
    fr: ({ group }) => `Il vous est proposé d’administrer « ${group} »`,
  },
  nested: {
    icon: UserRoundPlus,
    en: ({ group }) => `You are now also a member of “${group}”, through a group of yours`,
    fr: ({ group }) => `Vous êtes désormais aussi membre de « ${group} », par un de vos groupes`,
  },
  'nesting-asked': {
    icon: MailPlus,
    en: ({ group }) => `Will you also be a member of “${group}”? A group of yours is part of it`,
    fr: ({ group }) =>
      `Voulez-vous aussi être membre de « ${group} » ? Un de vos groupes en fait partie`,
    href: (_, space) => paths.groupAbout(space),
  },
  'nesting-ended': {
    icon: UserRoundMinus,
    en: ({ group }) => `You are no longer a member of “${group}”`,
    fr: ({ group }) => `Vous n’êtes plus membre de « ${group} »`,
  },
  request: {
    icon: UserRoundPlus,
    en: ({ who, group, count }) =>
      count > 1
        ? `${en(count, 'person', 'people')} ask to join “${group}”`
        : `${who} asks to join “${group}”`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `${fr(count, 'personne')} demandent à rejoindre « ${group} »`
        : `${who} demande à rejoindre « ${group} »`,
    href: (_, space) => paths.requests(space),
  },
  'seat-offered': {
    icon: Crown,
    en: ({ who, group }) => `${who} asks you to administer “${group}”`,
    fr: ({ who, group }) => `${who} vous propose d’administrer « ${group} »`,
  },
  'seat-declined': {
    icon: Crown,
    en: ({ who, group }) => `${who} does not wish to administer “${group}”`,
    fr: ({ who, group }) => `${who} ne souhaite pas administrer « ${group} »`,
  },
  'seat-asked': {
    icon: Crown,
    en: ({ who, group }) => `${who} asks whether you still administer “${group}”`,
    fr: ({ who, group }) => `${who} demande si vous administrez toujours « ${group} »`,
  },
  'seat-lost': {
    icon: Crown,
    en: ({ group }) => `You no longer administer “${group}”`,
    fr: ({ group }) => `Vous n’administrez plus « ${group} »`,
  },
  governed: {
    icon: ShieldCheck,
    en: ({ who, group, count }) =>
      count > 1
        ? `People who govern your organization acted in “${group}” (${count} times)`
        : `${who}, who governs your organization, acted in “${group}”`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `La gestion de votre organisation est intervenue dans « ${group} » (${count} fois)`
        : `${who}, qui gère votre organisation, est intervenu·e dans « ${group} »`,
    href: (_, space) => paths.groupHistory(space),
  },
  joined: {
    icon: UserRoundPlus,
    en: ({ who, group, count }) => `${count > 1 ? `${count} people` : who} joined “${group}”`,
    fr: ({ who, group, count }) =>
      count > 1 ? `${count} personnes ont rejoint « ${group} »` : `${who} a rejoint « ${group} »`,
    href: (_, space) => paths.members(space),
  },
  left: {
    icon: UserRoundMinus,
    en: ({ who, group, count }) => `${count > 1 ? `${count} people` : who} left “${group}”`,
    fr: ({ who, group, count }) =>
      count > 1 ? `${count} personnes ont quitté « ${group} »` : `${who} a quitté « ${group} »`,
    href: (_, space) => paths.members(space),
  },
  'guest-ending': {
    icon: Hourglass,
    en: ({ who, group, count }) =>
      count > 1
        ? `The stays of guests that you sponsor in “${group}” end soon`
        : `The stay of ${who} in “${group}” ends soon`,
    fr: ({ who, group, count }) =>
      count > 1
        ? `Des personnes externes dont vous êtes référent·e dans « ${group} » arrivent au terme de leur présence`
        : `La présence de ${who} dans « ${group} » prend bientôt fin`,
    href: (_, space) => paths.members(space),
  },
}
