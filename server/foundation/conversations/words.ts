import { Conflict } from '../../kernel/errors.ts'

export function noSharedGroup(): Conflict {
  return new Conflict('no-shared-group', {
    en: 'A conversation is between two to nine people, every two of whom share a group.',
    fr: 'Une conversation réunit de deux à neuf personnes, qui ont deux à deux un groupe en commun.',
  })
}
