import { Forbidden } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'

/** The name of a temporary person, where a request reads their own card. */
export const standInName: Record<Language, [string, string]> = {
  en: ['You', 'in this view'],
  fr: ['Vous', 'dans cette vue'],
}

export const said = {
  oneOfBoth: {
    en: 'Choose a role or a member.',
    fr: 'Choisissez un rôle ou un membre.',
  },
  notAMember: {
    en: 'This person is not a member of the group.',
    fr: 'Cette personne n’est pas membre du groupe.',
  },
}

export function elsewhere(): Forbidden {
  return new Forbidden('view-as-elsewhere', {
    en: 'This view is for one group only.',
    fr: 'Cette vue ne concerne qu’un seul groupe.',
  })
}

export function over(): Forbidden {
  return new Forbidden('view-as-over', {
    en: 'This view has ended. You see the group with your own rights again.',
    fr: 'Cette vue a pris fin. Vous voyez à nouveau le groupe avec vos propres droits.',
  })
}
