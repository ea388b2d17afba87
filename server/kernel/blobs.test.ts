import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { foundGroup, makeNotebook, must, rootOf, writeNote } from '../../test/world/cast.ts'
import { eventually } from '../../test/world/eventually.ts'
import { startInstance } from '../../test/world/instance.ts'
import { colleague, founded } from '../../test/world/people.ts'
import { letAnybodyRead, noS3Server, startS3Server } from '../../test/world/s3-server.ts'
import { copyFiles } from '../foundation/files/moving.ts'
import { damagedFiles, scrub } from '../foundation/files/scrub.ts'
import { releaseRemoved } from '../foundation/files/unused.ts'
import { bucketTrouble } from '../operations/bucket-trouble.ts'
import { workOff } from '../operations/exchange/work.ts'
import { blobsOnDisk } from './blobs-on-disk.ts'
import { blobsOnS3 } from './blobs-on-s3.ts'
import { lettersOf, type Blobs } from './blobs.ts'
import type { Unavailable } from './errors.ts'
import type { SpaceId } from './ids.ts'
import { blobsInFolder } from './open-blobs.ts'
import { Bucket } from './s3-bucket.ts'

interface Store {
  blobs: Blobs
  /** Changes what is stored under a name, behind the back of the store. */
  spoil(shelf: string, name: string, bytes: Buffer): Promise<void>
}

const mega = 1024 * 1024
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** In chunks, as a request sends it. */
const sent = (bytes: Buffer, then?: Error) =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000)
      if (then) throw then
    })(),
    { objectMode: false },
  )

async function namesOn({ blobs }: Store, shelf: string): Promise<string[]> {
  const names: string[] = []
  for await (const { name, writtenAt } of blobs.list(shelf)) {
    assert.ok(Math.abs(Date.now() - writtenAt) < 3_600_000)
    names.push(lettersOf(name))
  }
  return names.toSorted()
}

async function isDamaged(reading: Promise<unknown>): Promise<void> {
  await assert.rejects(reading, (error: Unavailable) => error.code === 'file-damaged')
}

/** What every store promises. */
function contract(open: () => Promise<Store>): void {
  let store: Store
  before(async () => void (store = await open()))

  test('X95 · content comes back byte for byte, whole and in ranges, small and in several parts', async () => {
    const { blobs } = store
    for (const size of [0, 1, 70_000, 9 * mega, 25 * mega + 17]) {
      const bytes = randomBytes(size)
      const kept = await blobs.put('here', sent(bytes))
      assert.equal(kept.sha256, sha256(bytes))
      assert.equal(kept.size, size)
      assert.deepEqual(kept.head, bytes.subarray(0, 16))
      const content = await blobs.get('here', kept.name)
      assert.deepEqual([content.size, content.sha256], [size, kept.sha256])
      assert.ok((await buffer(content.open())).equals(bytes))
      if (size < 2) continue
      for (const [first, last] of [
        [0, 0],
        [1, size - 2],
        [size - 1, size - 1],
      ] as const) {
        const part = await buffer(content.open({ first, last }))
        assert.ok(part.equals(bytes.subarray(first, last + 1)))
      }
      assert.equal(await blobs.check('here', kept.name), undefined)
    }
    await blobs.clear('here')
  })

  test('X133 · equal content gets another name each time: removing one leaves the other', async () => {
    const { blobs } = store
    const bytes = randomBytes(1000)
    const [one, two] = await Promise.all([
      blobs.put('twice', sent(bytes)),
      blobs.put('twice', sent(bytes)),
    ])
    assert.notEqual(one.name, two.name)
    assert.deepEqual(
      await namesOn(store, 'twice'),
      [one, two].map(({ name }) => lettersOf(name)).toSorted(),
    )
    await blobs.remove('twice', one.name)
    await blobs.remove('twice', one.name)
    await isDamaged(blobs.get('twice', one.name))
    assert.equal(await blobs.check('twice', one.name), 'missing')
    assert.ok((await buffer((await blobs.get('twice', two.name)).open())).equals(bytes))
  })

  test('nothing is left of content whose sender breaks off, early or after several parts', async () => {
    const gone = new Error('gone')
    for (const size of [10, 20 * mega])
      await assert.rejects(store.blobs.put('broken', sent(randomBytes(size), gone)), gone)
    assert.deepEqual(await namesOn(store, 'broken'), [])
  })

  test('spoilt content is found by a check, and is never sent whole', async () => {
    const { blobs } = store
    for (const size of [5000, 12 * mega]) {
      const bytes = randomBytes(size)
      const { name } = await blobs.put('spoilt', sent(bytes))
      bytes[size >> 1]! ^= 1
      await store.spoil('spoilt', name, bytes)
      assert.equal(await blobs.check('spoilt', name), 'spoilt')
      let received = 0
      const read = async (range?: { first: number; last: number }) => {
        for await (const part of (await blobs.get('spoilt', name)).open(range))
          received += part.length
      }
      await isDamaged(read())
      await isDamaged(read({ first: 10, last: size - 1 }))
      assert.ok(received < 2 * size - 10)
    }
  })

  test('content keeps its name in another store, and is refused where it does not match', async () => {
    const { blobs } = store
    const bytes = randomBytes(9 * mega)
    const { name } = await blobs.put('from', sent(bytes))
    await blobs.put('to', sent(bytes), name)
    assert.ok((await buffer((await blobs.get('to', name)).open())).equals(bytes))
    await blobs.clear('to')
    for (const other of [bytes.subarray(1), Buffer.alloc(0)])
      await isDamaged(blobs.put('to', sent(other), name))
    assert.deepEqual(await namesOn(store, 'to'), [])
  })

  test('a shelf is listed, and cleared with all that is on it', async () => {
    const { blobs } = store
    for (let i = 0; i < 20; i++) await blobs.put('full', sent(randomBytes(10)))
    const other = await blobs.put('full-too', sent(randomBytes(10)))
    assert.equal((await namesOn(store, 'full')).length, 20)
    const shelves = await blobs.shelves()
    assert.ok(shelves.includes('full') && shelves.includes('full-too'))
    await blobs.clear('full')
    assert.deepEqual(await namesOn(store, 'full'), [])
    assert.equal(await blobs.check('full-too', other.name), undefined)
    await assert.rejects(async () => blobs.put('../etc', sent(Buffer.alloc(1))))
  })

  test('many senders at the same time keep their own content', async () => {
    const all = Array.from({ length: 12 }, (_, i) => randomBytes(i % 3 === 0 ? 9 * mega : 3000))
    const kept = await Promise.all(all.map((bytes) => store.blobs.put('many', sent(bytes))))
    for (const [i, { name }] of kept.entries())
      assert.ok((await buffer((await store.blobs.get('many', name)).open())).equals(all[i]!))
    await store.blobs.clear('many')
  })
}

