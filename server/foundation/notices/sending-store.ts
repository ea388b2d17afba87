import type { House } from '../../kernel/context.ts'
import type { Database, Transaction } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Rhythm } from './hours.ts'
import type { Shown } from './notice.ts'
import {
  asSeen,
  digestRhythm,
  mailsEnded,
  rhythmColumns,
  shownColumns,
  shownJoins,
} from './store.ts'

/** Statements that tell people who are not looking: by mail, by digest, by push. Each is for all people at once. */

interface Someone {
  person: PersonId
  email: string
  language: Language
  organization: OrganizationId | null
  zone: string
}

export interface Waiting extends Someone {
  id: string
  seen: number
  unwanted: boolean
}

export interface Due extends Waiting, Rhythm {
  space: SpaceId
}

const someone = `n.person_id as person, p.email, p.language, p.organization_id as organization, p.time_zone as zone`

/** Not to be told: the person has muted the space, or their account has stopped. */
const muted = `(p.deactivated_at is not null or exists (select from notice_mute m where m.person_id = n.person_id
  and m.space_id = n.space_id and (m.until is null or m.until > the_time())))`
const unwanted = (house: House) => `(${muted} or ${mailsEnded(house)}) as unwanted`

/** Notices whose mail is due; skips rows that another process has locked. */
export function dueForMail(house: House, tx: Transaction, now: Date, most: number): Promise<Due[]> {
  return tx.rows<Due>({
    name: 'notices-due-for-mail',
    text: `select n.id, n.space_id as space, ${someone}, ${rhythmColumns}, seen.count as seen, ${unwanted(house)}
      from notice n join person p on p.id = n.person_id left join notice_rhythm h on h.person_id = n.person_id ${asSeen(house)}
      where n.mail_at <= $1 order by n.mail_at limit $2 for update of n skip locked`,
    values: [now, most],
  })
}

/** Postpones mails until their people's quiet hours have ended. */
export async function postponeMail(
  tx: Transaction,
  later: { id: string; at: Date }[],
): Promise<void> {
  await tx.run({
    name: 'notices-postpone-mail',
    text: `update notice n set mail_at = later.at from unnest($1::uuid[], $2::timestamptz[]) as later (id, at) where n.id = later.id`,
    values: [later.map(({ id }) => id), later.map(({ at }) => at)],
  })
}

/** Assigns notices to the mail that tells them, or to none; they then wait for no mail or digest any more. */
export async function assignMail(
  tx: Transaction,
  told: { id: string; mail: string | null }[],
  now: Date,
): Promise<void> {
  await tx.run({
    name: 'notices-assign-mail',
    text: `update notice n set mail_id = told.mail, mail_at = null, digest_at = null,
        mailed_at = case when told.mail is null then n.mailed_at else $3 end
      from unnest($1::uuid[], $2::uuid[]) as told (id, mail) where n.id = told.id`,
    values: [told.map(({ id }) => id), told.map(({ mail }) => mail), now],
  })
}

/** The notices that a mail tells at this moment, with their total: unread, wanted, and visible to its reader (A11, E1). */
export function told(
  house: House,
  mail: string,
  digest: boolean,
  most: number,
): Promise<(Shown & { total: number })[]> {
  return house.db.rows({
    name: 'notices-told',
    text: `select ${shownColumns(house)}, (count(*) over ())::int as total
      from notice n join person p on p.id = n.person_id left join notice_rhythm h on h.person_id = n.person_id ${shownJoins(house)}
      where n.mail_id = $1 and n.read_at is null and seen.count > 0 and not ${muted} and not ${mailsEnded(house)}
        and not ($2 and ${digestRhythm} = 'off')
      order by n.at desc, n.id desc limit $3`,
    values: [mail, digest, most],
  })
}

/** People with notices waiting for a digest that has no due time yet, or one in another time zone. */
const waitingWithoutHour = `(select distinct n.person_id from notice n where n.digest_at is not null) waiting
  join person p on p.id = waiting.person_id and p.deactivated_at is null
  left join notice_rhythm h on h.person_id = p.id
  left join notice_digest d on d.person_id = p.id
  where (d.person_id is null or d.zone <> p.time_zone) and ${digestRhythm} <> 'off'`
const withoutHour = `exists (select from ${waitingWithoutHour})`

export function withoutDigestHour(
  tx: Transaction,
  most: number,
): Promise<(Rhythm & { person: PersonId; zone: string })[]> {
  return tx.rows({
    name: 'notices-without-digest-hour',
    text: `select p.id as person, p.time_zone as zone, ${rhythmColumns}
      from ${waitingWithoutHour} limit $1`,
    values: [most],
  })
}

