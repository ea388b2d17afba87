// Finds what is wrong with this instance and says what to do. `npm run doctor` starts it; it changes nothing.
import { existsSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { damagedFiles, readFiles, wrongCounts } from '../foundation/files/scrub.ts'
import { itemsWithoutRow } from '../foundation/search/index-store.ts'
import { scannerVersion } from '../kernel/clamd.ts'
import { CannotStart } from '../kernel/cannot-start.ts'
import { brokenHistories, headOfHistories } from '../foundation/history/history.ts'
import { allSettings, publicAddress, readConfig } from '../kernel/config.ts'
import type { Config } from '../kernel/config.ts'
import { openDatabase } from '../kernel/db.ts'
import type { Connection, Database } from '../kernel/db.ts'
import { versionOf } from '../kernel/external-postgres.ts'
import { isOnS3, openBlobs } from '../kernel/open-blobs.ts'
import { pendingMigrations } from '../kernel/migrate.ts'
import { postgresBinaries, wayToRun } from '../kernel/postgres-binaries.ts'
import {
  clocksApart,
  damagedArchiveSentence,
  damageSentence,
  disk,
  leastFree,
  mailTrouble,
  mostApart,
} from './checks.ts'
import { failedWork } from './console/health.ts'
import { damagedArchives } from './exchange/shelf.ts'
import { bucketTrouble } from './bucket-trouble.ts'
import { whileRunning } from './running-database.ts'
import { notOpening, whyNotThisKey } from './sealing-key.ts'

type Finding = { state: 'well' | 'note' | 'fault'; sentence: string }

const well = (sentence: string): Finding => ({ state: 'well', sentence })
const note = (sentence: string): Finding => ({ state: 'note', sentence })
const fault = (sentence: string): Finding => ({ state: 'fault', sentence })
const signs = { well: '✔', note: '·', fault: '✖' }

async function examine(): Promise<void> {
  console.log(settingsTable(process.env))
  const badSettings = allSettings.flatMap((each) => settingFault(each.name))
  if (badSettings.length > 0) return report(badSettings)
  const config = readConfig(process.env)
  report([
    ...folderFindings(config),
    ...(await bucketFindings(config)),
    ...(await scannerFindings(config)),
    ...(await portFindings(config)),
    ...addressFindings(config),
    ...mailFindings(config),
    ...(await databaseFindings(config)),
  ])
}

function report(findings: Finding[]): void {
  for (const { state, sentence } of findings) console.log(`${signs[state]} ${sentence}`)
  const faults = findings.filter(({ state }) => state === 'fault').length
  console.log(faults === 0 ? '\nNothing is wrong.' : `\n${faults} to fix (✖).`)
  process.exitCode = faults === 0 ? 0 : 1
}

function settingsTable(env: NodeJS.ProcessEnv): string {
  const rows = allSettings.map(({ name, fallback, secret, about }) => {
    const given = env[name]
    const usual = `${fallback === null ? 'none' : JSON.stringify(fallback)} (default)`
    const value = given ? (secret ? '••••' : given) : usual
    return `  ${name.padEnd(21)} ${value.padEnd(41)} ${about}`
  })
  return `Settings\n${rows.join('\n')}\n`
}

function settingFault(name: string): Finding[] {
  try {
    readConfig({ [name]: process.env[name] })
    return []
  } catch (error) {
    return [fault((error as Error).message)]
  }
}

function folderFindings({ dataDir }: Config): Finding[] {
  if (!existsSync(dataDir))
    return [note(`The data folder ${dataDir} will be made at the first start.`)]
  const { mode } = statSync(dataDir)
  const { free: bytes } = disk(dataDir)
  const free = bytes / 2 ** 30
  const open = (mode & 0o077) !== 0
  return [
    open
      ? fault(`Others may read the data folder: chmod 700 ${dataDir}.`)
      : well(`The data folder ${dataDir} is readable by its owner alone.`),
    bytes < leastFree
      ? fault(`Only ${free.toFixed(1)} GB are free where the data folder is: make room.`)
      : well(`${free.toFixed(0)} GB are free for data.`),
  ]
}

async function scannerFindings({ clamdSocket }: Config): Promise<Finding[]> {
  if (clamdSocket === null) return []
  try {
    return [well(`Files are scanned for viruses by ${await scannerVersion(clamdSocket)}.`)]
  } catch (error) {
    return [fault(`Files wait for the virus scan: ${(error as Error).message}.`)]
  }
}

async function bucketFindings(config: Config): Promise<Finding[]> {
  if (!isOnS3(config)) return []
  const { s3Url, s3Bucket } = config
  const trouble = await bucketTrouble(config)
  if (trouble) return [fault(trouble)]
  const whole = well(`The bucket ${s3Bucket} answers, can be written to, and is private.`)
  const isOpen = s3Url?.startsWith('http:') && !/\/\/(?:localhost|127\.)/.test(s3Url)
  return isOpen
    ? [whole, note('S3_URL is not encrypted: files pass the network in clear.')]
    : [whole]
}

async function portFindings({ host, port }: Config): Promise<Finding[]> {
  if (port === 0 || !(await answers(host, port))) return [well(`Port ${port} on ${host} is free.`)]
  const health = await fetchOrNothing(`http://${host}:${port}/healthz`)
  if (health?.ok) return [well(`Atelier runs on ${host}:${port} and is healthy.`)]
  return [
    fault(
      `Port ${port} on ${host} is held by a program that is not a healthy Atelier: stop it, or choose another with PORT.`,
    ),
  ]
}

function answers(host: string, port: number): Promise<boolean> {
  const socket = createConnection({ host, port, timeout: 1000 })
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('timeout', () => resolve(false))
  }).finally(() => void socket.destroy())
}

