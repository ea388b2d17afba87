import { Conflict, invalidField, TooManyAttempts, type Invalid } from '../../kernel/errors.ts'

export const askedEnough = (seconds: number): TooManyAttempts =>
  new TooManyAttempts(seconds, {
    en: 'You have asked for access too often today. Please try again tomorrow.',
    fr: 'Vous avez demandé trop d’accès aujourd’hui. Veuillez réessayer demain.',
  })

export const notThisLevel = (): Invalid =>
  invalidField('body.level', 'not-yours', {
    en: 'You cannot give this level here.',
    fr: 'Vous ne pouvez pas accorder ce niveau ici.',
  })

export const notInvited = (): Conflict =>
  new Conflict('not-invited', {
    en: 'This person cannot be invited right now: the group allows no guests, or this person has been sent too many e-mails today.',
    fr: 'Cette personne ne peut pas être invitée pour le moment : le groupe n’accueille pas de personnes externes, ou cette personne a reçu trop d’e-mails aujourd’hui.',
  })
