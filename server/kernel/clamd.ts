import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'

/** What the scanner says about a content. */
export type Verdict =
  | { is: 'clean' }
  /** The name of what was found. */
  | { is: 'infected'; found: string }
  /** Larger than what the scanner takes. */
  | { is: 'too-large' }
  /** The scanner could not read this content. */
  | { is: 'failed'; reason: string }

/** The scanner does not answer, or not in time. */
export class ScannerAway extends Error {}

/** Milliseconds without a byte from either side; a large archive keeps the scanner busy for two minutes. */
const patience = 180_000

/**
 * Streams content to clamd (INSTREAM, see clamd(8)): `at` is the path of its socket, or `host:port`. The scanner may answer
 * before the end, for example that the content is larger than its StreamMaxLength; the rest is then not sent.
 */
export async function scan(at: string, content: Readable, wait = patience): Promise<Verdict> {
  const socket = await opened(at, wait)
  const answer = answerOn(socket)
  try {
    socket.write('zINSTREAM\0')
    await send(socket, content, answer)
    return verdictOf(await answer)
  } finally {
    socket.destroy()
    content.destroy()
  }
}

/** Its version; throws ScannerAway. */
export async function scannerVersion(at: string, wait = 10_000): Promise<string> {
  const socket = await opened(at, wait)
  const answer = answerOn(socket)
  try {
    socket.write('zVERSION\0')
    return await answer
  } finally {
    socket.destroy()
  }
}

async function opened(at: string, wait: number): Promise<Socket> {
  const [, host, port] = /^(.+):(\d+)$/.exec(at) ?? []
  const socket = host ? connect(Number(port), host.replace(/^\[|\]$/g, '')) : connect(at)
  socket.setTimeout(wait, () => socket.destroy(new ScannerAway('the scanner does not answer')))
  try {
    await once(socket, 'connect')
    return socket
  } catch (error) {
    throw away(error)
  }
}

/** Resolves with the one line that the scanner answers. */
function answerOn(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let said = ''
    const end = (error?: Error) => {
      const [line, ...rest] = said.split('\0')
      if (rest.length > 0) resolve(line!.trim())
      else reject(away(error ?? new Error('the scanner ended the connection')))
    }
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
      if (said.includes('\0') || said.length > 10_000) end()
    })
    socket.on('error', end)
    socket.on('close', () => end())
  })
  answer.catch(() => undefined) // awaited once everything is sent, unless the content fails first
  return answer
}

/** In chunks, each after its length; an empty one is the end. */
async function send(socket: Socket, content: Readable, answer: Promise<string>): Promise<void> {
  let answered = false
  const done = answer.catch(() => undefined).then(() => void (answered = true))
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (answered) return
    if (chunk.length === 0) continue
    socket.write(lengthOf(chunk.length))
    if (!socket.write(chunk)) await Promise.race([drained(socket), done])
  }
  socket.write(lengthOf(0))
}

const drained = (socket: Socket) => new Promise<void>((resolve) => socket.once('drain', resolve))

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

function verdictOf(line: string): Verdict {
  if (line === 'stream: OK') return { is: 'clean' }
  const [, found] = /^stream: (.+) FOUND$/.exec(line) ?? []
  // With AlertExceedsMax, clamd says so of what it did not scan whole.
  if (found?.startsWith('Heuristics.Limits.Exceeded')) return { is: 'too-large' }
  if (found !== undefined) return { is: 'infected', found: found.slice(0, 200) }
  if (/size limit exceeded/i.test(line)) return { is: 'too-large' }
  return { is: 'failed', reason: line.slice(0, 200) }
}

function away(error: unknown): ScannerAway {
  return error instanceof ScannerAway
    ? error
    : new ScannerAway(`the scanner is away: ${(error as Error).message}`, { cause: error })
}
