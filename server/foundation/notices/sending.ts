import { inContext, type House } from '../../kernel/context.ts'
import type { Transaction } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import { sendMails, type Compose } from '../../kernel/mailer.ts'
import { nextDigest, quietUntil } from './hours.ts'
import { digestLetter, noticeLetter, sealedLetter } from './letters.ts'
import { addressOf, pathOf, secretOf, stopHeaders, stopPath, stopToken } from './links.ts'
import type { Shown } from './notice.ts'
import * as store from './sending-store.ts'

const mostAtOnce = 500
/** A mail with more notices says how many there are; the list has the rest. */
const mostInAMail = 100

const atOnce = 'notices'
const digest = 'notice-digest'

/** These mails are composed when they are sent: a person who has lost access meanwhile is told nothing (A11, E1). */
export const composers: Record<string, Compose> = {
  [atOnce]: (house, mail) => compose(house, mail, false),
  [digest]: (house, mail) => compose(house, mail, true),
}

/** The link that stops such mails is made here as well: it is not in the outbox. */
async function compose(
  house: House,
  { id, language }: { id: string; language: Language },
  isDigest: boolean,
) {
  const notices = await store.told(house, id, isDigest, mostInAMail)
  const [first] = notices
  if (!first) return undefined
  const { linkKey } = await secretOf(house)
  const stop = addressOf(
    house,
    stopPath(stopToken(linkKey, { person: first.person, space: isDigest ? null : first.space })),
  )
  const links = {
    open: (notice: Shown) => addressOf(house, pathOf(house, notice)),
    all: addressOf(house, '/notices'),
    stop,
  }
  const write = isDigest ? digestLetter : noticeLetter
  return { letter: write(house, language, notices, first.total, links), headers: stopHeaders(stop) }
}

/** Writes the mails and digests that are due. Each step takes only what is due, so it may be interrupted anywhere. */
export async function mailAllDue(house: House, now = new Date()): Promise<void> {
  while ((await mailDue(house, now)) > 0);
  await setDigestHours(house, now)
  while ((await digestDue(house, now)) > 0);
}

/** Writes due mails into the outbox: one per person and space, none in their quiet hours. Returns how many notices it took. */
export async function mailDue(house: House, now: Date): Promise<number> {
  return inContext(house, undefined, async (ctx) => {
    const due = await store.dueForMail(house, ctx.db, now, mostAtOnce)
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
      mails.map(([first]) => sealed(first!, atOnce)),
    )
    await assign(ctx.db, ready, mails, ids, now)
    return due.length
  })
}

/** Writes due digests, one per person, none in their quiet hours. Returns for how many people it took them. */
export async function digestDue(house: House, now: Date): Promise<number> {
  return inContext(house, undefined, async (ctx) => {
    const due = await store.dueDigests(ctx.db, now, mostAtOnce)
    if (due.length === 0) return 0
    const quiet = due.flatMap(({ person, zone, ...rhythm }) => {
      const at = quietUntil(now, rhythm, zone)
      return at ? [{ person, zone, at }] : []
    })
    if (quiet.length > 0) await store.setDigestHours(ctx.db, quiet)
    const later = new Set(quiet.map(({ person }) => person))
    const ready = due.map(({ person }) => person).filter((person) => !later.has(person))
    const waiting = await store.takeDigests(house, ctx.db, ready)
    const mails = grouped(waiting, ({ person }) => person)
    const ids = await sendMails(
      ctx,
      mails.map(([first]) => sealed(first!, digest)),
    )
    await assign(ctx.db, waiting, mails, ids, now)
    return due.length
  })
}

/** Sets the time of the next digest for people with new waiting notices or a changed time zone. Returns for how many. */
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

/** Groups notices into mails; leaves out those that may not be seen any more, are muted or are not wanted by mail. */
function grouped<Row extends store.Waiting>(rows: Row[], key: (row: Row) => string): Row[][] {
  return [
    ...Map.groupBy(
      rows.filter(({ seen, unwanted }) => seen > 0 && !unwanted),
      key,
    ).values(),
  ]
}

function sealed(to: store.Waiting, kind: typeof atOnce | typeof digest) {
  return {
    to: to.email,
    person: to.person,
    organization: to.organization,
    kind,
    language: to.language,
    letter: sealedLetter(to.language, kind === digest),
    atSending: true,
  }
}

async function assign(
  tx: Transaction,
  taken: store.Waiting[],
  mails: store.Waiting[][],
  ids: string[],
  now: Date,
): Promise<void> {
  const mailOf = new Map(mails.flatMap((some, at) => some.map(({ id }) => [id, ids[at]!] as const)))
  const told = taken.map(({ id }) => ({ id, mail: mailOf.get(id) ?? null }))
  if (told.length > 0) await store.assignMail(tx, told, now)
}
