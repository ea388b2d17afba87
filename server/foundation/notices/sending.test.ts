import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { giveRights, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { startMailServer } from '../../../test/world/mail-server.ts'
import { nobody, type Client } from '../../../test/world/people.ts'
import { mailing } from '../../kernel/mailer.ts'
import { startWork } from '../../kernel/work.ts'
import { mailTrouble } from '../../operations/checks.ts'
import { followAll } from './following.ts'
import { usualRhythm } from './hours.ts'
import { secretOf, stopPath, stopToken } from './links.ts'
import { composers, mailAllDue } from './sending.ts'

const server = await startMailServer()
const instance = await startInstance({
  config: { smtpUrl: server.url, publicUrl: 'https://atelier.example' },
})
const { house } = instance.app
const { cast, group, inner, root, open } = await stage(instance)
const { ada, mina, rita, oona, nestor } = cast
const mailer = startWork(house, [mailing(composers)], { warn: () => undefined })
after(async () => {
  await mailer.stop()
  await server.close()
})
beforeEach(silence)

async function silence(): Promise<void> {
  await followAll(house)
  for (const table of ['notice', 'notice_digest', 'notice_rhythm', 'notice_level', 'notice_mute'])
    await instance.db.run({ text: `delete from ${table}` })
  await instance.db.run({ text: 'delete from outbox where held_as is not null' })
  await settled()
  await instance.db.run({ text: 'delete from outbox' })
  server.received.length = 0
}

async function comment(by: Client, item: string, body: string, mentions: Client[] = []) {
  const named = mentions.map(({ id }) => ({ kind: 'person', id }))
  const path = `/api/spaces/${group}/items/${item}/comments`
  return (await must(by.post<{ id: string }>(path, { body, mentions: named }), 201)).id
}

interface Mail {
  id: string
  person_id: string
  kind: string
  subject: string
  text_body: string
  sent_at: string | null
  failed_at: string | null
  dropped_at: string | null
  last_error: string | null
}

function outbox(): Promise<Mail[]> {
  return instance.db.rows<Mail>({ text: 'select * from outbox order by created_at, id' })
}

/** Waits until every mail in the outbox is sent, failed or dropped. */
async function settled(): Promise<Mail[]> {
  const isOver = (mail: Mail) => mail.sent_at ?? mail.failed_at ?? mail.dropped_at
  await eventually(async () => (await outbox()).every(isOver), 'every mail is dealt with')
  return outbox()
}

async function told(now = new Date()): Promise<Mail[]> {
  await followAll(house, now)
  await mailAllDue(house, now)
  return settled()
}

const decoded = (source: string) =>
  source
    .replace(/=\r\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll('=', ''), 'hex').toString(),
    )

/** The subject without its encoded words (RFC 2047). */
const subjectOf = (source: string) =>
  decoded(
    /^Subject: (.*(?:\r\n[ \t].*)*)/m
      .exec(source)![1]!
      .replaceAll(/\?=\s+=\?UTF-8\?Q\?/g, '')
      .replaceAll(/=\?UTF-8\?Q\?|\?=/g, ''),
  ).replaceAll('_', ' ')

test('E1 · a mention is mailed immediately: one mail per space, in the reader’s language, with a link to the item', async () => {
  await must(mina.patch('/api/me', { language: 'fr' }), 204)
  const note = await writeNote(ada, group, open, 'Ordre du jour')
  await comment(ada, note, 'Qu’en pensez-vous ?', [mina, rita])
  const rows = await told()
  assert.deepEqual(new Set(rows.map(({ person_id }) => person_id)), new Set([mina.id, rita.id]))
  const source = decoded(server.received.find(({ to }) => to[0] === mina.email)!.source)
  assert.match(source, /vous a mentionné·e dans/)
  assert.match(source, /Qu’en pensez-vous/)
  assert.ok(source.includes(`https://atelier.example/s/${group}/notes/${note}`))
  await must(mina.patch('/api/me', { language: 'en' }), 204)
})

