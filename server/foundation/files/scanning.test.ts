import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import {
  enter,
  foundGroup,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../../../test/world/cast.ts'
import { eventually } from '../../../test/world/eventually.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import { noClamav, startClamav, startScanner, virus } from '../../../test/world/scanner.ts'
import { scan, ScannerAway, scannerVersion } from '../../kernel/clamd.ts'
import { startWork } from '../../kernel/work.ts'
import { workOff } from '../../operations/exchange/work.ts'
import { work as tellNotices } from '../notices/work.ts'
import { scanAgain, scanWaiting } from './scanning.ts'
import { damagedFiles, scrub } from './scrub.ts'
import { work } from './work.ts'

const mega = 1024 * 1024
const scanner = await startScanner()
const instance = await startInstance({ config: { clamdSocket: scanner.at } })
const { house } = instance.app
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')
const nestor = await colleague(instance, organization, 'Nestor')
const running = new AbortController().signal

interface Attachment {
  id: string
  url: string
  thumbnail: string | null
  shownAs: string | null
  scan: string | null
  may: { release: boolean }
}

const sent = (...parts: Buffer[]) => Readable.from(parts, { objectMode: false })
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const infected = (size = 100) => Buffer.concat([randomBytes(size), virus, randomBytes(size)])

/** A picture whose first pixels are these bytes. */
function pictureOf(bytes: Buffer): Promise<Buffer> {
  const raw = { width: 60, height: 40, channels: 3 } as const
  const pixels = Buffer.concat([bytes, Buffer.alloc(60 * 40 * 3 - bytes.length, 7)])
  return sharp(pixels, { raw }).png({ compressionLevel: 0 }).toBuffer()
}

/** A group of Ada with Mina and Nestor in it, and a note of Mina's. */
async function world() {
  const group = await foundGroup(ada, `Scanned ${randomBytes(3).toString('hex')}`)
  await enter(instance, group, [mina, nestor])
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')
  const note = await writeNote(mina, group, notebook, 'With files', 'Said')
  return { group, notebook, item: `/api/spaces/${group}/items/${note}` }
}

const attach = (who: Client, item: string, bytes: Buffer, name = 'File.bin') =>
  must(
    who.post<Attachment>(`${item}/attachments?name=${name}`, bytes, {
      'content-type': name.endsWith('png') ? 'image/png' : 'application/octet-stream',
    }),
    201,
  )

const listed = async (who: Client, item: string) =>
  (await must(who.get<{ items: Attachment[] }>(`${item}/attachments`))).items

const statesOf = async (item: string) => (await listed(ada, item)).map(({ scan }) => scan)

test('every answer of clamd is understood: clean, infected, too large, unexpected, none, and no connection', async () => {
  const { at } = scanner
  assert.equal(await scannerVersion(at), 'ClamAV 1.0')
  assert.deepEqual(await scan(at, sent(randomBytes(10), Buffer.alloc(0), randomBytes(3))), {
    is: 'clean',
  })
  assert.equal(scanner.scanned.at(-1)!.length, 13)
  assert.deepEqual(await scan(at, sent()), { is: 'clean' })
  assert.deepEqual(await scan(at, sent(infected(60_000))), {
    is: 'infected',
    found: 'Atelier.Test',
  })
  const large = Array.from({ length: 30 }, () => randomBytes(mega / 10))
  assert.deepEqual(await scan(at, sent(...large)), { is: 'too-large' })
  scanner.mood = 'confused'
  assert.equal((await scan(at, sent(virus))).is, 'failed')
  for (const mood of ['silent', 'cut'] as const) {
    scanner.mood = mood
    await assert.rejects(scan(at, sent(virus), 200), ScannerAway)
  }
  scanner.mood = 'well'
  await assert.rejects(scan('/tmp/no-such-socket', sent(virus)), ScannerAway)
  const broken = new Error('broken')
  const content = Readable.from(
    (function* () {
      yield virus
      throw broken
    })(),
  )
  await assert.rejects(scan(at, content), broken)
})

test('X112 · a file is usable at once, then found infected: nobody opens it any more, by any way', async () => {
  const { group, notebook, item } = await world()
  const bytes = await pictureOf(virus)
  assert.ok(bytes.includes(virus))
  const made = await attach(mina, item, bytes, 'Photo.png')
  assert.equal(made.scan, 'waiting')
  await must(nestor.get(made.url))
  await must(nestor.get(made.thumbnail!))
  await scanWaiting(house, running)
  const [now] = await listed(nestor, item)
  assert.deepEqual([now!.scan, now!.shownAs, now!.thumbnail], ['infected', null, null])
  for (const who of [ada, mina, nestor])
    for (const url of [made.url, made.thumbnail!]) {
      const refused = await who.get<{ code: string; detail: string }>(url)
      assert.deepEqual([refused.status, refused.body.code], [403, 'file-infected'])
    }
  // Neither a copy nor a move takes the content to another space.
  const there = await foundGroup(ada, 'Elsewhere')
  const to = await makeNotebook(ada, there, await rootOf(ada, there), 'Book')
  for (const act of ['copy', 'move']) {
    const body = { toSpace: there, toContainer: to }
    const moved = await ada.post<{ code: string }>(`${item}/${act}`, body)
    assert.deepEqual([moved.status, moved.body.code], [403, 'file-infected'])
  }
  // An export of the group says why it cannot be made.
  const { id } = await must(ada.post<{ id: string }>(`/api/groups/${group}/exports`), 202)
  await workOff(house)
  const exports = await must(
    ada.get<{ items: { id: string; problem: { code: string } | null }[] }>(
      `/api/groups/${group}/exports`,
    ),
  )
  const problem = exports.items.find((each) => each.id === id)?.problem
  assert.equal(problem?.code, 'file-infected')
  // The scrub reads it, and keeps it.
  const days = new Date(Date.now() + 2 * 86_400_000)
  assert.equal((await scrub(house, days, { milliseconds: 60_000, again: true })).removed, 0)
  assert.deepEqual(await damagedFiles(house.db), [])
  // The same content, added again in the space, is in quarantine at once; elsewhere it is scanned.
  const second = await writeNote(nestor, group, notebook, 'Second', 'Said')
  const again = await attach(nestor, `/api/spaces/${group}/items/${second}`, bytes, 'Again.png')
  assert.equal(again.scan, 'infected')
  assert.equal((await ada.get(again.url)).status, 403)
})

test('D, X112 · a document in which a virus is found keeps its row; its content and that of its versions cannot be read', async () => {
  const { group } = await world()
  const { items } = await must(
    mina.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${group}/containers?tool=documents`,
    ),
  )
  const folder = items[0]!.id
  const bytes = infected()
  const file = await must(
    mina.post<{ id: string; scan: string }>(
      `/api/spaces/${group}/folders/${folder}/files?name=Report.pdf`,
      bytes,
      { 'content-type': 'application/pdf' },
    ),
    201,
  )
  assert.equal(file.scan, 'waiting')
  const one = `/api/spaces/${group}/files/${file.id}`
  await must(nestor.get(`${one}/content`))
  await scanWaiting(house, running)
  assert.equal((await must(nestor.get<{ scan: string }>(one))).scan, 'infected')
  const refused = await mina.get<{ code: string }>(`${one}/content`)
  assert.deepEqual([refused.status, refused.body.code], [403, 'file-infected'])
  // A sound version is readable; going back to the infected one is not a way around.
  await must(mina.put(`${one}/content`, randomBytes(50), { 'content-type': 'application/pdf' }))
  await must(nestor.get(`${one}/content`))
  const versions = await must(
    mina.get<{ items: { number: number }[] }>(`/api/spaces/${group}/items/${file.id}/versions`),
  )
  const first = Math.min(...versions.items.map(({ number }) => number))
  await must(mina.post(`/api/spaces/${group}/items/${file.id}/versions/${first}/restoring`))
  assert.equal((await nestor.get(`${one}/content`)).status, 403)
})

test('A10 · the person who added it and those who run the group are told; others are not, nor anyone who may not see the item', async () => {
  const { group, notebook } = await world()
  const seen = await writeNote(mina, group, notebook, 'Of Mina', 'Said')
  await attach(mina, `/api/spaces/${group}/items/${seen}`, infected())
  await scanWaiting(house, running)
  const noticesOf = async (who: Client) => {
    const { items } = await must(
      who.get<{ items: { kind: string; item: { id: string } | null }[] }>('/api/me/notices'),
    )
    return items.filter(({ kind, item }) => kind === 'file-infected' && item?.id === seen).length
  }
  const working = startWork(house, tellNotices, { warn: () => undefined })
  try {
    await eventually(async () => (await noticesOf(mina)) === 1 && (await noticesOf(ada)) === 1)
    assert.equal(await noticesOf(nestor), 0)
  } finally {
    await working.stop()
  }
})

test('anyone who manages the place releases a file that is no virus; others cannot', async () => {
  const { item } = await world()
  const bytes = infected()
  const made = await attach(mina, item, bytes)
  await scanWaiting(house, running)
  const release = `${item}/files/${sha256(bytes)}/release`
  assert.equal((await nestor.post(release)).status, 403)
  assert.equal((await ada.post(`${item}/files/${sha256(virus)}/release`)).status, 404)
  assert.deepEqual(
    [(await listed(nestor, item))[0]!.may.release, (await listed(ada, item))[0]!.may.release],
    [false, true],
  )
  await must(ada.post(release), 204)
  assert.equal((await ada.post(release)).status, 409)
  await must(nestor.get(made.url))
  assert.deepEqual(await statesOf(item), ['clean'])
  await scanWaiting(house, running)
  assert.deepEqual(await statesOf(item), ['clean'], 'it is not scanned again')
})

test('a file that is too large for the scanner, or that it cannot read, can be opened and is marked as not scanned', async () => {
  const { item } = await world()
  const large = randomBytes(3 * mega)
  const made = await attach(mina, item, large)
  await scanWaiting(house, running)
  scanner.mood = 'confused'
  await attach(mina, item, randomBytes(10))
  await scanWaiting(house, running)
  scanner.mood = 'well'
  assert.deepEqual(await statesOf(item), ['not-scanned', 'not-scanned'])
  const answer = await instance.app.inject({ url: made.url, headers: { cookie: ada.cookie } })
  assert.ok(answer.rawPayload.equals(large))
  scanner.most = 4 * mega // its operator has raised the limit
  await scanAgain(house, new Date())
  await scanWaiting(house, running)
  assert.deepEqual(await statesOf(item), ['not-scanned', 'not-scanned'], 'not yet')
  await scanAgain(house, new Date(Date.now() + 8 * 86_400_000))
  await scanWaiting(house, running)
  assert.deepEqual(await statesOf(item), ['clean', 'clean'])
  scanner.most = mega
})

test('while the scanner is away files wait and are usable; once it is back the work goes on by itself', async () => {
  const { item } = await world()
  scanner.mood = 'cut'
  const made = await attach(mina, item, infected())
  await attach(mina, item, randomBytes(10))
  const tries = async () =>
    (await instance.db.row<{ most: number }>({
      text: `select max(scan_tries)::int as most from blob where scan = 'waiting'`,
    }))!.most
  await scanner.close()
  await assert.rejects(scanWaiting(house, running), ScannerAway)
  assert.equal(await tries(), 0, 'the scanner was away: no attempt is counted')
  await must(nestor.get(made.url))
  const back = await startScanner(Number(scanner.at.split(':')[1]))
  const working = startWork(house, work, { warn: () => undefined })
  try {
    await eventually(async () => (await statesOf(item)).join() === 'infected,clean')
    // From now on each new file wakes the work.
    await attach(mina, item, randomBytes(20))
    await eventually(async () => (await statesOf(item)).join() === 'infected,clean,clean')
  } finally {
    await working.stop()
  }
  // A content that the scanner does not survive is given up, and stops nothing else.
  back.mood = 'cut'
  await attach(mina, item, randomBytes(30))
  await scanWaiting(house, running)
  assert.equal((await statesOf(item)).at(-1), 'not-scanned')
})

test(
  'Debian’s ClamAV finds our signature, and what is too large for it is not scanned',
  { skip: noClamav },
  async () => {
    const at = await startClamav(2)
    assert.match(await scannerVersion(at), /ClamAV/)
    assert.deepEqual(await scan(at, sent(randomBytes(100_000), randomBytes(5))), { is: 'clean' })
    const { is } = await scan(at, sent(infected(200_000)))
    assert.equal(is, 'infected')
    const { item } = await world()
    await attach(mina, item, infected())
    await attach(mina, item, randomBytes(5 * mega))
    const real = { ...house, config: { ...house.config, clamdSocket: at } }
    await scanWaiting(real, running)
    assert.deepEqual(await statesOf(item), ['infected', 'not-scanned'])
  },
)
