import type { House } from '../../kernel/context.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Letter } from '../../kernel/letter.ts'
import type { Shown } from './notice.ts'
import { sentenceOf } from './sentences.ts'

export interface Links {
  /** The address of the thing, or of the list of notices. */
  open(notice: Shown): string
  all: string
  stop: string
}

/** A mail about events in one space, sent right after they happened. */
export function noticeLetter(
  house: House,
  language: Language,
  notices: Shown[],
  total: number,
  links: Links,
): Letter {
  const [first] = notices
  const french = language === 'fr'
  const sentences = notices.map((notice) => sentenceOf(house, notice, language))
  const where = first!.spaceName ?? ''
  const several = french
    ? `${total} notifications de « ${where} »`
    : `${total} notices from “${where}”`
  const alone = total === 1
  return {
    subject: subjectOf(sentences[0]!, total, french),
    heading: alone ? sentences[0]! : several,
    paragraphs: alone
      ? [french ? `Dans « ${where} ».` : `In “${where}”.`]
      : [
          ...sentences.map((sentence) => `• ${sentence}`),
          ...andMore(total - notices.length, french),
        ],
    ...(alone && first!.excerpt && { quote: first!.excerpt }),
    action: alone
      ? { label: french ? 'Ouvrir' : 'Open', url: links.open(first!) }
      : { label: french ? 'Voir les notifications' : 'See the notices', url: links.all },
    footer: french
      ? `Vous recevez ce message parce que vous avez choisi d’être informé·e par e-mail de ce qui vous concerne dans « ${where} ».\nNe plus recevoir ces messages : ${links.stop}`
      : `You receive this e-mail because you chose to be told by e-mail about “${where}”.\nStop these e-mails: ${links.stop}`,
  }
}

/** A digest of everything since the last one, by space. It quotes nothing. */
export function digestLetter(
  house: House,
  language: Language,
  notices: Shown[],
  total: number,
  links: Links,
): Letter {
  const french = language === 'fr'
  const bySpace = [...Map.groupBy(notices, ({ space }) => space).values()]
  const first = sentenceOf(house, notices[0]!, language)
  return {
    subject: `${french ? 'Résumé : ' : 'Digest: '}${subjectOf(first, total, french)}`,
    heading: title(total, french),
    paragraphs: [
      ...bySpace.map((some) =>
        [
          some[0]!.spaceName ?? '',
          ...some.map((each) => `• ${sentenceOf(house, each, language)}`),
        ].join('\n'),
      ),
      ...andMore(total - notices.length, french),
    ],
    action: { label: french ? 'Voir les notifications' : 'See the notices', url: links.all },
    footer: french
      ? `Vous recevez ce résumé à l’heure que vous avez choisie.\nNe plus recevoir de résumé : ${links.stop}`
      : `You receive this digest at the hour that you chose.\nStop the digest: ${links.stop}`,
  }
}

/** Says what happened first, and counts the rest. */
function subjectOf(first: string, total: number, french: boolean): string {
  return [first, ...andMore(total - 1, french)].join(', ')
}

/** A mail lists a limited number of notices and counts the rest; the list has them all. */
function andMore(count: number, french: boolean): string[] {
  if (count === 0) return []
  if (french) return [count === 1 ? 'et 1 autre' : `et ${count} autres`]
  return [`and ${count} more`]
}

function title(count: number, french: boolean): string {
  if (french)
    return count === 1 ? 'Votre résumé : 1 notification' : `Votre résumé : ${count} notifications`
  return count === 1 ? 'Your digest: 1 notice' : `Your digest: ${count} notices`
}

/** The placeholder in the outbox: an admin sees that a mail goes out, but not what only its reader may see (M3). */
export function sealedLetter(language: Language, digest: boolean): Letter {
  const [subject, sentence] =
    language === 'fr'
      ? [
          digest ? 'Résumé de ce qui s’est passé dans des groupes' : 'Du nouveau dans un groupe',
          'Le texte de ce message est composé au moment de l’envoi, d’après ce que la personne qui le reçoit peut alors voir. Il n’est pas conservé ici.',
        ]
      : [
          digest ? 'Digest of what happened in groups' : 'News from a group',
          'The text of this e-mail is written when it is sent, from what its reader may see at that moment. It is not kept here.',
        ]
  return { subject, heading: subject, paragraphs: [sentence] }
}