async function fetchOrNothing(url: string): Promise<Response | undefined> {
  return fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => undefined)
}

function addressFindings(config: Config): Finding[] {
  const local = ['127.0.0.1', '::1', 'localhost'].includes(config.host)
  if (!config.publicUrl)
    return local
      ? [note(`PUBLIC_URL is not set: links in mails lead to ${publicAddress(config)}.`)]
      : [fault('Others can reach this server, but links in mails lead nowhere: set PUBLIC_URL.')]
  const findings = [well(`Links in mails lead to ${publicAddress(config)}.`)]
  if (config.publicUrl.startsWith('http:') && !/\/\/(?:localhost|127\.)/.test(config.publicUrl))
    findings.push(fault('PUBLIC_URL is not encrypted: put a proxy with https before Atelier.'))
  if (local && config.trustedProxies.length === 0)
    findings.push(
      note(
        'There seems to be a proxy before Atelier: name it in TRUSTED_PROXIES, or all visitors share one address.',
      ),
    )
  return findings
}

function mailFindings({ smtpUrl, mailFrom }: Config): Finding[] {
  if (!smtpUrl)
    return [note('SMTP_URL is not set: mail stays in the outbox, which an admin can read.')]
  return /@localhost>?$/.test(mailFrom)
    ? [fault('Mail is sent, but from an address at localhost, which others refuse: set MAIL_FROM.')]
    : [well(`Mail is sent as ${mailFrom}.`)]
}

async function databaseFindings(config: Config): Promise<Finding[]> {
  try {
    if (config.databaseUrl) return await outsideFindings(config, config.databaseUrl)
    return await insideFindings(config)
  } catch (error) {
    if (error instanceof CannotStart) return [fault(error.message)]
    throw error
  }
}

async function outsideFindings(config: Config, url: string): Promise<Finding[]> {
  const version = Math.floor((await versionOf(url)) / 10_000)
  if (version < 15)
    return [fault(`DATABASE_URL leads to PostgreSQL ${version}: 15 or later is needed.`)]
  return [
    well(`The PostgreSQL ${version} of DATABASE_URL answers.`),
    ...(await contentFindings(config, { connectionString: url })),
  ]
}

async function insideFindings(config: Config): Promise<Finding[]> {
  const binaries = postgresBinaries()
  const made = existsSync(path.join(config.dataDir, 'postgres/PG_VERSION'))
  if (existsSync(config.dataDir)) wayToRun(binaries, config.dataDir)
  const there = well(`The built-in PostgreSQL ${binaries.version} is installed and can run here.`)
  if (!made) return [there, note('The database will be created at the first start.')]
  return [there, ...(await whileRunning(config, (own) => contentFindings(config, own)))]
}

