import { Conflict } from '../../kernel/errors.ts'
import type { Language, Sentence } from '../../kernel/i18n.ts'

export const needed: Sentence = { en: 'This field is required.', fr: 'Ce champ est obligatoire.' }

export const lastAdmin: Sentence = {
  en: 'This is the last administrator of the organization. Make somebody else an administrator first.',
  fr: 'C’est la dernière personne à administrer l’organisation. Nommez d’abord quelqu’un d’autre.',
}

export const broughtIn = (groups: string[]): Sentence => ({
  en: `They were added to ${groups.map((name) => `“${name}”`).join(', ')} by somebody who governs the organization. Remove them there first; then ask its administrator to add them again.`,
  fr: `Cette personne a été ajoutée à ${groups.map((name) => `« ${name} »`).join(', ')} par quelqu’un qui gère l’organisation. Retirez-la d’abord de ce groupe, puis demandez l’accord de la personne qui l’administre.`,
})

export const noSuchPlan: Sentence = {
  en: 'Your organization has no such plan.',
  fr: 'Votre organisation n’a pas ce forfait.',
}

export const planNameTaken: Sentence = {
  en: 'Another plan has this name.',
  fr: 'Un autre forfait porte ce nom.',
}

export const organizationNameTaken: Sentence = {
  en: 'Another organization has this name.',
  fr: 'Une autre organisation porte ce nom.',
}

export const planInUse: Sentence = {
  en: 'People or invitations have this plan, or it is the default. Assign another plan first.',
  fr: 'Des personnes ou des invitations ont ce forfait, ou c’est celui par défaut. Attribuez d’abord un autre forfait.',
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
