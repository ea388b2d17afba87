import { Conflict, invalidField, type Invalid } from '../../kernel/errors.ts'

export const administratorGone = (): Conflict =>
  new Conflict('administrator-gone', {
    en: 'Whoever administered this group has left. Name somebody else of your organization to administer it.',
    fr: 'La personne qui administrait ce groupe est partie. Désignez quelqu’un d’autre de votre organisation pour l’administrer.',
  })

export const noAdministrator = (): Invalid =>
  invalidField('body.person', 'unknown', {
    en: 'Choose somebody of your organization whose account runs.',
    fr: 'Choisissez une personne de votre organisation dont le compte est actif.',
  })