test('M3 · in the outbox an admin reads that such a mail was sent, and nothing of its content', async () => {
  const note = await writeNote(ada, group, open, 'Between members')
  await comment(ada, note, 'A secret word', [rita])
  await told()
  const { items } = await must(
    oona.get<{ items: { id: string; kind: string }[] }>('/api/organization/outbox'),
  )
  const [mail] = items
  assert.equal(mail?.kind, 'notices')
  const all =
    JSON.stringify(await must(oona.get(`/api/organization/outbox/${mail!.id}`))) +
    JSON.stringify(items)
  for (const word of ['secret', 'Between', 'Ada', 'Éditions']) assert.ok(!all.includes(word), word)
  assert.match(decoded(server.received[0]!.source), /A secret word/)
})

test('A11 · between the event and the sending: without the right, with the comment deleted, or once read, nothing is sent', async () => {
  const box = await makeNotebook(ada, group, root, 'For a while')
  await giveRights(ada, group, box, [[{ kind: 'person', id: rita.id }, 'reader']])
  const note = await writeNote(ada, group, box, 'No longer')
  await followAll(house)
  await silence()
  await comment(ada, note, 'Look', [rita])
  await followAll(house)
  await giveRights(ada, group, box, [])
  assert.deepEqual(await told(), [], 'before its mail was written')
  await giveRights(ada, group, box, [[{ kind: 'person', id: rita.id }, 'reader']])
  await followAll(house)
  await silence()

  server.refuse(451, 1)
  await comment(ada, note, 'Look again', [rita])
  await followAll(house)
  await mailAllDue(house)
  await eventually(async () => typeof (await outbox())[0]?.last_error === 'string')
  await giveRights(ada, group, box, [])
  await instance.db.run({ text: 'update outbox set next_try_at = now()' })
  house.work.wake('mail')
  const [mail] = await settled()
  assert.match(mail!.last_error!, /^Not sent/)
  assert.deepEqual(
    [typeof mail!.dropped_at, mail!.failed_at, await mailTrouble(instance.db)],
    ['string', null, { failed: 0, late: 0, reason: null }],
    'that is no failure',
  )
  assert.ok(!/[\w-]{40,}/.test(JSON.stringify(mail)), 'and its links are not kept')
  assert.equal(server.received.length, 0, 'in the outbox already, waiting for the mail server')

  const seen = await writeNote(ada, group, open, 'Seen in time')
  await silence()
  await comment(ada, seen, 'Read me', [rita])
  await followAll(house)
  await must(rita.post('/api/me/notices/reading', {}), 204)
  assert.deepEqual(await told(), [])
})

test('E1 · a bundle that is mailed and still unread is not mailed again within the hour', async () => {
  await must(
    mina.put('/api/me/notice-settings/levels', {
      comment: { product: true, push: false, mail: 'at-once' },
    }),
    204,
  )
  const note = await writeNote(mina, group, open, 'Lively')
  await comment(rita, note, 'One')
  await comment(rita, note, 'Two')
  assert.equal((await told()).length, 1)
  await comment(rita, note, 'Three')
  assert.equal((await told()).length, 1)
  assert.equal((await told(new Date(Date.now() + 3_700_000))).length, 2)
  assert.match(decoded(server.received[1]!.source), /3 new comments/)
})

test('RFC 8058 · every such mail can be ended with one click, without a session; a second click is answered alike', async () => {
  const note = await writeNote(ada, group, open, 'Enough')
  await comment(ada, note, 'Hello', [rita])
  const [mail] = await told()
  const source = server.received[0]!.source.replace(/\r\n[ \t]+/g, ' ')
  assert.match(source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  const [, url] = /^List-Unsubscribe: <(https:[^>]+)>\r$/m.exec(source)!
  assert.ok(
    !JSON.stringify(mail).includes(url!.split('/').at(-1)!),
    'the link is its reader’s alone',
  )
  assert.ok(decoded(server.received[0]!.source).includes(url!), 'in the text as well')
  const { pathname } = new URL(url!)
  const stranger = nobody(instance)
  const shown = await must(stranger.get<object>(`/api${pathname}`))
  assert.deepEqual(shown, { digest: false, group: 'Éditions' })
  await comment(ada, note, 'Still there', [rita])
  assert.equal(await level(rita), 'at-once', 'to look ends nothing')
  const click = () =>
    instance.app.inject({
      method: 'POST',
      url: pathname,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    })
  const answers = await Promise.all(Array.from({ length: 20 }, click))
  assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [204])
  assert.equal((await click()).statusCode, 204)
  assert.equal(await level(rita), 'off')
  server.received.length = 0
  await comment(ada, note, 'Unmailed', [rita])
  await told()
  assert.equal(server.received.length, 0)
  const list = await must(rita.get<{ items: { kind: string }[] }>('/api/me/notices'))
  assert.deepEqual(
    list.items.map(({ kind }) => kind),
    ['mention'],
    'in the product it is told',
  )
})

