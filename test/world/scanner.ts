import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import path from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { scannerVersion } from '../../server/kernel/clamd.ts'

/** The bytes that both scanners take for a virus. */
export const virus = Buffer.from('THIS-IS-AN-ATELIER-TEST-VIRUS')

/** Why the tests of ClamAV are skipped; undefined where it is installed. */
export const noClamav =
  spawnSync('which', ['clamd']).status === 0
    ? undefined
    : 'ClamAV is not installed: on Debian, apt-get install clamav-daemon'

/** Debian's ClamAV with one signature of our own. Returns the path of its socket. */
export async function startClamav(megabytes: number): Promise<string> {
  const folder = mkdtempSync('/tmp/atelier-clamd-')
  mkdirSync(path.join(folder, 'signatures'))
  const signature = `Atelier.Test:0:*:${virus.toString('hex')}\n`
  writeFileSync(path.join(folder, 'signatures/atelier.ndb'), signature)
  const socket = path.join(folder, 'socket')
  const conf = path.join(folder, 'clamd.conf')
  const settings = [
    ...[`LocalSocket ${socket}`, `DatabaseDirectory ${folder}/signatures`, 'Foreground yes'],
    ...[`StreamMaxLength ${megabytes}M`, 'AlertExceedsMax yes'],
  ]
  writeFileSync(conf, `${settings.join('\n')}\n`)
  const daemon = spawn('clamd', ['-c', conf], { stdio: 'ignore' })
  const end = () => daemon.kill('SIGKILL')
  process.once('exit', end)
  after(() => {
    end()
    rmSync(folder, { recursive: true, force: true })
  })
  for (;;) {
    if (daemon.exitCode !== null) throw new Error('clamd does not start')
    if (await scannerVersion(socket).catch(() => undefined)) return socket
    await pause(100)
  }
}

export interface Scanner {
  /** For CLAMD_SOCKET. */
  at: string
  /** The contents that it was sent whole. */
  scanned: Buffer[]
  /** Bytes that it takes (StreamMaxLength). */
  most: number
  /** `silent` answers nothing; `cut` ends the connection during a content. */
  mood: 'well' | 'silent' | 'cut' | 'confused'
  close(): Promise<void>
}

/** Speaks what clamd(8) documents of its protocol: VERSION and INSTREAM, each ended by a zero byte. */
export async function startScanner(port = 0): Promise<Scanner> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined))
    void converse(socket, scanner)
  })
  const scanner: Scanner = {
    ...{ at: '', scanned: [], most: 1024 * 1024, mood: 'well' },
    async close() {
      sockets.forEach((socket) => socket.destroy())
      await new Promise((done) => server.close(done))
    },
  }
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  scanner.at = `127.0.0.1:${(server.address() as { port: number }).port}`
  after(() => scanner.close())
  return scanner
}

async function converse(socket: Socket, scanner: Scanner): Promise<void> {
  let bytes = Buffer.alloc(0)
  const more = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const take = async (count: number): Promise<Buffer> => {
    while (bytes.length < count) {
      const { value, done } = await more.next()
      if (done) throw new Error('it ended')
      bytes = Buffer.concat([bytes, value])
    }
    const taken = bytes.subarray(0, count)
    bytes = bytes.subarray(count)
    return taken
  }
  try {
    let command = ''
    for (let sign = ''; sign !== '\0'; command += sign) sign = (await take(1)).toString()
    if (scanner.mood === 'silent') return
    if (command === 'zVERSION\0') return void socket.end('ClamAV 1.0\0')
    socket.end(`${await answerTo(scanner, take)}\0`)
  } catch {
    socket.destroy()
  }
}

async function answerTo(
  scanner: Scanner,
  take: (count: number) => Promise<Buffer>,
): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for (;;) {
    const length = (await take(4)).readUInt32BE()
    if (length === 0) break
    if (scanner.mood === 'cut') throw new Error('cut')
    size += length
    if (size > scanner.most) return 'INSTREAM size limit exceeded. ERROR'
    parts.push(await take(length))
  }
  if (scanner.mood === 'confused') return 'stream: Cannot allocate memory ERROR'
  const content = Buffer.concat(parts)
  scanner.scanned.push(content)
  return content.includes(virus) ? 'stream: Atelier.Test FOUND' : 'stream: OK'
}
