import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { setTimeout as later } from 'node:timers/promises'
import { startDatabase } from '../../test/world/instance.ts'
import { startMailServer } from '../../test/world/mail-server.ts'
import { blobsOnDisk } from './blobs-on-disk.ts'
import { alone } from './bus.ts'
import { readConfig } from './config.ts'
import { inContext, type House } from './context.ts'
import type { Letter } from './letter.ts'
import { mailing, sendMail } from './mailer.ts'
import { Outside } from './outside.ts'
import { idle, startWork } from './work.ts'

const database = await startDatabase()
const server = await startMailServer()
after(async () => {
  await server.close()
  await database.stop()
})

const nobodyListens: House['live'] = {
  poke() {},
  recheck() {},
  recheckSpace() {},
  recheckItem() {},
  sightEnded() {},
  nudge() {},
  signOut() {},
  presenceOf: () => 'offline',
}
const warnings: string[] = []
const log = { warn: (message: string) => void warnings.push(message) }

beforeEach(async () => {
  await database.db.run({ text: 'delete from outbox' })
  server.received.length = 0
})

function house(env: Record<string, string> = { SMTP_URL: server.url }): House {
  return {
    config: readConfig({ MAIL_FROM: 'Atelier <atelier@example.org>', ...env }),
    db: database.db,
    blobs: blobsOnDisk('/tmp/atelier-no-blobs'),
    bus: alone,
    live: nobodyListens,
    work: idle,
    outside: new Outside({ reachableHosts: [] }),
    tools: [],
    events: [],
    notices: [],
  }
}

const letter: Letter = {
  subject: 'Réunion à 9 h',
  heading: 'Réunion à 9 h',
  paragraphs: ['Bonjour Gil,'],
  action: {
    label: 'Ouvrir',
    url: 'https://atelier.example/s/0192f0c4-0000-7000-8000-000000000000',
  },
}

function write(at: House, words: Partial<Letter> = {}, to = 'gil@example.com'): Promise<string> {
  return inContext(at, undefined, (ctx) =>
    sendMail(ctx, { to, kind: 'test', language: 'fr', letter: { ...letter, ...words } }),
  )
}

interface Row {
  sent_at: string | null
  failed_at: string | null
  tries: number
  last_error: string | null
  text_body: string
  html_body: string
}

async function rowOnce(id: string, when: (row: Row) => boolean): Promise<Row> {
  for (let i = 0; i < 200; i++) {
    const row = await database.db.row<Row>({
      text: 'select * from outbox where id = $1',
      values: [id],
    })
    if (row && when(row)) return row
    await later(25)
  }
  throw new Error('the mail did not get there within five seconds')
}

test('E3 · without a mail server, mail stays in the outbox and nothing is tried', async () => {
  const quiet = house({})
  const mailer = startWork(quiet, [mailing({})], log)
  const id = await write(quiet)
  await mailer.stop()
  const row = await rowOnce(id, () => true)
  assert.equal(row.sent_at, null)
  assert.equal(row.tries, 0)
  assert.match(row.text_body, /Bonjour Gil,/)
})

test('E3 · with a mail server, a mail leaves as soon as its transaction has committed', async () => {
  const here = house()
  const mailer = startWork(here, [mailing({})], log)
  const id = await write(here)
  await rowOnce(id, (row) => row.sent_at !== null)
  await mailer.stop()
  assert.equal(server.received.length, 1)
  const { to, source } = server.received[0]!
  assert.deepEqual(to, ['gil@example.com'])
  assert.match(source, /^Auto-Submitted: auto-generated\r$/m)
  assert.match(source, new RegExp(`^Message-ID: <${id}@example\\.org>\r$`, 'm'))
  assert.match(source, /^From: Atelier <atelier@example\.org>\r$/m)
  assert.match(source, /^Content-Type: multipart\/alternative/m)
  assert.match(source, /text\/plain; charset=utf-8/)
})

test('E3 · a mail of a transaction that fails never exists', async () => {
  const here = house()
  const mailer = startWork(here, [mailing({})], log)
  const failing = inContext(here, undefined, async (ctx) => {
    await sendMail(ctx, { to: 'gil@example.com', kind: 'test', language: 'en', letter })
    throw new Error('after all not')
  })
  await assert.rejects(failing, /after all not/)
  await later(100)
  await mailer.stop()
  assert.equal(server.received.length, 0)
})

