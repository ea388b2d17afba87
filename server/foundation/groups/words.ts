import { Conflict, Forbidden, invalidField, Invalid, LimitReached } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'
import { locales } from '../../kernel/locales.ts'
import { de } from '../../kernel/plain-text.ts'
import type { Shortfall } from './group.ts'

/** The same error whether a group, a former name, a private or a deleted group holds the name (G2, G4). */
export const nameTaken = (): Invalid =>
  invalidField('body.name', 'taken', {
    en: 'This name is taken or reserved. Please choose another one.',
    fr: 'Ce nom est déjà pris ou réservé. Veuillez en choisir un autre.',
  })

/** Fewer criteria would list every group (J2). */
export const twoCriteria = (): Invalid =>
  new Invalid('two-criteria', {
    en: 'Give at least two of these: part of the name (three letters or more), the activity, the sector, the language.',
    fr: 'Donnez au moins deux de ces critères : une partie du nom (trois lettres ou plus), l’activité, le secteur, la langue.',
  })

export const threeLetters = (): Invalid =>
  invalidField('query.name', 'too-short', {
    en: 'Give at least three consecutive letters of the name.',
    fr: 'Donnez au moins trois lettres consécutives du nom.',
  })

export const nameEmpty = (): Invalid =>
  invalidField('body.name', 'pattern', {
    en: 'A name needs at least one letter or digit.',
    fr: 'Un nom comporte au moins une lettre ou un chiffre.',
  })

export const namesMayNotChange = (): Forbidden =>
  new Forbidden('names-may-not-change', {
    en: 'Your organization does not allow group names to change.',
    fr: 'Votre organisation ne permet pas de changer le nom des groupes.',
  })

export const endsBeforeItStarts = (): Invalid =>
  invalidField('body.endsOn', 'before-start', {
    en: 'The end comes before the start.',
    fr: 'La fin précède le début.',
  })

export const needsListing = (field: 'joining' | 'memberListPublished'): Invalid =>
  invalidField(`body.settings.${field}`, 'needs-listing', {
    en: 'Only a group that is listed in the directory can have this.',
    fr: 'Seul un groupe présent dans l’annuaire peut avoir ce réglage.',
  })

export const unknownTool = (tool: string): Invalid =>
  invalidField('body.settings.tools', 'unknown', {
    en: `There is no tool “${tool.slice(0, 40)}”.`,
    fr: `Il n’existe pas d’outil « ${tool.slice(0, 40)} ».`,
  })

/** Guests cannot be turned off while there are some; the error names them (M6). */
export const guestsInside = (names: string[]): Conflict =>
  new Conflict('guests-inside', {
    en: `Guests are in this group: ${andMore(names, 'en')}. Remove them first.`,
    fr: `Ce groupe compte des personnes externes : ${andMore(names, 'fr')}. Retirez-les d’abord.`,
  })

export const organizationWithoutGuests = (): Conflict =>
  new Conflict('guests-not-allowed-here', {
    en: 'Your organization does not allow guests. An administrator of the organization can change that.',
    fr: 'Votre organisation n’accepte pas de personnes externes. L’administration de l’organisation peut changer cela.',
  })

export const planWithoutGuests = (whose: string): LimitReached =>
  new LimitReached('guests-limit', {
    en: `The plan of ${whose} allows no guests. A larger plan or another administrator would allow them.`,
    fr: `Le forfait ${de(whose)} n’autorise pas les personnes externes. Un forfait supérieur, ou une autre personne pour l’administrer, le permettrait.`,
  })

export const groupsLimit = (allowed: number, whose: string): LimitReached =>
  new LimitReached('groups-limit', {
    en: `The plan of ${whose} allows ${allowed} ${allowed === 1 ? 'group' : 'groups'} to administer. Archive one, hand one over, or ask your organization for a larger plan.`,
    fr: `Le forfait ${de(whose)} permet d’administrer ${allowed} ${allowed <= 1 ? 'groupe' : 'groupes'}. Archivez-en un, confiez-en un à quelqu’un, ou demandez un forfait supérieur à votre organisation.`,
  })

/** The plan is too small for the group; names each limit that it exceeds (M1, G6). */
export const planTooSmall = (whose: string, falls: Shortfall[]): LimitReached =>
  new LimitReached('plan-too-small', {
    en: `This group does not fit the plan of ${whose}: ${falls.map((each) => shortfall(each, 'en')).join(', ')}. A larger plan or a smaller group is needed.`,
    fr: `Le forfait ${de(whose)} ne suffit pas pour ce groupe : ${falls.map((each) => shortfall(each, 'fr')).join(', ')}. Il faudrait un forfait supérieur, ou un groupe plus petit.`,
  })

function shortfall({ limit, needed, available }: Shortfall, language: Language): string {
  const french = language === 'fr'
  if (limit === 'groups')
    return french
      ? `${needed} groupes administrés pour ${available} permis`
      : `${needed} groups administered where ${available} are allowed`
  if (limit === 'members')
    return french
      ? `${needed} membres pour ${available} permis`
      : `${needed} members where ${available} are allowed`
  if (limit === 'storage')
    return french
      ? `${size(needed, 'fr')} de stockage pour ${size(available, 'fr')} permis`
      : `${size(needed, 'en')} of storage where ${size(available, 'en')} are allowed`
  return french ? 'personnes externes non autorisées' : 'no guests allowed'
}

function size(bytes: number, language: Language): string {
  const units =
    language === 'fr' ? ['octets', 'Ko', 'Mo', 'Go', 'To'] : ['bytes', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(
    units.length - 1,
    Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)),
  )
  const amount = (bytes / 1000 ** power).toLocaleString(locales[language], {
    maximumFractionDigits: 1,
  })
  return `${amount} ${units[power]}`
}

export const notAlone = (others: number): Conflict =>
  new Conflict('not-alone', {
    en: `${others === 1 ? 'One other person is' : `${others} other people are`} still in this group. Remove all members first.`,
    fr: `${others === 1 ? 'Une autre personne fait' : `${others} autres personnes font`} encore partie de ce groupe. Retirez d’abord tous les membres.`,
  })

function andMore(names: string[], language: Language): string {
  const shown = names.slice(0, 10).join(', ')
  const more = names.length - 10
  if (more <= 0) return shown
  return language === 'fr' ? `${shown} et ${more} de plus` : `${shown} and ${more} more`
}
