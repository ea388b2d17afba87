import { invalidField, type Invalid } from '../../kernel/errors.ts'

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
    en: 'Choose a time in the future.',
    fr: 'Choisissez un moment à venir.',
  })

export const notATime = (field: string): Invalid =>
  invalidField(field, 'time', {
    en: 'This is not a date and time.',
    fr: 'Ce n’est pas une date avec une heure.',
  })
