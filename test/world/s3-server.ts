import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { S3 } from '@aws-sdk/client-s3'
import type { S3Settings } from '../../server/kernel/s3-bucket.ts'

const run = promisify(execFile)
const programs = ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph', 'ceph-authtool', 'monmaptool']

/** Why the tests of S3 are skipped; undefined where its programs are installed. */
export const noS3Server = programs.every((each) => spawnSync('which', [each]).status === 0)
  ? undefined
  : 'no S3 server is installed: on Debian, apt-get install radosgw ceph-mon ceph-osd ceph-common'

export interface S3Server {
  /** Of a bucket of its own each time. */
  bucket(): Promise<S3Settings>
}

/** Of its one user, as `S3Settings` wants them. */
const keys = { s3AccessKey: 'testkey', s3SecretKey: 'testsecret' }

/** A real S3 server on the loopback interface: Ceph's gateway, with one monitor and one store in memory. It ends with the file. */
export async function startS3Server(): Promise<S3Server> {
  const folder = mkdtempSync('/tmp/atelier-s3-')
  const daemons: ChildProcess[] = []
  const end = () => daemons.forEach((each) => each.kill('SIGKILL'))
  process.once('exit', end)
  after(async () => {
    end()
    await Promise.all(daemons.map(ended))
    rmSync(folder, { recursive: true, force: true })
  })
  const [port, ...monitors] = await freePorts(3)
  const conf = path.join(folder, 'ceph.conf')
  writeFileSync(conf, settings(folder, port!, monitors))
  for (const each of ['mon', 'osd', 'rgw', 'run', 'log']) mkdirSync(path.join(folder, each))
  const daemon = (program: string, ...args: string[]) =>
    daemons.push(spawn(program, ['-c', conf, '-f', ...args], { stdio: 'ignore' }))
  const ask = (...args: string[]) => run('ceph', ['-c', conf, '--connect-timeout', '2', ...args])
  await makeMonitor(folder, conf, monitors)
  daemon('ceph-mon', '-i', 'a')
  await until('the monitor answers', () => ask('-s'))
  const id = crypto.randomUUID()
  await ask('osd', 'new', id, '0')
  await run('ceph-osd', ['-c', conf, '-i', '0', '--mkfs', '--osd-uuid', id])
  daemon('ceph-osd', '-i', '0')
  await until('the store is up', async () => mustSay((await ask('osd', 'stat')).stdout, '1 up'))
  daemon('radosgw', '-n', 'client.rgw.a')
  const s3Url = `http://127.0.0.1:${port}`
  await until('the gateway answers', () => fetch(s3Url))
  const person = ['--uid=test', '--display-name=test', `--access-key=${keys.s3AccessKey}`]
  const admin = [
    '-c',
    conf,
    '-n',
    'client.rgw.a',
    'user',
    'create',
    `--secret-key=${keys.s3SecretKey}`,
  ]
  await run('radosgw-admin', [...admin, ...person])
  let buckets = 0
  return {
    async bucket() {
      const made = { ...keys, s3Url, s3Region: 'us-east-1', s3Bucket: `atelier-${++buckets}` }
      await makeBucket(made)
      return made
    },
  }
}

const makeBucket = (made: S3Settings) =>
  asUser(made, async (s3) => void (await s3.createBucket({ Bucket: made.s3Bucket! })))

/** Makes a bucket public, as a careless operator would. */
export const letAnybodyRead = (bucket: S3Settings): Promise<void> =>
  asUser(bucket, async (s3) => {
    await s3.putBucketAcl({ Bucket: bucket.s3Bucket!, ACL: 'public-read' })
  })

async function asUser(
  { s3Url, s3Region }: S3Settings,
  act: (s3: S3) => Promise<void>,
): Promise<void> {
  const { S3 } = await import('@aws-sdk/client-s3')
  const credentials = { accessKeyId: keys.s3AccessKey, secretAccessKey: keys.s3SecretKey }
  const s3 = new S3({ endpoint: s3Url!, region: s3Region, credentials, forcePathStyle: true })
  await act(s3).finally(() => s3.destroy())
}

async function makeMonitor(folder: string, conf: string, [v2, v1]: number[]): Promise<void> {
  const keyring = path.join(folder, 'keyring')
  const rights: [string, ...string[]][] = [
    ['mon.', 'mon', 'allow *'],
    ['client.admin', 'mon', 'allow *', 'osd', 'allow *', 'mgr', 'allow *', 'mds', 'allow *'],
    ['osd.0', 'mon', 'allow profile osd', 'osd', 'allow *', 'mgr', 'allow profile osd'],
    ['client.rgw.a', 'mon', 'allow rw', 'osd', 'allow rwx', 'mgr', 'allow rw'],
  ]
  for (const [index, [name, ...caps]] of rights.entries()) {
    const given = caps.flatMap((each, i) => (i % 2 === 0 ? ['--cap', each] : [each]))
    const make = index === 0 ? ['--create-keyring'] : []
    await run('ceph-authtool', [keyring, ...make, '--gen-key', '-n', name, ...given])
  }
  const map = path.join(folder, 'monmap')
  const fsid = /fsid = (\S+)/.exec(readFileSync(conf, 'utf8'))![1]!
  const place = `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`
  await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', place, map])
  await run('ceph-mon', [
    ...['-c', conf, '-i', 'a', '--mkfs'],
    ...['--monmap', map, '--keyring', keyring],
  ])
}

function settings(folder: string, port: number, [v2, v1]: number[]): string {
  return `[global]
fsid = ${crypto.randomUUID()}
mon host = [v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]
public addr = 127.0.0.1
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind ipv6 = false
auth allow insecure global id reclaim = false
keyring = ${folder}/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = ${folder}/run
log file = ${folder}/log/$name.log
admin socket = ${folder}/run/$name.$pid.asok
[mon.a]
mon data = ${folder}/mon
mon data avail crit = 1
[osd.0]
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
[client.rgw.a]
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw dns name = localhost
rgw thread pool size = 16
rgw crypt require ssl = false
`
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
        }),
    ),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

function mustSay(said: string, what: string): void {
  if (!said.includes(what)) throw new Error(said)
}

async function until(what: string, act: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + 120_000
  for (;;) {
    try {
      return void (await act())
    } catch (error) {
      if (Date.now() > end)
        throw new Error(`The S3 server does not start: ${what}`, { cause: error })
      await pause(200)
    }
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((done) => child.once('close', done))
}