async function contentFindings(config: Config, connection: Connection): Promise<Finding[]> {
  const db = openDatabase({ ...connection, max: 1 })
  try {
    const pending = await pendingMigrations(db)
    if (pending.length > 0)
      return [note(`The next start brings the database up to date (${pending.join(', ')}).`)]
    const current = well('The database is up to date.')
    return [
      current,
      ...(await keyFindings(db, config)),
      ...(await clockFindings(db)),
      ...(await outboxFindings(db)),
      ...(await workFindings(db)),
      ...(await historyFindings(db)),
      ...(await fileFindings(db, config)),
      ...(await searchFindings(db)),
    ]
  } finally {
    await db.close()
  }
}

async function searchFindings(db: Database): Promise<Finding[]> {
  const missing = await itemsWithoutRow(db)
  if (missing === 0) return [well('Searches find every item.')]
  return [fault(`${missing} items are not found by searches: \`npm run search-index\`.`)]
}

/**
 * Checks that the key in the data folder opens everything that is sealed: a running server would not notice, as it has the
 * key in memory.
 */
async function keyFindings(db: Database, config: Config): Promise<Finding[]> {
  const why = await whyNotThisKey(db, config)
  if (why) return [fault(why)]
  const { seeds, notices } = await notOpening(db, config)
  if (seeds === 0 && !notices) return [well('What is sealed opens with sealing-key.')]
  return [
    note(
      `${seeds} authenticator apps were set up with a sealing-key that is lost: their people sign in by a recovery code, or an admin removes their second factors.`,
    ),
  ]
}

async function clockFindings(db: Database): Promise<Finding[]> {
  const apart = await clocksApart(db)
  if (apart < mostApart) return [well('The clocks of server and database agree.')]
  return [
    fault(`The clocks of server and database are ${Math.round(apart)} s apart: set both by NTP.`),
  ]
}

async function outboxFindings(db: Database): Promise<Finding[]> {
  const { failed, late, reason } = await mailTrouble(db)
  if (failed + late === 0) return [well('No mail has failed.')]
  return [
    fault(
      `${failed} mails could not be sent and ${late} are being tried again (${reason}): ` +
        `correct SMTP_URL, then send them again from the outbox.`,
    ),
  ]
}

async function workFindings(db: Database): Promise<Finding[]> {
  const failed = await failedWork(db)
  if (failed.length === 0) return [well('All background work went well.')]
  return failed.map(({ name, error }) =>
    fault(`The last ${name} failed (${error}): it is retried by itself.`),
  )
}

/** Long enough to read a few gigabytes; `npm run scrub` reads the rest. */
const readingMilliseconds = 60_000

/** Compares counts with rows, and rows with files, reading files until the time is over. */
async function fileFindings(db: Database, config: Config): Promise<Finding[]> {
  const blobs = openBlobs(config)
  const found: { file: string; fault: string }[] = []
  const { more } = await readFiles(
    { db, blobs },
    new Date(),
    readingMilliseconds,
    ({ file }, fault) => {
      if (fault) found.push({ file, fault })
    },
  )
  const counts = (await wrongCounts(db)).map(({ space, counted, stored }) =>
    fault(
      `The storage of ${space} is counted as ${counted} bytes and is ${stored}: \`npm run scrub\` counts it again.`,
    ),
  )
  const damaged = (await damagedFiles(db, found)).map((each) => fault(damageSentence(blobs, each)))
  const archives = (await damagedArchives({ db, blobs }, readingMilliseconds)).map((each) =>
    fault(damagedArchiveSentence(blobs, each)),
  )
  const faults = [...counts, ...damaged, ...archives]
  if (faults.length > 0) return faults
  return [
    more
      ? note('The files that were read in a minute are whole: `npm run scrub` reads all of them.')
      : well('Every file is what was stored, and storage is counted right.'),
  ]
}

/** V2: checks that nobody changed, added or removed a line of a history outside the product. */
async function historyFindings(db: Database): Promise<Finding[]> {
  await db.run({ text: 'set statement_timeout = 0' })
  const broken = await brokenHistories(db)
  if (broken.length > 0)
    return broken.map(({ space, seq }) =>
      fault(
        `The history of ${space} was changed outside Atelier at line ${seq} or just before it: compare it with a backup.`,
      ),
    )
  const head = await headOfHistories(db)
  return [
    well(
      `No history was tampered with${head ? ` (their end: ${head}; kept elsewhere, it also shows later whether all were written anew)` : ''}.`,
    ),
  ]
}

await examine()
