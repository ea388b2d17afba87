import { inContext, type House } from '../../kernel/context.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { composeAtSending, sendMails } from '../../kernel/mailer.ts'
import { nextDigest, quietUntil } from './hours.ts'
import { digestLetter, noticeLetter, sealedLetter, type Links } from './letters.ts'
import {
  addressOf,
  pathOf,
  secretOf,
  stopHeaders,
  stopPath,
  stopToken,
  type Stop,
} from './links.ts'
import type { Shown } from './notice.ts'
import * as store from './sending-store.ts'

const mostAtOnce = 500
/** A mail that tells of more says how many there are, and leaves the rest to the list. */
const mostInAMail = 100

const atOnce = 'notices'
const digest = 'notice-digest'

/** The words of these mails are found when they are sent: whoever has lost access meanwhile is told nothing (A11, E1). */
export function composeNotices(house: House): void {
  composeAtSending(house, atOnce, (mail) => compose(house, mail, noticeLetter))
  composeAtSending(house, digest, (mail) => compose(house, mail, digestLetter))
}

async function compose(
  house: House,
  { id, language }: { id: string; language: Language },
  write: typeof noticeLetter,
) {
  const notices = await store.told(house.db, id, mostInAMail)
  const [first] = notices
  if (!first) return undefined
  const space = write === noticeLetter ? first.space : null
  return write(language, notices, await linksFor(house, { person: first.person, space } as Stop))
}

async function linksFor(house: House, stop: Stop): Promise<Links> {
  const { linkKey } = await secretOf(house)
  return {
    open: (notice: Shown) => addressOf(house, pathOf(notice)),
    all: addressOf(house, '/notices'),
    stop: addressOf(house, stopPath(stopToken(linkKey, stop))),
  }
}

/** Writes the mails that are due into the outbox: one per person and space, none in their quiet hours. Answers how many notices it took. */
export async function mailDue(house: House, now: Date): Promise<number> {
  const { linkKey } = await secretOf(house)
  return inContext(house, undefined, async (ctx) => {
    const due = await store.dueForMail(ctx.db, now, mostAtOnce)
    if (due.length === 0) return 0
    const quiet = due.flatMap((each) => {
      const at = quietUntil(now, each, each.zone)
      return at ? [{ id: each.id, at }] : []
    })
    if (quiet.length > 0) await store.postponeMail(ctx.db, quiet)
    const later = new Set(quiet.map(({ id }) => id))
    const ready = due.filter(({ id }) => !later.has(id))
    const mails = grouped(ready, ({ person, space }) => `${person}/${space}`)
    const ids = await sendMails(
      ctx,
      mails.map(([first]) => sealed(house, linkKey, first!, first!.space)),
    )
    await assign(ctx.db, ready, mails, ids, now)
    return due.length
  })
}

/** Writes the digests whose hour has come, one per person. */
export async function digestDue(house: House, now: Date): Promise<number> {
  const { linkKey } = await secretOf(house)
  return inContext(house, undefined, async (ctx) => {
    const waiting = await store.takeDigests(ctx.db, now, mostAtOnce)
    if (waiting.length === 0) return 0
    const mails = grouped(waiting, ({ person }) => person)
    const ids = await sendMails(
      ctx,
      mails.map(([first]) => sealed(house, linkKey, first!, null)),
    )
    await assign(ctx.db, waiting, mails, ids, now)
    return waiting.length
  })
}

/** Finds the hour of the next digest for whom something began to wait, or who has moved to another time zone. */
export async function setDigestHours(house: House, now: Date): Promise<number> {
  return house.db.transaction(async (tx) => {
    const people = await store.withoutDigestHour(tx, 1000)
    const hours = people.flatMap(({ person, zone, ...rhythm }) => {
      const at = nextDigest(now, rhythm, zone)
      return at ? [{ person, at, zone }] : []
    })
    if (hours.length > 0) await store.setDigestHours(tx, hours)
    return hours.length
  })
}

interface Waiting {
  id: string
  person: PersonId
  email: string
  language: Language
  organization: store.Due['organization']
  seen: number
  muted: boolean
}

/** What nothing may be seen of any more makes no mail, nor does what is muted. */
function grouped<Row extends Waiting>(rows: Row[], key: (row: Row) => string): Row[][] {
  return [
    ...Map.groupBy(
      rows.filter(({ seen, muted }) => seen > 0 && !muted),
      key,
    ).values(),
  ]
}

function sealed(house: House, key: Buffer, to: Waiting, space: SpaceId | null) {
  const stop = stopToken(key, { person: to.person, space } as Stop)
  return {
    to: to.email,
    person: to.person,
    organization: to.organization,
    kind: space ? atOnce : digest,
    language: to.language,
    letter: sealedLetter(to.language, space === null),
    headers: stopHeaders(addressOf(house, stopPath(stop))),
    atSending: true,
  }
}

async function assign(
  tx: Transaction,
  taken: Waiting[],
  mails: Waiting[][],
  ids: string[],
  now: Date,
): Promise<void> {
  const mailOf = new Map(mails.flatMap((some, at) => some.map(({ id }) => [id, ids[at]!] as const)))
  const told = taken.map(({ id }) => ({ id, mail: mailOf.get(id) ?? null }))
  if (told.length > 0) await store.assignMail(tx, told, now)
}
