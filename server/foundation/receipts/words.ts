import { LimitReached } from '../../kernel/errors.ts'

export function noRoom(): LimitReached {
  return new LimitReached('no-room', {
    en: 'There is no room for this here at the moment. Its owner can make room.',
    fr: 'Il n’y a pas assez de place ici pour le moment. Son ou sa propriétaire peut en faire.',
  })
}
