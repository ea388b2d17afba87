import { longDate } from '../../kernel/day-and-time.ts'
import { Conflict, invalidField, type Invalid } from '../../kernel/errors.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Letter } from '../../kernel/letter.ts'

export const notYourAddress = (): Invalid =>
  invalidField('body.confirm', 'not-your-address', {
    en: 'Type your own e-mail address, so that this does not happen by mistake.',
    fr: 'Saisissez votre propre adresse e-mail, pour que cela n’arrive pas par erreur.',
  })

export const administersGroups = (groups: string[]): Conflict =>
  new Conflict('administers-groups', {
    en: `Somebody else must administer these groups first: ${groups.map((name) => `“${name}”`).join(', ')}. Hand them over, or delete them.`,
    fr: `Quelqu’un d’autre doit d’abord administrer ces groupes : ${groups.map((name) => `« ${name} »`).join(', ')}. Confiez-les, ou supprimez-les.`,
  })

export const lastAdmin = (): Conflict =>
  new Conflict('last-admin', {
    en: 'The organization needs an administrator: name another one first.',
    fr: 'L’organisation a besoin d’une personne qui l’administre : désignez-en d’abord une autre.',
  })

export const notYourself = (): Conflict =>
  new Conflict('not-yourself', {
    en: 'Your own account is deleted from your profile.',
    fr: 'Votre propre compte se supprime depuis votre profil.',
  })

export function deletionLetter(
  firstName: string,
  { due, timeZone }: { due: Date; timeZone: string },
  url: string,
): Record<Language, Letter> {
  const on = (language: Language) => longDate(due, language, timeZone)
  return {
    en: {
      subject: 'Your account will be deleted',
      heading: `Hello ${firstName},`,
      paragraphs: [
        `Your account and your private space will be deleted on ${on('en')}. Until then you can cancel the deletion. What you added to groups stays there, under your name.`,
      ],
      action: { label: 'Open my profile', url },
    },
    fr: {
      subject: 'Votre compte sera supprimé',
      heading: `Bonjour ${firstName},`,
      paragraphs: [
        `Votre compte et votre espace privé seront supprimés le ${on('fr')}. D’ici là, vous pouvez annuler la suppression. Ce que vous avez ajouté aux groupes y reste, sous votre nom.`,
      ],
      action: { label: 'Ouvrir mon profil', url },
    },
  }
}