async function level(who: Client): Promise<string> {
  const settings = await must(
    who.get<{ groups: { id: string; levels: { mention: { mail: string } } }[] }>(
      '/api/me/notice-settings',
    ),
  )
  return settings.groups.find(({ id }) => id === group)!.levels.mention.mail
}

test('X103 · a link that was changed ends nothing, and nobody’s mails are ended by their address', async () => {
  const note = await writeNote(ada, group, open, 'Forged')
  await comment(ada, note, 'Hello', [rita])
  await told()
  const [, token] = /unsubscribe\/([A-Za-z0-9_-]+)/.exec(
    server.received[0]!.source.replace(/=\r\n/g, ''),
  )!
  const stranger = nobody(instance)
  for (const forged of [
    `${token!.startsWith('A') ? 'B' : 'A'}${token!.slice(1)}`,
    token!.slice(0, -2),
    'A'.repeat(token!.length),
  ])
    for (const send of [stranger.get, stranger.post])
      assert.equal((await send(`/api/unsubscribe/${forged}`)).status, 404, forged)
  assert.equal((await stranger.post(`/unsubscribe/${rita.email}`)).status, 404)
  assert.equal(await level(rita), 'at-once')
})

test('A10 · the link does not tell the name of a group to who has left it', async () => {
  const note = await writeNote(ada, group, open, 'Left behind')
  await comment(ada, note, 'Hello', [nestor])
  await told()
  const [, token] = /unsubscribe\/([A-Za-z0-9_-]+)/.exec(
    server.received[0]!.source.replace(/=\r\n/g, ''),
  )!
  await must(ada.delete(`/api/groups/${inner}/members/${nestor.id}`), 204)
  const shown = await must(nobody(instance).get<object>(`/api/unsubscribe/${token}`))
  assert.deepEqual(shown, { digest: false, group: null })
})

test('E1 · in my quiet hours nothing is mailed; it comes when they end', async () => {
  const rhythm = { ...usualRhythm, quietFrom: 0, quietTo: 23 * 60 + 59 }
  await must(rita.put('/api/me/notice-settings/rhythm', rhythm), 204)
  const note = await writeNote(ada, group, open, 'Quiet')
  const noon = atNoonInParis()
  await comment(ada, note, 'At noon', [rita])
  assert.deepEqual(await told(noon), [])
  const row = await instance.db.row<{ mail_at: string }>({
    text: 'select mail_at from notice where person_id = $1',
    values: [rita.id],
  })
  assert.equal(clockInParis(row!.mail_at), '23:59')
  assert.equal((await told(new Date(row!.mail_at))).length, 1)
  const half = await rita.put<{ fields: { field: string }[] }>('/api/me/notice-settings/rhythm', {
    ...rhythm,
    quietTo: null,
  })
  assert.deepEqual([half.status, half.body.fields[0]?.field], [400, 'body.quietTo'])
})

