import { LimitReached } from '../../kernel/errors.ts'

export function noRoom(): LimitReached {
  return new LimitReached('no-room', {
    en: 'There is no room for this here at the moment. Its owner can make room.',
    fr: 'Il n’y a plus assez de place ici pour le moment. La personne à qui appartient cet espace peut en libérer.',
  })
}
