import { publicAddress } from '../../kernel/config.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { sendMail } from '../../kernel/mailer.ts'
import { nameOf } from '../groups/capacity.ts'
import { addressees } from './store.ts'

const said = {
  en: {
    heading: (who: string) => `${who} asks for access`,
    sentence: 'It is about something that you may share. You choose what they get, or decline.',
    action: 'See the request',
  },
  fr: {
    heading: (who: string) => `${who} demande un accès`,
    sentence:
      'Il s’agit d’un contenu que vous pouvez partager. Vous choisissez ce que cette personne obtient, ou refusez.',
    action: 'Voir la demande',
  },
}

/** A letter names only the asker: rights are checked where the request itself is read. */
export async function writeLetters(
  ctx: PublicContext,
  asker: PersonId,
  people: PersonId[],
): Promise<void> {
  if (people.length === 0) return
  const who = await nameOf(ctx, asker)
  const url = `${publicAddress(ctx.house.config)}/access-requests`
  for (const { id, email, language, organization } of await addressees(ctx, people)) {
    const { heading, sentence, action } = said[language]
    const subject = heading(who)
    await sendMail(ctx, {
      ...{ to: email, person: id, organization, kind: 'access-asked', language },
      letter: { subject, heading: subject, paragraphs: [sentence], action: { label: action, url } },
    })
  }
}
