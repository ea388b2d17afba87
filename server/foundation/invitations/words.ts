import { Conflict, Forbidden, invalidField, TooManyAttempts } from '../../kernel/errors.ts'
import type { Invalid } from '../../kernel/errors.ts'
import type { Sentence } from '../../kernel/i18n.ts'

/** Only the administrator may invite helpers (M4). */
export const roleBeyondYours = (field: string): Forbidden => {
  const sentence = {
    en: 'Only the administrator of a group can invite co-administrators and moderators.',
    fr: 'Seule la personne qui administre un groupe peut inviter à la co-administration et à la modération.',
  }
  return new Forbidden('role-beyond-yours', sentence, [
    { field, code: 'role-beyond-yours', sentence },
  ])
}

export const addressOrPerson = (field: string): Invalid =>
  invalidField(field, 'required', {
    en: 'Give an e-mail address or choose a person.',
    fr: 'Indiquez une adresse e-mail ou choisissez une personne.',
  })

export const unknownGroup = (field: string): Invalid =>
  invalidField(field, 'unknown', {
    en: 'There is no such group in your organization.',
    fr: 'Ce groupe n’existe pas dans votre organisation.',
  })

export const unknownPlan = (field: string): Invalid =>
  invalidField(field, 'unknown', {
    en: 'There is no such plan in your organization.',
    fr: 'Ce forfait n’existe pas dans votre organisation.',
  })

export const needed = (field: string): Invalid =>
  invalidField(field, 'required', {
    en: 'This field is required.',
    fr: 'Ce champ est obligatoire.',
  })

export const accountExists = (): Conflict =>
  new Conflict('account-exists', {
    en: 'There is already an account with this address. Sign in with it, then accept.',
    fr: 'Un compte existe déjà avec cette adresse. Connectez-vous avec elle, puis acceptez.',
  })

export const otherAccount = (email: string): Conflict =>
  new Conflict('other-account', {
    en: `This invitation is for ${email}. Sign in with that address, or sign up with it.`,
    fr: `Cette invitation est adressée à ${email}. Connectez-vous avec cette adresse, ou créez un compte avec elle.`,
  })

export const belongsElsewhere = (): Conflict =>
  new Conflict('belongs-elsewhere', {
    en: 'Your account belongs to another organization: it cannot join this one.',
    fr: 'Votre compte appartient à une autre organisation : il ne peut pas rejoindre celle-ci.',
  })

export const enoughForToday = (seconds: number): TooManyAttempts =>
  new TooManyAttempts(seconds, {
    en: 'You have sent as many invitations as one person can in a day. Please continue tomorrow.',
    fr: 'Vous avez envoyé autant d’invitations qu’il est possible en une journée. Veuillez continuer demain.',
  })

export const remindedEnough = (seconds: number): TooManyAttempts =>
  new TooManyAttempts(seconds, {
    en: 'You have sent this address too many e-mails today. Please try again tomorrow.',
    fr: 'Vous avez envoyé trop d’e-mails à cette adresse aujourd’hui. Veuillez réessayer demain.',
  })

/** Problems of a line of a CSV file. */
export const lineProblems = {
  address: { en: 'This is not an e-mail address.', fr: 'Ce n’est pas une adresse e-mail.' },
  role: {
    en: 'The role is admin, manager or member.',
    fr: 'Le rôle est admin, manager ou member.',
  },
  plan: { en: 'There is no plan of this name.', fr: 'Aucun forfait ne porte ce nom.' },
  group: { en: 'There is no group of this name.', fr: 'Aucun groupe ne porte ce nom.' },
  twice: {
    en: 'This address is already on a line above.',
    fr: 'Cette adresse figure déjà sur une ligne précédente.',
  },
  person: {
    en: 'This person is already in your organization.',
    fr: 'Cette personne fait déjà partie de votre organisation.',
  },
  invited: {
    en: 'This address has already been invited.',
    fr: 'Cette adresse a déjà reçu une invitation.',
  },
} satisfies Record<string, Sentence>

export type LineProblem = keyof typeof lineProblems

export const notACsv = (): Invalid =>
  invalidField('body.csv', 'no-address-column', {
    en: 'There is no e-mail address in this table.',
    fr: 'Ce tableau ne contient aucune adresse e-mail.',
  })

export const tooManyLines = (most: number): Invalid =>
  invalidField('body.csv', 'maxItems', {
    en: `At most ${most} lines at once.`,
    fr: `Au plus ${most} lignes à la fois.`,
  })
