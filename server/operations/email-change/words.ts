import { Conflict, TooManyAttempts } from '../../kernel/errors.ts'
import type { Language, Sentence } from '../../kernel/i18n.ts'
import type { Letter } from '../../kernel/letter.ts'

export const same: Sentence = {
  en: 'This is already your address.',
  fr: 'C’est déjà votre adresse.',
}

/** Said only to a person who has proved that the address is theirs. */
export const taken = (): Conflict =>
  new Conflict('address-taken', {
    en: 'Another account uses this e-mail address now. Nothing was changed.',
    fr: 'Un autre compte utilise désormais cette adresse e-mail. Rien n’a été changé.',
  })

export const enoughForToday = (seconds: number): TooManyAttempts =>
  new TooManyAttempts(Math.max(1, seconds), {
    en: 'You have asked for too many changes today. Please try again tomorrow.',
    fr: 'Vous avez demandé trop de changements aujourd’hui. Veuillez réessayer demain.',
  })

export function proofLetter(
  firstName: string,
  url: string,
  minutes: number,
): Record<Language, Letter> {
  return {
    en: {
      subject: 'Is this your new e-mail address?',
      heading: `Hello ${firstName},`,
      paragraphs: [
        'Somebody, probably you, asked to sign in to Atelier with this address from now on.',
        `The link works once, for ${minutes} minutes, while you are signed in. If it was not you, there is nothing to do.`,
      ],
      action: { label: 'Use this address', url },
    },
    fr: {
      subject: 'Est-ce votre nouvelle adresse e-mail ?',
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        'Quelqu’un, vous sans doute, a demandé à se connecter désormais à Atelier avec cette adresse.',
        `Le lien fonctionne une fois, pendant ${minutes} minutes, pendant que vous êtes connecté·e. Si ce n’était pas vous, il n’y a rien à faire.`,
      ],
      action: { label: 'Utiliser cette adresse', url },
    },
  }
}

/** To the owner of an address that another account asked for; says nothing about that account. */
export function takenLetter(firstName: string): Record<Language, Letter> {
  return {
    en: {
      subject: 'Somebody entered your e-mail address',
      heading: `Hello ${firstName},`,
      paragraphs: [
        'Somebody asked to sign in to another Atelier account with your address. It is yours, so nothing was changed.',
        'If that was you, sign in to the account that this address belongs to. If not, there is nothing to do.',
      ],
    },
    fr: {
      subject: 'Quelqu’un a saisi votre adresse e-mail',
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        'Quelqu’un a demandé à se connecter à un autre compte Atelier avec votre adresse. C’est la vôtre : rien n’a été changé.',
        'Si c’était vous, connectez-vous au compte auquel cette adresse appartient. Sinon, il n’y a rien à faire.',
      ],
    },
  }
}

/** Does not name the new address: the old one may be read by somebody else by now. */
export function askedLetter(firstName: string, url: string): Record<Language, Letter> {
  return {
    en: {
      subject: 'Your e-mail address is about to change',
      heading: `Hello ${firstName},`,
      paragraphs: [
        'Somebody, probably you, asked to sign in to Atelier with another e-mail address. It changes once that address is confirmed.',
        'If it was not you, stop it, then choose a new password: somebody else knows yours.',
      ],
      action: { label: 'Stop the change', url },
    },
    fr: {
      subject: 'Votre adresse e-mail va changer',
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        'Quelqu’un, vous sans doute, a demandé à se connecter à Atelier avec une autre adresse e-mail. Elle changera une fois cette adresse confirmée.',
        'Si ce n’était pas vous, arrêtez ce changement, puis choisissez un nouveau mot de passe : quelqu’un d’autre connaît le vôtre.',
      ],
      action: { label: 'Arrêter le changement', url },
    },
  }
}

export function changedLetter(
  firstName: string,
  url: string,
  days: number,
): Record<Language, Letter> {
  return {
    en: {
      subject: 'Your e-mail address was changed',
      heading: `Hello ${firstName},`,
      paragraphs: [
        'You sign in to Atelier with another e-mail address from now on. Nothing more is sent to this one.',
        `If it was not you, undo it within ${days} days: every session ends, and you choose a new password.`,
      ],
      action: { label: 'Undo the change', url },
    },
    fr: {
      subject: 'Votre adresse e-mail a été changée',
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        'Vous vous connectez désormais à Atelier avec une autre adresse e-mail. Plus rien ne sera envoyé à celle-ci.',
        `Si ce n’était pas vous, annulez ce changement dans les ${days} jours : toutes les sessions se ferment, et vous choisissez un nouveau mot de passe.`,
      ],
      action: { label: 'Annuler le changement', url },
    },
  }
}
