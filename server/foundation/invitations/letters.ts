import { longDate } from '../../kernel/day-and-time.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Letter } from '../../kernel/letter.ts'

interface Words {
  inviter: string
  /** The inviter's organization, or the organization that invites. */
  organization: string
  to: string
  message: string
  url: string
  expires: Date
  reminder: boolean
}

/** An invitation into a group: names inviter and group, and says that one may look first and decline (J5, M4). */
export function groupLetter(
  language: Language,
  words: Words & { group: string; objective: string; starts: Date | null },
): Letter {
  const { inviter, organization, group, objective } = words
  const start = words.starts && longDate(words.starts, language, 'UTC')
  const until = longDate(words.expires, language, 'UTC')
  const from = organization ? `${inviter} (${organization})` : inviter
  if (language === 'fr') {
    const heading = `${inviter} vous invite à rejoindre « ${group} »`
    return {
      ...common(language, words, heading),
      paragraphs: [
        `${from} souhaite travailler avec vous dans le groupe « ${group} ».`,
        ...(objective ? [`Son objectif : ${objective}`] : []),
        ...(start ? [`Vous en seriez membre à partir du ${start}.`] : []),
        'Avant de vous décider, vous pouvez lire à quoi sert le groupe, qui en fait partie et ce que ses membres verront de vous. Vous pouvez aussi décliner.',
        `L’invitation est réservée à ${words.to} et peut être acceptée jusqu’au ${until}.`,
      ],
    }
  }
  return {
    ...common(language, words, `${inviter} invites you to “${group}”`),
    paragraphs: [
      `${from} would like to work with you in the group “${group}”.`,
      ...(objective ? [`What it is for: ${objective}`] : []),
      ...(start ? [`You would be a member from ${start}.`] : []),
      'Before you decide, you can read what the group is for, who is in it, and what its members will see of you. You can also decline.',
      `The invitation is for ${words.to} only and can be accepted until ${until}.`,
    ],
  }
}

/** An invitation into the organization, as a colleague (O4). */
export function colleagueLetter(
  language: Language,
  words: Words & { groups: readonly string[] },
): Letter {
  const { inviter, organization, groups } = words
  const until = longDate(words.expires, language, 'UTC')
  if (language === 'fr') {
    return {
      ...common(language, words, `${inviter} vous invite à rejoindre ${organization}`),
      paragraphs: [
        `${organization} travaille avec Atelier : chaque groupe y partage ses notes et ses documents, et personne d’autre ne les voit. Votre compte est prêt.`,
        ...(groups.length > 0 ? [`Vous ferez partie de ces groupes : ${groups.join(', ')}.`] : []),
        `L’invitation est réservée à ${words.to} et peut être acceptée jusqu’au ${until}.`,
      ],
    }
  }
  return {
    ...common(language, words, `${inviter} invites you to join ${organization}`),
    paragraphs: [
      `${organization} works with Atelier: each group shares its notes and documents there, and nobody else sees them. Your account is ready.`,
      ...(groups.length > 0 ? [`You will be in these groups: ${groups.join(', ')}.`] : []),
      `The invitation is for ${words.to} only and can be accepted until ${until}.`,
    ],
  }
}

function common(
  language: Language,
  { inviter, message, url, reminder }: Words,
  heading: string,
): Omit<Letter, 'paragraphs'> {
  const french = language === 'fr'
  const again = french ? 'Rappel : ' : 'Reminder: '
  return {
    subject: reminder ? `${again}${heading}` : heading,
    heading,
    ...(message && { quote: message }),
    action: { label: french ? 'Voir l’invitation' : 'See the invitation', url },
    footer: french
      ? `Vous recevez ce message parce que ${inviter} a saisi votre adresse. Si vous ne l’attendiez pas, ignorez-le : rien ne se passera.`
      : `You receive this e-mail because ${inviter} entered your address. If you did not expect it, ignore it: nothing will happen.`,
  }
}

/** Tells the inviter of a new colleague which prepared groups were full (O4, O7). */
export function noRoomLetter(
  language: Language,
  { person, groups, url }: { person: string; groups: readonly string[]; url: string },
): Letter {
  const names = groups.join(', ')
  return language === 'fr'
    ? {
        subject: `${person} n’a pas pu rejoindre tous les groupes de votre invitation`,
        heading: `${person} n’a pas pu rejoindre tous les groupes de votre invitation`,
        paragraphs: [
          `${person} a accepté votre invitation. Ces groupes de l’invitation sont complets, ou vous ne pouvez plus y ajouter de personnes : ${names}.`,
          'Faites de la place ou demandez un forfait supérieur, puis ajoutez cette personne.',
        ],
        action: { label: 'Ouvrir Atelier', url },
      }
    : {
        subject: `${person} could not join all groups of your invitation`,
        heading: `${person} could not join all groups of your invitation`,
        paragraphs: [
          `${person} has accepted your invitation. These groups of the invitation are full, or you may no longer add people to them: ${names}.`,
          'Make room or ask for a larger plan, then add them.',
        ],
        action: { label: 'Open Atelier', url },
      }
}
