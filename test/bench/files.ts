import { randomBytes } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { cookieOf } from './furnished.ts'
import { alternately, ratioRow, timed, type Row } from './measure.ts'
import { administrator, served } from './served.ts'

const mega = 1024 * 1024

/** Attaching a small and a large file over HTTP, against writing and syncing the same bytes. */
export async function fileRows({
  quick,
  say,
}: {
  quick: boolean
  say: (sentence: string) => void
}): Promise<Row[]> {
  return served('files', say, async ({ port, dataDir }) => {
    return measured(await itemOf(port), { megabytes: quick ? 64 : 1024, dataDir })
  })
}

interface Place {
  port: number
  item: string
}

async function itemOf(port: number): Promise<Place> {
  const ask = async <Body>(method: string, url: string, body?: object) =>
    (await sent(port, method, url, Buffer.from(JSON.stringify(body ?? {})))) as Body
  const name = `For files ${Date.now()}`
  const { id } = await ask<{ id: string }>('POST', '/api/groups', { name, template: 'team' })
  const { items } = await ask<{ items: { id: string; kind: string }[] }>(
    'GET',
    `/api/spaces/${id}/containers?tool=notes`,
  )
  const notebook = items.find(({ kind }) => kind === 'notebook')!.id
  const note = await ask<{ id: string }>('POST', `/api/spaces/${id}/notebooks/${notebook}/notes`, {
    title: 'With files',
  })
  return { port, item: `/api/spaces/${id}/items/${note.id}` }
}

async function measured(
  { port, item }: Place,
  { megabytes, dataDir }: { megabytes: number; dataDir: string },
): Promise<Row[]> {
  const part = randomBytes(mega)
  const parts = () => Array.from({ length: megabytes }, () => part)
  const attach = async (content: Buffer[], name: string) => {
    const url = `${item}/attachments?name=${name}`
    const { id } = (await sent(port, 'POST', url, ...content)) as { id: string }
    await sent(port, 'DELETE', `${item}/attachments/${id}`)
  }
  const small = await timed(
    { pairs: 5, rounds: 20 },
    (round) => attach([named(round)], 'small.bin'),
    (round) => writtenAndSynced(path.join(dataDir, 'peer'), [named(round)]),
  )
  const large = await alternately(
    3,
    () => seconds(() => attach(parts(), 'large.bin')),
    () => seconds(() => writtenAndSynced(path.join(dataDir, 'peer'), parts())),
  )
  return [
    ratioRow('1 KB attached over HTTP, against writing and syncing it', 'ms', small, {
      atMost: 20,
    }),
    ratioRow(
      `${megabytes.toLocaleString('en')} MB attached over HTTP, against writing and syncing them`,
      's',
      large,
      { atMost: 4 },
    ),
  ]
}

/** Different content each time, because a space stores equal content only once. */
function named(round: number): Buffer {
  const bytes = randomBytes(1024)
  bytes.writeUInt32BE(round)
  return bytes
}

async function writtenAndSynced(folder: string, content: Buffer[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  const place = path.join(folder, 'file')
  const file = await open(place, 'w')
  for (const part of content) await file.writeFile(part)
  await file.sync()
  await file.close()
  const entry = await open(folder, 'r')
  await entry.sync()
  await entry.close()
  await rm(place)
}

async function sent(
  port: number,
  method: string,
  url: string,
  ...content: Buffer[]
): Promise<unknown> {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const type = url.includes('/attachments') ? 'application/octet-stream' : 'application/json'
  const given = method === 'GET' || method === 'DELETE' ? [] : content
  const headers = {
    cookie: cookieOf(administrator),
    ...(given.length > 0 && { 'content-type': type, 'content-length': length }),
  }
  const asked = request({ host: '127.0.0.1', port, method, path: url, headers })
  const answered = new Promise<unknown>((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', (answer) => {
      if (answer.statusCode === 204) return void answer.resume().on('end', () => resolve(undefined))
      json(answer).then(
        (told) =>
          answer.statusCode! < 300
            ? resolve(told)
            : reject(new Error(`${url}: ${answer.statusCode} ${JSON.stringify(told)}`)),
        reject,
      )
    })
  })
  await pipeline(Readable.from(given, { objectMode: false }), asked)
  return answered
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return (performance.now() - began) / 1000
}
