import { Conflict, invalidField } from '../../kernel/errors.ts'

export const notInFuture = () =>
  invalidField('body.start', 'not-in-future', {
    en: 'Choose a moment within the next ten years.',
    fr: 'Choisissez un moment dans les dix prochaines années.',
  })

export const noTime = () =>
  invalidField('body.start', 'no-time', {
    en: 'There is no such day, time or time zone.',
    fr: 'Ce jour, cette heure ou ce fuseau horaire n’existe pas.',
  })

export const noRule = () =>
  invalidField('body.rule', 'no-rule', {
    en: 'This rule never occurs, or occurs more than once a day.',
    fr: 'Cette règle n’arrive jamais, ou plus d’une fois par jour.',
  })

export const tooMany = () =>
  new Conflict('too-many-reminders', {
    en: 'You have the maximum number of reminders: remove one first.',
    fr: 'Vous avez atteint le nombre maximal de rappels : supprimez-en un d’abord.',
  })