export async function setDigestHours(
  tx: Transaction,
  hours: { person: PersonId; at: Date; zone: string }[],
): Promise<void> {
  await tx.run({
    name: 'notices-set-digest-hours',
    text: `insert into notice_digest (person_id, due_at, zone) select * from unnest($1::uuid[], $2::timestamptz[], $3::text[])
      on conflict (person_id) do update set due_at = excluded.due_at, zone = excluded.zone`,
    values: [
      hours.map(({ person }) => person),
      hours.map(({ at }) => at),
      hours.map(({ zone }) => zone),
    ],
  })
}

/** People whose digest is due; skips rows that another process has locked. */
export function dueDigests(
  tx: Transaction,
  now: Date,
  most: number,
): Promise<(Rhythm & { person: PersonId; zone: string })[]> {
  return tx.rows({
    name: 'notices-due-digests',
    text: `select d.person_id as person, p.time_zone as zone, ${rhythmColumns}
      from notice_digest d join person p on p.id = d.person_id left join notice_rhythm h on h.person_id = d.person_id
      where d.due_at <= $1 order by d.due_at limit $2 for update of d skip locked`,
    values: [now, most],
  })
}

/** Takes the notices that wait for these people's digests; deletes the due time, so that each digest is made once. */
export function takeDigests(house: House, tx: Transaction, people: PersonId[]): Promise<Waiting[]> {
  return tx.rows({
    name: 'notices-take-digests',
    text: `with due as (delete from notice_digest d where d.person_id = any($1::uuid[]) returning d.person_id)
      select n.id, ${someone}, seen.count as seen, ${unwanted(house)}
      from due join notice n on n.person_id = due.person_id and n.digest_at is not null
      join person p on p.id = n.person_id and p.deactivated_at is null ${asSeen(house)}
      where n.read_at is null`,
    values: [people],
  })
}

export interface DuePush extends Shown, Rhythm {
  language: Language
  zone: string
  muted: boolean
  /** The last of the person's browsers, ordered by id, that was told. */
  toldUpTo: string | null
}

/** Leases the pushes that are due: no other process takes them until `lease`; after a crash they become due again. */
export function takePushes(house: House, now: Date, lease: Date, most: number): Promise<DuePush[]> {
  return house.db.rows<DuePush>({
    name: 'notices-take-pushes',
    text: `with due as (select id from notice where push_at <= $1 order by push_at limit $3 for update skip locked),
        taken as (update notice n set push_at = $2 from due where n.id = due.id returning n.*)
      select ${shownColumns(house)}, p.language, p.time_zone as zone, ${rhythmColumns}, ${muted} as muted, n.pushed_up_to as "toldUpTo"
      from taken n join person p on p.id = n.person_id
      left join notice_rhythm h on h.person_id = n.person_id ${shownJoins(house)}
      order by n.at, n.id`,
    values: [now, lease, most],
  })
}

export interface Settled {
  id: string
  /** When to continue, after the last browser that was told; null when it is done. */
  at: Date | null
  toldUpTo: string | null
}

export async function settlePushes(db: Database, lease: Date, settled: Settled[]): Promise<void> {
  await db.run({
    name: 'notices-settle-pushes',
    text: `update notice n set push_at = settled.at, pushed_up_to = settled.told_up_to
      from unnest($2::uuid[], $3::timestamptz[], $4::uuid[]) as settled (id, at, told_up_to)
      where n.id = settled.id and n.push_at = $1`,
    values: [
      lease,
      settled.map(({ id }) => id),
      settled.map(({ at }) => at),
      settled.map(({ toldUpTo }) => toldUpTo),
    ],
  })
}

/** Postpones everything else that is due for these people. */
export async function postponePushes(
  db: Database,
  people: PersonId[],
  now: Date,
  later: Date,
): Promise<void> {
  await db.run({
    name: 'notices-postpone-pushes',
    text: 'update notice set push_at = $3 where person_id = any($1::uuid[]) and push_at <= $2',
    values: [people, now, later],
  })
}

/** When the next mail is due; undefined when nothing waits. */
export async function nextMail(db: Database): Promise<Date | undefined> {
  const row = await db.row<{ at: string | null }>({
    name: 'notices-next-mail',
    text: `select case when ${withoutHour} then the_time() else
      least((select min(mail_at) from notice where mail_at is not null), (select min(due_at) from notice_digest)) end as at`,
  })
  return row?.at ? new Date(row.at) : undefined
}

/** The same for pushes. */
export async function nextPush(db: Database): Promise<Date | undefined> {
  const row = await db.row<{ at: string | null }>({
    name: 'notices-next-push',
    text: 'select min(push_at) as at from notice where push_at is not null',
  })
  return row?.at ? new Date(row.at) : undefined
}