test('E1 · on a quiet day no mail is written; it is when the next day begins', async () => {
  const noon = atNoonInParis()
  const today = noon.getUTCDay() || 7
  const rhythm = { ...usualRhythm, quietDays: [today] }
  await must(rita.put('/api/me/notice-settings/rhythm', rhythm), 204)
  const settings = await must(rita.get<{ rhythm: object }>('/api/me/notice-settings'))
  assert.deepEqual(settings.rhythm, rhythm)
  const note = await writeNote(ada, group, open, 'Sunday')
  await comment(ada, note, 'At noon', [rita])
  assert.deepEqual(await told(noon), [])
  const row = await instance.db.row<{ mail_at: string }>({
    text: 'select mail_at from notice where person_id = $1',
    values: [rita.id],
  })
  assert.equal(clockInParis(row!.mail_at), '00:00')
  assert.equal((await told(new Date(row!.mail_at))).length, 1)
  const all = await rita.put<{ fields: { field: string }[] }>('/api/me/notice-settings/rhythm', {
    ...rhythm,
    quietDays: [1, 2, 3, 4, 5, 6, 7],
  })
  assert.deepEqual([all.status, all.body.fields[0]?.field], [400, 'body.quietDays'])
})

function atNoonInParis(): Date {
  const today = new Date().toISOString().slice(0, 10)
  for (const hour of ['10', '11']) {
    const at = new Date(`${today}T${hour}:00:00Z`)
    if (clockInParis(at.toISOString()) === '12:00') return at
  }
  throw new Error('no noon')
}

function clockInParis(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Paris' }).format(
    new Date(at),
  )
}

test('E1 · the digest comes at my hour, once, with what I may still see then, and quotes nothing', async () => {
  await must(mina.put('/api/me/notice-settings/rhythm', { ...usualRhythm, digestMinute: 990 }), 204)
  const [kept, gone] = [
    await writeNote(mina, group, open, 'Kept'),
    await writeNote(mina, group, open, 'Trashed'),
  ]
  const noon = atNoonInParis()
  for (const note of [kept, gone]) await comment(rita, note, 'A word of it')
  await comment(ada, kept, 'And another')
  assert.deepEqual(await told(noon), [])
  const due = await instance.db.row<{ due_at: string }>({
    text: 'select due_at from notice_digest where person_id = $1',
    values: [mina.id],
  })
  assert.equal(clockInParis(due!.due_at), '16:30')
  assert.deepEqual(await told(new Date(Date.parse(due!.due_at) - 1000)), [])
  await must(mina.delete(`/api/spaces/${group}/items/${gone}`), 204)
  const hour = new Date(due!.due_at)
  await Promise.all([mailAllDue(house, hour), mailAllDue(house, hour), mailAllDue(house, hour)])
  const mails = await settled()
  assert.deepEqual(
    mails.map(({ kind }) => kind),
    ['notice-digest'],
  )
  const source = decoded(server.received[0]!.source)
  assert.equal(subjectOf(server.received[0]!.source), 'Digest: 2 new comments on “Kept”')
  assert.match(source, /Your digest: 1 notice/)
  assert.match(source, /2 new comments on “Kept”/)
  assert.ok(!source.includes('Trashed') && !source.includes('A word of it'))
  assert.equal(
    (await told(new Date(hour.getTime() + 86_400_000))).length,
    1,
    'nothing new, no digest',
  )
})

test('E1 · who moves to another time zone gets the digest at their hour there', async () => {
  const note = await writeNote(mina, group, open, 'Elsewhere on earth')
  await comment(rita, note, 'Hello')
  await told(atNoonInParis())
  const hourOf = async () =>
    (await instance.db.row<{ due_at: string }>({ text: 'select due_at from notice_digest' }))!
      .due_at
  assert.equal(clockInParis(await hourOf()), '08:00')
  await must(mina.patch('/api/me', { timeZone: 'Asia/Kolkata' }), 204)
  await told(atNoonInParis())
  assert.match(await hourOf(), /T02:30:00/)
  await must(mina.patch('/api/me', { timeZone: 'Europe/Paris' }), 204)
})

test('RFC 8058 · one click in a digest ends the digest', async () => {
  const note = await writeNote(mina, group, open, 'Last digest')
  await comment(rita, note, 'Hello')
  await told(atNoonInParis())
  await told(new Date(Date.now() + 2 * 86_400_000))
  const [, token] = /unsubscribe\/([A-Za-z0-9_-]+)/.exec(
    server.received[0]!.source.replace(/=\r\n/g, ''),
  )!
  const stranger = nobody(instance)
  assert.deepEqual(await must(stranger.get<object>(`/api/unsubscribe/${token}`)), {
    digest: true,
    group: null,
  })
  await must(stranger.post(`/unsubscribe/${token}`), 204)
  const { rhythm } = await must(mina.get<{ rhythm: { digest: string } }>('/api/me/notice-settings'))
  assert.equal(rhythm.digest, 'off')
  await comment(rita, note, 'Hello again')
  server.received.length = 0
  await told(new Date(Date.now() + 4 * 86_400_000))
  assert.equal(server.received.length, 0)
})

