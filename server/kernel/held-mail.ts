import { publicAddress } from './config.ts'
import type { PublicContext } from './context.ts'
import type { Language } from './i18n.ts'
import { newId } from './ids.ts'
import { render, type Letter } from './letter.ts'
import { sendMail, type Mail } from './mailer.ts'
import * as outbox from './outbox.ts'

/**
 * Mails about acts that can be taken back (X109). Each is held for a while; everything held for one reader leaves as one
 * mail, and an act that is undone in the meantime sends none. The wait grows for a person who keeps causing mails to the
 * same reader.
 */
export interface Matter {
  /** The subject of the act: `belonging:<group>`. While the mail is held, all acts on it count as one. */
  about: string
  /** Its state before and after the act: when it is back where it began, there is nothing left to tell. */
  from?: string
  to?: string
}

/** One act in a held mail. */
export interface Part extends Matter {
  kind: string
  letter: Letter
}

const minute = 60
const hour = 60 * minute

/** Seconds that a mail is held, by the number of mails that the same person caused to this reader within a day. */
const holds = [2 * minute, 15 * minute, hour, 4 * hour, 12 * hour]

function holdOf(sentBefore: number): number {
  return holds[Math.min(sentBefore, holds.length - 1)]!
}

/** Holds a mail about an act of the asker; it joins a mail that is already held for the same reader. */
export async function holdMail(ctx: PublicContext, mail: Mail, matter: Matter): Promise<void> {
  const wait = holdOf(await outbox.countCausedBy(ctx, mail.to))
  await fold(ctx, mail, matter, { as: 'news', wait })
}

/**
 * The same for a mail that is sent immediately and on its own the first time, because its link is needed. A repeat within a
 * day is held.
 */
export async function holdRepeated(ctx: PublicContext, mail: Mail, matter: Matter): Promise<void> {
  const before = await outbox.countCausedBy(ctx, mail.to, mail.kind)
  if (before === 0) await sendMail(ctx, mail)
  else await fold(ctx, mail, matter, { as: matter.about, wait: holdOf(0) })
}

/** Removes this subject from mails that are still held: what they say about it is no longer true. */
export async function takeBackMail(ctx: PublicContext, about: string): Promise<void> {
  for (const { parts, ...mail } of await outbox.heldAbout(ctx, about))
    await write(
      ctx,
      mail,
      parts.filter((part) => part.about !== about),
    )
}

async function fold(
  ctx: PublicContext,
  mail: Mail,
  matter: Matter,
  hold: { as: string; wait: number },
): Promise<void> {
  const { id, parts } = await outbox.openHeld(ctx, {
    id: newId(),
    organization: mail.organization ?? null,
    person: mail.person ?? null,
    to: mail.to,
    language: mail.language,
    as: hold.as,
  })
  const { kind, letter, language } = mail
  const wait = hold.wait
  await write(ctx, { id, language, wait }, folded(parts, { ...matter, kind, letter }))
  ctx.db.afterCommit(() => ctx.house.work.wake('mail'))
}

/** Merges acts on the same thing into one part, from its first state to its present one. */
export function folded(parts: Part[], part: Part): Part[] {
  const earlier = parts.find(({ about }) => about === part.about)
  if (!earlier) return [...parts, part]
  const others = parts.filter((each) => each !== earlier)
  if (earlier.from !== undefined && earlier.from === part.to) return others
  const { from: _, ...now } = part
  return [...others, { ...now, ...(earlier.from !== undefined && { from: earlier.from }) }]
}

async function write(
  ctx: PublicContext,
  { id, language, wait }: { id: string; language: Language; wait?: number },
  parts: Part[],
): Promise<void> {
  const [first] = parts
  if (!first) return outbox.deleteHeld(ctx, id)
  const letter = parts.length === 1 ? first.letter : letterOfAll(ctx, parts, language)
  const kind = parts.length === 1 ? first.kind : 'several'
  await outbox.writeHeld(ctx, {
    id,
    kind,
    language,
    parts,
    wait: wait ?? null,
    ...render(letter, language),
  })
}

/** A mail names this many acts and counts the rest; the list of notices has them all. */
const mostNamed = 50

/** Everything that is held for one reader, as one letter. */
function letterOfAll(ctx: PublicContext, parts: Part[], language: Language): Letter {
  const french = language === 'fr'
  const others = parts.length - 1
  const subject = french
    ? `${parts[0]!.letter.heading}, et ${others} ${others === 1 ? 'autre' : 'autres'}`
    : `${parts[0]!.letter.heading}, and ${others} more`
  const unnamed = parts.length - mostNamed
  return {
    subject,
    heading: french ? 'Du nouveau dans vos groupes' : 'News from your groups',
    paragraphs: [
      ...parts.slice(0, mostNamed).map(({ letter }) => paragraphOf(letter)),
      ...(unnamed > 0 ? [french ? `et ${unnamed} de plus` : `and ${unnamed} more`] : []),
    ],
    action: {
      label: french ? 'Voir les notifications' : 'See the notices',
      url: `${publicAddress(ctx.house.config)}/notices`,
    },
  }
}

function paragraphOf({ heading, paragraphs, quote }: Letter): string {
  const said = quote ? [quote.replace(/^/gm, '> ')] : []
  return [`• ${heading}`, ...paragraphs, ...said].join('\n')
}
