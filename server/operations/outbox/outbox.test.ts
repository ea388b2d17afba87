import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { startInstance } from '../../../test/world/instance.ts'
import { startMailServer } from '../../../test/world/mail-server.ts'
import { colleague, founded, guest, nobody } from '../../../test/world/people.ts'
import { mailing } from '../../kernel/mailer.ts'
import { startWork } from '../../kernel/work.ts'

const quiet = await startInstance()
const { organization, admin: oona } = await founded(quiet)
const ada = await colleague(quiet, organization, 'Ada')

interface Mail {
  id: string
  to: string
  kind: string
  sentAt: string | null
  failedAt: string | null
  lastError: string | null
  text: string
  html: string
}
interface Page {
  items: Mail[]
  next: string | null
  smtp: boolean
}

const outbox = '/api/organization/outbox'
const invite = (by: typeof oona, email: string) =>
  by.post('/api/organization/invitations', { invitations: [{ email }] })

test('E3 · without a mail server the admin reads the mails, with their links, and passes them on', async () => {
  await invite(oona, 'zoe@example.com')
  const page = (await oona.get<Page>(outbox)).body
  assert.equal(page.smtp, false)
  assert.equal(page.items[0]!.to, 'zoe@example.com')
  assert.equal(page.items[0]!.sentAt, null)
  const mail = (await oona.get<Mail>(`${outbox}/${page.items[0]!.id}`)).body
  assert.match(mail.text, /\/invitations\/[\w-]{43}/)
  assert.match(mail.html, /^<!doctype html>/)
  const again = await oona.post<{ code: string }>(`${outbox}/${mail.id}/sending`)
  assert.equal(again.status, 409)
  assert.equal(again.body.code, 'no-mail-server')
})

test('E3 · the outbox is read page by page, each mail once', async () => {
  for (let i = 0; i < 5; i++) await invite(oona, `page${i}@example.com`)
  const seen: string[] = []
  let after = ''
  for (let pages = 0; pages < 20; pages++) {
    const page = (await oona.get<Page>(`${outbox}?limit=2${after}`)).body
    seen.push(...page.items.map(({ to }) => to))
    if (!page.next) break
    after = `&after=${page.next}`
  }
  assert.deepEqual(seen.slice(0, 2), ['page4@example.com', 'page3@example.com'])
  assert.equal(new Set(seen).size, seen.length)
  assert.equal(seen.at(-1), 'zoe@example.com')
  assert.equal((await oona.get(`${outbox}?after=rubbish`)).status, 200)
})

test('E3 · the outbox is the admin’s alone', async () => {
  const { id } = (await oona.get<Page>(outbox)).body.items[0]!
  const max = await colleague(quiet, organization, 'Max', { orgRole: 'manager' })
  const gil = await guest(quiet, 'Gil')
  for (const path of [outbox, `${outbox}/${id}`]) {
    assert.equal((await ada.get(path)).status, 403)
    assert.equal((await max.get(path)).status, 403)
    assert.equal((await gil.get(path)).status, 404)
    assert.equal((await nobody(quiet).get(path)).status, 401)
  }
  assert.equal((await ada.post(`${outbox}/${id}/sending`)).status, 403)
})

test('X42 · mail of another organization is not found', async () => {
  const foreign = await quiet.db.row<{ id: string }>({
    text: `with other as (insert into organization (id, name, name_key, created_at)
        values (gen_random_uuid(), 'Other', 'other', now()) returning id)
      insert into outbox (id, organization_id, to_address, kind, language, subject, text_body, html_body, created_at, next_try_at)
      select gen_random_uuid(), other.id, 'x@example.com', 'test', 'en', 's', 't', 'h', now(), now() from other returning id`,
  })
  assert.equal((await oona.get(`${outbox}/${foreign!.id}`)).status, 404)
  assert.equal((await oona.post(`${outbox}/${foreign!.id}/sending`)).status, 404)
  const page = (await oona.get<Page>(`${outbox}?limit=200`)).body
  assert.ok(!page.items.some(({ to }) => to === 'x@example.com'))
})

const server = await startMailServer()
after(() => server.close())

test('E3 · with a mail server, the admin sees what failed and why, sends it again, and reads no secret link', async () => {
  const instance = await startInstance({
    config: { smtpUrl: server.url, mailFrom: 'atelier@example.org' },
  })
  const { admin } = await founded(instance)
  const mailer = startWork(instance.app.house, [mailing({})], { warn: () => undefined })
  server.refuse(550, 1)
  await invite(admin, 'bad@example.com')
  const failed = await one((mail) => mail.failedAt !== null)
  assert.match(failed.lastError ?? '', /550/)
  const read = (await admin.get<Mail>(`${outbox}/${failed.id}`)).body
  assert.ok(!/[\w-]{40}/.test(read.text))
  assert.equal((await admin.post(`${outbox}/${failed.id}/sending`)).status, 204)
  await one((mail) => mail.sentAt !== null)
  assert.equal((await admin.post(`${outbox}/${failed.id}/sending`)).status, 409)
  await mailer.stop()
  assert.equal(server.received.length, 1)
  assert.match(server.received[0]!.source.replaceAll('=\r\n', ''), /\/invitations\/[\w-]{43}/)

  async function one(when: (mail: Mail) => boolean): Promise<Mail> {
    for (let i = 0; i < 200; i++) {
      const [mail] = (await admin.get<Page>(outbox)).body.items
      if (mail && when(mail)) return mail
      await later(25)
    }
    throw new Error('not within five seconds')
  }
})
