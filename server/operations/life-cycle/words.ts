import { Conflict, invalidField, type Invalid } from '../../kernel/errors.ts'

export const administratorGone = (): Conflict =>
  new Conflict('administrator-gone', {
    en: 'The former administrator of this group has left. Name somebody else of your organization.',
    fr: 'La personne qui administrait ce groupe est partie. Désignez quelqu’un d’autre de votre organisation pour l’administrer.',
  })

export const noAdministrator = (): Invalid =>
  invalidField('body.person', 'unknown', {
    en: 'Choose somebody of your organization with an active account.',
    fr: 'Choisissez une personne de votre organisation dont le compte est actif.',
  })

/** Restoring a group must not replace an administrator whose account is active (M3). */
export const administratorRuns = (): Conflict =>
  new Conflict('administrator-acts', {
    en: 'The account of the administrator of this group is active: the group goes back to them.',
    fr: 'Le compte de la personne qui administrait ce groupe est actif : le groupe lui revient.',
  })

export const reasonNeeded = (): Invalid =>
  invalidField('body.reason', 'required', {
    en: 'The group is private, and this person governs the organization: say why. It stays in the history.',
    fr: 'Le groupe est privé, et cette personne gère l’organisation : dites pourquoi. Cela reste dans l’historique.',
  })
