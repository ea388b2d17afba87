import { Conflict } from '../../kernel/errors.ts'
import type { Language, Sentence } from '../../kernel/i18n.ts'

export const needed: Sentence = { en: 'This is needed.', fr: 'Ce champ est nécessaire.' }

export const lastAdmin: Sentence = {
  en: 'This is the last admin of the organization. Make somebody else an admin first.',
  fr: 'C’est la dernière personne à administrer l’organisation. Nommez d’abord quelqu’un d’autre.',
}

export const broughtIn = (groups: string[]): Sentence => ({
  en: `They were added to ${groups.map((name) => `“${name}”`).join(', ')} by somebody who governs the organization. Remove them there first; then ask its administrator to let them in again.`,
  fr: `Cette personne a été ajoutée à ${groups.map((name) => `« ${name} »`).join(', ')} par quelqu’un qui gère l’organisation. Retirez-la d’abord de ce groupe, puis demandez l’accord de la personne qui l’administre.`,
})

export const noSuchPlan: Sentence = {
  en: 'Your organization has no such plan.',
  fr: 'Votre organisation n’a pas cet abonnement.',
}

export const planNameTaken: Sentence = {
  en: 'Another plan has this name.',
  fr: 'Un autre abonnement porte ce nom.',
}

export const organizationNameTaken: Sentence = {
  en: 'Another organization has this name.',
  fr: 'Une autre organisation porte ce nom.',
}

export const planInUse: Sentence = {
  en: 'Somebody has this plan, an invitation promises it, or it is the default. Give them another plan first.',
  fr: 'Quelqu’un a cet abonnement, une invitation le promet, ou c’est celui par défaut. Attribuez d’abord un autre abonnement.',
}

/** Names the guests before anything is decided about them (O5). */
export const guestsInside = (names: string[]): Conflict =>
  new Conflict('guests-inside', {
    en: `Guests are in groups of the organization: ${andMore(names, 'en')}. Decide first whether they may only read, or leave by a date.`,
    fr: `Des groupes de l’organisation comptent des personnes externes : ${andMore(names, 'fr')}. Décidez d’abord si elles peuvent seulement lire, ou si elles partent à une date.`,
  })

function andMore(names: string[], language: Language): string {
  const shown = names.slice(0, 10).join(', ')
  const more = names.length - 10
  if (more <= 0) return shown
  return language === 'fr' ? `${shown} et ${more} de plus` : `${shown} and ${more} more`
}