test('E1 · a mail of a muted group is not sent, even when it was muted after the event', async () => {
  const note = await writeNote(ada, group, open, 'Hushed')
  await comment(ada, note, 'Hello', [rita])
  await followAll(house)
  await must(rita.put(`/api/spaces/${group}/mute`, {}), 204)
  assert.deepEqual(await told(), [])
})

/** Leaves the mail in the outbox, because the mail server refuses it. */
async function waitsInOutbox(): Promise<void> {
  server.refuse(451, 1)
  await followAll(house)
  await mailAllDue(house)
  await eventually(async () => typeof (await outbox())[0]?.last_error === 'string')
}

async function tryAgain(): Promise<Mail[]> {
  await instance.db.run({ text: 'update outbox set next_try_at = now()' })
  house.work.wake('mail')
  return settled()
}

/** The address that the button at the end of a mail posts to. */
async function stopLink(who: Client, space: string | null): Promise<string> {
  const { linkKey } = await secretOf(house)
  const stop = { person: who.id, space } as Parameters<typeof stopToken>[1]
  return stopPath(stopToken(linkKey, stop))
}

const digestTime = () => new Date(Date.now() + 2 * 86_400_000)
const offMail = { product: true, push: true, mail: 'off' }

test('RFC 8058 · one click ends as well what waits: in the outbox, and for the digest', async () => {
  const note = await writeNote(mina, group, open, 'Waiting')
  await comment(rita, note, 'For the digest')
  await comment(ada, note, 'For you', [mina])
  await waitsInOutbox()
  await must(nobody(instance).post(await stopLink(mina, group)), 204)
  assert.deepEqual(
    (await tryAgain()).map(({ sent_at, dropped_at }) => [sent_at, typeof dropped_at]),
    [[null, 'string']],
  )
  await told(digestTime())
  assert.equal(server.received.length, 0)
  const { items } = await must(mina.get<{ items: { kind: string }[] }>('/api/me/notices'))
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['mention', 'comment'],
    'in the product it is told',
  )
})

test('E1 · a level without mail cancels pending mails, of that kind and in that place only; also when the level of the place is removed', async () => {
  const note = await writeNote(mina, group, open, 'Off')
  const waiting = async () => {
    await comment(rita, note, 'For the digest')
    await comment(ada, note, 'For you', [mina])
    await followAll(house)
    await mailAllDue(house, new Date(Date.now() - 60_000))
  }
  const kindsThatWait = async () => {
    const rows = await instance.db.rows<{ kind: string }>({
      text: `select kind from notice where person_id = $1 and (mail_at is not null or digest_at is not null) order by kind`,
      values: [mina.id],
    })
    return rows.map(({ kind }) => kind)
  }
  await waiting()
  assert.deepEqual(await kindsThatWait(), ['comment', 'mention'])
  await must(mina.put('/api/me/notice-settings/levels', { comment: offMail }), 204)
  assert.deepEqual(await kindsThatWait(), ['mention'])
  await must(mina.put(`/api/spaces/${group}/notice-levels`, { mention: offMail }), 204)
  assert.deepEqual(await kindsThatWait(), [])

  await silence()
  const atOnce = { product: true, push: true, mail: 'at-once' }
  await must(mina.put('/api/me/notice-settings/levels', { mention: offMail }), 204)
  await must(mina.put(`/api/spaces/${group}/notice-levels`, { mention: atOnce }), 204)
  await must(mina.put('/api/me/notice-settings/levels', { mention: offMail }), 204)
  await waiting()
  assert.deepEqual(await kindsThatWait(), ['comment', 'mention'], 'what is said here holds here')
  await must(mina.delete(`/api/spaces/${group}/notice-levels`), 204)
  assert.deepEqual(await kindsThatWait(), ['comment'])
})

