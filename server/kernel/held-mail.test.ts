import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { must } from '../../test/world/cast.ts'
import { groupOf, planFor, type GroupAnswer } from '../../test/world/groups.ts'
import { startInstance } from '../../test/world/instance.ts'
import { startMailServer } from '../../test/world/mail-server.ts'
import { colleague, founded, nobody, type Client } from '../../test/world/people.ts'
import { mailing } from './mailer.ts'
import { startWork } from './work.ts'

const server = await startMailServer()
const instance = await startInstance({ config: { smtpUrl: server.url } })
const { house } = instance.app
const { organization, admin: oona } = await founded(instance)
const one = (name: string) => colleague(instance, organization, name)
const mailer = startWork(house, [mailing({})], { warn: () => undefined })
after(async () => {
  await mailer.stop()
  await server.close()
})
beforeEach(async () => {
  await instance.db.run({ text: 'delete from outbox' })
  server.received.length = 0
})

let people = 0
const somebody = () => one(`Somebody${(people += 1)}`)

interface Row {
  kind: string
  subject: string
  text: string
  sent: boolean
  seconds: number
}

const mailsTo = ({ email }: { email: string }) =>
  instance.db.rows<Row>({
    text: `select kind, subject, text_body as text, sent_at is not null as sent,
        round(extract(epoch from next_try_at - the_time()))::int as seconds
      from outbox where to_address = $1 order by created_at, id`,
    values: [email],
  })

/** Acts as if the holding time had passed and all due mails had been sent. */
async function timePasses(): Promise<void> {
  await instance.db.run({
    text: 'update outbox set next_try_at = the_time() where sent_at is null',
  })
  house.work.wake('mail')
  for (let i = 0; i < 200; i++) {
    const open = await instance.db.row({
      text: 'select 1 from outbox where sent_at is null limit 1',
    })
    if (!open) return
    await later(25)
  }
  throw new Error('mail did not leave within five seconds')
}

/** Waits for a mail without moving the clock. */
async function leaves({ email }: { email: string }): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (
      server.received.some(({ to }) => to[0] === email) &&
      (await mailsTo({ email })).some(({ sent }) => sent)
    )
      return
    await later(25)
  }
  throw new Error('no mail left within five seconds')
}

const ask = (who: Client, group: GroupAnswer) =>
  must(who.post(`/api/groups/${group.id}/join-requests`, { message: 'May I?' }), 201)
const withdraw = (who: Client, group: GroupAnswer) =>
  must(who.delete(`/api/groups/${group.id}/join-requests/mine`), 204)
const restricted = (administrator: Client) => groupOf(administrator)
const add = (group: GroupAnswer, who: Client) =>
  must(
    oona.post(`/api/groups/${group.id}/members`, { people: [{ person: who.id, role: 'member' }] }),
  )
const remove = (group: GroupAnswer, who: Client) =>
  must(oona.delete(`/api/groups/${group.id}/members/${who.id}`), 204)

test('X109 · asking and taking it back, however often, mails nothing', async () => {
  const [ada, xavier] = [await somebody(), await somebody()]
  const group = await restricted(ada)
  for (let i = 0; i < 5; i++) {
    await ask(xavier, group)
    await withdraw(xavier, group)
  }
  assert.deepEqual(await mailsTo(ada), [])
  await ask(xavier, group)
  const [mail, ...others] = await mailsTo(ada)
  assert.deepEqual(others, [])
  assert.equal(mail!.sent, false, 'held for a while')
  await timePasses()
  assert.deepEqual(
    server.received.map(({ to }) => to[0]),
    [ada.email],
  )
})

test('X109 · several people who ask are one mail, with the words of each', async () => {
  const ada = await somebody()
  const group = await restricted(ada)
  const askers = [await somebody(), await somebody(), await somebody()]
  for (const asker of askers) await ask(asker, group)
  const [mail, ...others] = await mailsTo(ada)
  assert.deepEqual(others, [])
  assert.match(mail!.subject, /asks to join .*, and 2 more$/)
  assert.equal(mail!.text.match(/> May I\?/g)?.length, 3)
  await withdraw(askers[0]!, group)
  assert.match((await mailsTo(ada))[0]!.subject, /, and 1 more$/)
})

test('X109 · added and removed, however often, is no mail; removed at last is one', async () => {
  const [ada, victim] = [await somebody(), await somebody()]
  const group = await groupOf(ada)
  for (let i = 0; i < 5; i++) {
    await add(group, victim)
    await remove(group, victim)
  }
  assert.deepEqual(await mailsTo(victim), [])
  await add(group, victim)
  await timePasses()
  await remove(group, victim)
  await add(group, victim)
  await remove(group, victim)
  assert.deepEqual(
    (await mailsTo(victim)).map(({ kind, sent }) => [kind, sent]),
    [
      ['member-added', true],
      ['member-removed', false],
    ],
  )
})

test('X109 · somebody who keeps causing mails to one person waits longer each time, and delays nobody else', async () => {
  const [ada, victim] = [await somebody(), await somebody()]
  const group = await groupOf(ada)
  const waits: number[] = []
  for (let i = 0; i < 6; i++) {
    await (i % 2 ? remove(group, victim) : add(group, victim))
    waits.push((await mailsTo(victim)).at(-1)!.seconds)
    if (i < 5) await timePasses()
  }
  assert.ok(
    waits.every((wait, at) => at === 0 || wait >= waits[at - 1]! - 5),
    String(waits),
  )
  assert.ok(waits.at(-1)! > 4 * 3600, String(waits))
  const other = await groupOf(victim)
  await ask(ada, other)
  const held = (await mailsTo(victim)).at(-1)!
  assert.ok(held.seconds <= 120, 'what Ada tells leaves at her time')
  assert.equal(held.kind, 'several')
})

test('X109 · an invitation is sent immediately; withdrawn and sent again, it is one more mail', async () => {
  const ada = await somebody()
  await planFor(instance, ada, { guests: true })
  const group = await groupOf(ada, { template: 'extranet' })
  const gil = { email: 'gil@elsewhere.example' }
  const path = `/api/groups/${group.id}/invitations`
  const invite = () => must(ada.post<object>(path, { people: [{ email: gil.email }] }))
  const takeBack = async () => {
    const { items } = await must(ada.get<{ items: { id: string }[] }>(path))
    await must(ada.delete(`${path}/${items[0]!.id}`), 204)
  }
  await invite()
  await leaves(gil)
  for (let i = 0; i < 3; i++) {
    await takeBack()
    await invite()
  }
  assert.deepEqual(
    (await mailsTo(gil)).map(({ sent }) => sent),
    [true, false],
  )
  await takeBack()
  assert.equal((await mailsTo(gil)).length, 1, 'no dead link is mailed')
})

test('X109 · a new password is mailed immediately, whatever is held back', async () => {
  const [ada, xavier] = [await somebody(), await somebody()]
  await ask(xavier, await restricted(ada))
  await nobody(instance).post('/api/password-reset', { email: ada.email })
  await leaves(ada)
  const held = new Map((await mailsTo(ada)).map(({ kind, sent }) => [kind, !sent]))
  assert.deepEqual(
    [held.get('join-request'), held.get('password-reset'), held.size],
    [true, false, 2],
  )
})