test('E3 · a server that says “later” (451) is asked again', async () => {
  server.refuse(451, 2)
  const here = house()
  const mailer = startWork(here, [mailing({}, [20, 20, 20])], log)
  const row = await rowOnce(await write(here), ({ sent_at }) => sent_at !== null)
  await mailer.stop()
  assert.equal(row.tries, 3)
  assert.equal(row.last_error, null)
  assert.equal(server.received.length, 1)
})

test('E3 · a server that says “never” (550) is not asked again, and the admin reads why', async () => {
  server.refuse(550, 1)
  const here = house()
  const mailer = startWork(here, [mailing({}, [20, 20, 20])], log)
  const row = await rowOnce(await write(here), ({ failed_at }) => failed_at !== null)
  await mailer.stop()
  assert.equal(row.tries, 1)
  assert.match(row.last_error ?? '', /550/)
})

test('E3 · after the last try a mail has failed', async () => {
  server.refuse(451, 9)
  const here = house()
  const mailer = startWork(here, [mailing({}, [5, 5])], log)
  const row = await rowOnce(await write(here), ({ failed_at }) => failed_at !== null)
  await mailer.stop()
  server.refuse(0, 0)
  assert.equal(row.tries, 3)
})

test('E3 · two processes send each mail once', async () => {
  const quiet = house({})
  const ids = await Promise.all(
    Array.from({ length: 30 }, (_, i) => write(quiet, {}, `p${i}@example.com`)),
  )
  const mailers = [startWork(house(), [mailing({})], log), startWork(house(), [mailing({})], log)]
  for (const id of ids) await rowOnce(id, ({ sent_at }) => sent_at !== null)
  await Promise.all(mailers.map((mailer) => mailer.stop()))
  assert.equal(server.received.length, 30)
  assert.equal(new Set(server.received.map(({ to }) => to[0])).size, 30)
})

test('E3 · mail from long before there was a mail server is set aside, not sent', async () => {
  const id = await write(house({}))
  await database.db.run({
    text: `update outbox set created_at = created_at - interval '10 days' where id = $1`,
    values: [id],
  })
  const mailer = startWork(house(), [mailing({})], log)
  await rowOnce(id, ({ failed_at }) => failed_at !== null)
  await mailer.stop()
  assert.equal(server.received.length, 0)
})

test('O1 · once sent, the copy that an admin can read holds no secret link', async () => {
  const token = Buffer.alloc(32, 7).toString('base64url')
  const url = `https://atelier.example/reset-password/${token}`
  const here = house()
  const mailer = startWork(here, [mailing({})], log)
  const id = await write(here, { action: { label: 'Choisir', url } })
  const row = await rowOnce(id, ({ sent_at }) => sent_at !== null)
  await mailer.stop()
  assert.ok(server.received[0]!.source.replaceAll('=\r\n', '').includes(token))
  assert.ok(!row.text_body.includes(token) && !row.html_body.includes(token))
})

test('X107 · a line break in a name adds no header and no recipient', async () => {
  const here = house()
  const mailer = startWork(here, [mailing({})], log)
  const id = await write(here, {
    subject: 'Sales\r\nBcc: victim@example.com\r\n\r\nHello',
    heading: 'Sales\r\nBcc: victim@example.com',
  })
  await rowOnce(id, ({ sent_at }) => sent_at !== null)
  await mailer.stop()
  const { to, source } = server.received[0]!
  assert.deepEqual(to, ['gil@example.com'])
  assert.ok(!/^Bcc:/im.test(source))
  assert.match(source, /^Subject: Sales Bcc: victim@example\.com Hello\r$/m)
})

test('X108 · markup in names and messages is shown as text', async () => {
  const here = house({})
  const hostile = `<img src=x onerror="alert(1)"><a href='https://evil.example'>`
  const id = await write(here, {
    subject: hostile,
    heading: hostile,
    paragraphs: [hostile],
    quote: hostile,
    footer: hostile,
    action: { label: hostile, url: `https://atelier.example/"><script>` },
  })
  const { html_body } = await rowOnce(id, () => true)
  assert.ok(!/<img|<script|href='/.test(html_body))
  assert.equal(html_body.match(/&lt;img src=x/g)?.length, 6)
})