describe('on the disk', () => {
  const folder = mkdtempSync('/tmp/atelier-blobs-')
  after(() => rmSync(folder, { recursive: true, force: true }))
  contract(async () => {
    const blobs = blobsOnDisk(folder)
    const spoil = async (shelf: string, name: string, bytes: Buffer) => {
      writeFileSync(blobs.where(shelf, name), bytes)
      utimesSync(blobs.where(shelf, name), new Date(), new Date())
    }
    return { blobs, spoil }
  })
})

describe('in an S3 bucket', { skip: noS3Server }, () => {
  const server = noS3Server ? undefined : startS3Server()
  contract(async () => {
    const bucket = new Bucket(await (await server!).bucket())
    after(() => bucket.close())
    const spoil = async (shelf: string, name: string, bytes: Buffer) =>
      void (await bucket.put(`${shelf}/${lettersOf(name)}`, bytes))
    return { blobs: blobsOnS3(bucket), spoil }
  })

  test('an interrupted upload is listed and can be removed; objects of other programs are left alone', async () => {
    const bucket = new Bucket(await (await server!).bucket())
    after(() => bucket.close())
    const blobs = blobsOnS3(bucket)
    const key = 'left/0123456789abcdef'
    const id = await bucket.beginUpload(key)
    await bucket.sendPart(key, id, 1, randomBytes(5 * mega))
    await bucket.put('left/theirs.txt', Buffer.from('theirs'))
    assert.deepEqual(await blobs.shelves(), ['left'])
    const names = await Array.fromAsync(blobs.list('left'), ({ name }) => name)
    assert.deepEqual(names, ['0123456789abcdef.part'])
    await blobs.remove('left', names[0]!)
    assert.deepEqual(await Array.fromAsync(blobs.list('left')), [])
    assert.ok(await bucket.head('left/theirs.txt'))
  })

  test('O7, G13 · a whole instance keeps its files in the bucket: uploads, ranges, thumbnails, exports, deletion', async () => {
    const settings = await (await server!).bucket()
    const instance = await startInstance({ listen: true, config: settings })
    const { house } = instance.app
    const { organization } = await founded(instance)
    const ada = await colleague(instance, organization, 'Ada')
    const group = (await foundGroup(ada, 'Films')) as SpaceId
    const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Book')
    const note = await writeNote(ada, group, notebook, 'With files', 'Said')
    const item = `/api/spaces/${group}/items/${note}`
    const bytes = { 'content-type': 'application/octet-stream' }
    const film = randomBytes(20 * mega)
    const { url } = await must(
      ada.post<{ url: string }>(`${item}/attachments?name=Film.mp4`, film, bytes),
      201,
    )
    const headers = { cookie: ada.cookie }
    const whole = await fetch(instance.address + url, { headers })
    assert.ok(Buffer.from(await whole.arrayBuffer()).equals(film))
    const range = { ...headers, range: 'bytes=10000000-10000009' }
    const part = await fetch(instance.address + url, { headers: range })
    assert.equal(part.status, 206)
    assert.ok(Buffer.from(await part.arrayBuffer()).equals(film.subarray(10_000_000, 10_000_010)))

    const announced = { name: 'Two.bin', size: 3000, type: 'application/octet-stream' }
    const upload = await must(ada.post<{ id: string }>(`${item}/uploads`, announced), 201)
    const parts = `/api/spaces/${group}/uploads/${upload.id}?from=`
    await must(ada.put(`${parts}0`, film.subarray(0, 1000), bytes))
    await must(ada.put(`${parts}1000`, film.subarray(1000, 3000), bytes))

    const drawn = { create: { width: 900, height: 600, channels: 3, background: '#a52' } } as const
    const picture = await sharp(drawn)
      .withExif({ IFD0: { Artist: 'Ada' } })
      .png()
      .toBuffer()
    const shown = await must(
      ada.post<{ thumbnail: string }>(`${item}/attachments?name=A.png`, picture, {
        'content-type': 'image/png',
      }),
      201,
    )
    await must(ada.get(shown.thumbnail))

    await must(ada.post(`/api/groups/${group}/exports`), 202)
    await workOff(house)
    assert.equal((await Array.fromAsync(house.blobs.list('archives'))).length, 1)
    assert.deepEqual((await scrub(house, new Date(), { milliseconds: 60_000 })).read, 3)
    assert.deepEqual(await damagedFiles(house.db), [])
    assert.equal(await bucketTrouble(settings), undefined)

    // To the disk and back: everything, once, under the same names.
    const disk = blobsInFolder(house.config)
    const named = 5 // three files, a thumbnail, an archive
    const first = await copyFiles(house.db, house.blobs, disk)
    assert.deepEqual(first, { copied: named, there: 0, left: [] })
    const [lost] = await Array.fromAsync(disk.list(group))
    await disk.remove(group, lost!.name)
    const again = await copyFiles(house.db, house.blobs, disk)
    assert.deepEqual(again, { copied: 1, there: named - 1, left: [] })
    await disk.remove(group, lost!.name)
    const other = new Bucket(await (await server!).bucket())
    const back = await copyFiles(house.db, disk, blobsOnS3(other))
    assert.deepEqual([back.copied, back.left.map(({ file }) => file)], [named - 1, [lost!.name]])
    await other.close()

    const { items } = await must(ada.get<{ items: { id: string }[] }>(`${item}/attachments`))
    for (const { id } of items) await must(ada.delete(`${item}/attachments/${id}`), 204)
    await releaseRemoved(house, new Date(Date.now() + 2 * 3_600_000))
    await eventually(async () => (await Array.fromAsync(house.blobs.list(group))).length === 0)
  })

  test('a bucket that anybody can read is found by doctor', async () => {
    const settings = await (await server!).bucket()
    assert.match((await bucketTrouble({ ...settings, s3Bucket: 'nobody-s' }))!, /NoSuchBucket/)
    await letAnybodyRead(settings)
    assert.match((await bucketTrouble(settings))!, /Anybody can read/)
  })

  test('a store that is away or refuses is said to be unavailable, and is never taken for missing files', async () => {
    const settings = await (await server!).bucket()
    const { name } = await blobsOnS3(new Bucket(settings)).put('here', sent(randomBytes(10)))
    for (const wrong of [
      { s3Bucket: 'no-such-bucket' },
      { s3SecretKey: 'wrong' },
      { s3Url: `http://127.0.0.1:${await deafPort()}` },
    ]) {
      const bucket = new Bucket({ ...settings, ...wrong })
      const blobs = blobsOnS3(bucket)
      const away = (error: Unavailable) => error.code === 'files-unavailable'
      await assert.rejects(blobs.check('here', name), away)
      await assert.rejects(blobs.put('here', sent(randomBytes(10))), away)
      await assert.rejects(blobs.put('here', sent(randomBytes(9 * mega))), away)
      await bucket.close()
    }
  })
})

/** A port on which every connection is cut. */
async function deafPort(): Promise<number> {
  const server: Server = createServer((socket) => socket.destroy())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  return (server.address() as { port: number }).port
}