test('E1 · the levels are read again before a pending mail is written or sent', async () => {
  const note = await writeNote(ada, group, open, 'Raced')
  await comment(ada, note, 'For you', [rita])
  await waitsInOutbox()
  // As if the notice had been made by a process that had not yet seen the new level.
  await instance.db.run({
    text: `insert into notice_level (person_id, space_id, family, product, push, mail) values ($1, null, 'mention', true, true, 'off')`,
    values: [rita.id],
  })
  const [mail] = await tryAgain()
  assert.equal(typeof mail!.dropped_at, 'string')
  await comment(mina, note, 'And you', [rita])
  await instance.db.run({ text: 'update notice set mail_at = now(), mail_id = null' })
  assert.equal((await told()).length, 1, 'nor is another written')
  assert.equal(server.received.length, 0)
})

test('E1 · who wants no digest any more does not get the one that waits in the outbox', async () => {
  const note = await writeNote(mina, group, open, 'Late digest')
  await comment(rita, note, 'Hello')
  await told(new Date())
  server.refuse(451, 1)
  await mailAllDue(house, digestTime())
  await eventually(async () => typeof (await outbox())[0]?.last_error === 'string')
  await must(nobody(instance).post(await stopLink(mina, null)), 204)
  const [mail] = await tryAgain()
  assert.equal(typeof mail!.dropped_at, 'string')
  assert.equal(server.received.length, 0)
})

/** Multiplies the existing notices, as if this many more had come for each. */
async function more(count: number): Promise<void> {
  const others = 'person_id, space_id, kind, container_id, item_id, things, actors, events, detail'
  await instance.db.run({
    text: `insert into notice (id, about, ${others}, seq, at, listed, mail_at, digest_at)
      select gen_random_uuid(), gen_random_uuid(), ${others}, seq, at, listed, mail_at, digest_at
      from notice cross join generate_series(1, $1)`,
    values: [count],
  })
}

test('E1 · a mail of more than a hundred says how many there are, and that there are more', async () => {
  const note = await writeNote(ada, group, open, 'Crowded')
  await comment(ada, note, 'Hello', [rita])
  await followAll(house)
  await more(103)
  await told()
  const source = decoded(server.received[0]!.source)
  assert.equal(
    subjectOf(server.received[0]!.source),
    'Ada Test mentioned you in “Crowded”, and 103 more',
  )
  assert.match(source, /^104 notices from “Éditions”\r$/m)
  assert.equal(source.split('Content-Type: text/html')[0]!.split('• ').length - 1, 100)
  assert.match(source, /and 4 more/)
})

test('E1 · so does a digest, in French as well', async () => {
  await must(mina.patch('/api/me', { language: 'fr' }), 204)
  const note = await writeNote(mina, group, open, 'Foule')
  await comment(rita, note, 'Bonjour')
  await followAll(house)
  await more(100)
  await told(atNoonInParis())
  await told(digestTime())
  const source = decoded(server.received[0]!.source)
  assert.match(source, /Votre résumé\u202f: 101 notifications/)
  assert.match(source, /et 1 autre/)
  await must(mina.patch('/api/me', { language: 'en' }), 204)
})

test('E1 · a digest whose hour is in my quiet hours is sent when they end', async () => {
  const quiet = { ...usualRhythm, digestMinute: 6 * 60, quietFrom: 22 * 60, quietTo: 9 * 60 + 30 }
  await must(mina.put('/api/me/notice-settings/rhythm', quiet), 204)
  const note = await writeNote(mina, group, open, 'Early')
  await comment(rita, note, 'Hello')
  const due = async () =>
    (await instance.db.row<{ due_at: string }>({ text: 'select due_at from notice_digest' }))!
      .due_at
  await told(atNoonInParis())
  assert.equal(clockInParis(await due()), '06:00')
  assert.deepEqual(await told(new Date(await due())), [])
  assert.equal(clockInParis(await due()), '09:30')
  assert.equal((await told(new Date(await due()))).length, 1)
})
