import { isIP } from 'node:net'
import path from 'node:path'
import { CannotStart } from './cannot-start.ts'

/** One environment variable: its only definition, used by start-up, doctor and docs. */
export type Setting<T> = {
  readonly name: string
  readonly fallback: T
  /** Completes “… is not valid: expected …”. */
  readonly expects: string
  readonly about: string
  /** Shown as dots by doctor, since it may hold a password. */
  readonly secret: boolean
  /** Returns `undefined` for a value that is not valid. */
  readonly read: (text: string) => T | undefined
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

type Reader<T> = { expects: string; read: (given: string) => T | undefined }

const port = whole(0, 65_535)

const text: Reader<string> = { expects: 'a text', read: (given) => given }

const folder: Reader<string> = { expects: 'a folder', read: (given) => path.resolve(given) }

const mailbox: Reader<string> = {
  expects: 'an e-mail address, with or without a name: “Atelier <atelier@example.org>”',
  read: (given) =>
    /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(given) ? given : undefined,
}

/** Not a URL in the strict sense: a server on a socket has no host (`postgres://me@/atelier?host=/run/postgresql`). */
const postgresAddress: Reader<string> = {
  expects: 'an address that starts with postgres://',
  read: (given) => (/^postgres(?:ql)?:\/\/\S+$/.test(given) ? given : undefined),
}

const bucket: Reader<string> = {
  expects: 'the name of a bucket',
  read: (given) => (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(given) ? given : undefined),
}

const clamd: Reader<string> = {
  expects: 'the path of a socket, or host:port',
  read: (given) => (/^(?:\/.+|[^\s/]+:\d{1,5})$/.test(given) ? given : undefined),
}

const yesOrNo: Reader<boolean> = {
  expects: '1 or 0',
  read: (given) =>
    ({ '1': true, true: true, yes: true, '0': false, false: false, no: false })[given],
}

const addresses: Reader<string[]> = {
  expects: 'IP addresses or networks, separated by commas: “127.0.0.1, 10.0.0.0/8”',
  read: (given) => {
    const all = given.split(',').map((each) => each.trim())
    return all.every(isAddressOrNetwork) ? all : undefined
  },
}

const hosts: Reader<string[]> = {
  expects: 'names or addresses of hosts, each with or without a port, separated by commas',
  read: (given) => {
    const all = given.split(',').map((each) => each.trim().toLowerCase())
    return all.every((each) => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.test(each))
      ? all
      : undefined
  },
}

const settings = {
  port: setting('PORT', 8080, port, 'TCP port to listen on; 0 takes any free one.'),
  host: setting('HOST', '127.0.0.1', text, 'Address to listen on; 0.0.0.0 or :: means every one.'),
  dataDir: setting(
    'DATA_DIR',
    path.resolve('data'),
    folder,
    'Folder of the database, the files and the lock.',
  ),
  databaseUrl: secret(
    'DATABASE_URL',
    postgresAddress,
    'A PostgreSQL (15 or later) to use instead of the one that comes with Atelier.',
  ),
  databaseConnections: setting(
    'DATABASE_CONNECTIONS',
    10,
    whole(1, 500),
    'Connections that this process keeps to PostgreSQL at most.',
  ),
  s3Url: optional(
    'S3_URL',
    url(['http:', 'https:']),
    'Address of an S3-compatible store for files; without it, S3_BUCKET is one of AWS.',
  ),
  s3Bucket: optional(
    'S3_BUCKET',
    bucket,
    'Bucket of its own in which files are kept, instead of DATA_DIR.',
  ),
  s3Region: setting('S3_REGION', 'us-east-1', text, 'Region of the bucket.'),
  s3AccessKey: optional(
    'S3_ACCESS_KEY',
    text,
    'Access key for the bucket; without it, the one that AWS tools would use.',
  ),
  s3SecretKey: secret('S3_SECRET_KEY', text, 'Secret of S3_ACCESS_KEY.'),
  clamdSocket: optional(
    'CLAMD_SOCKET',
    clamd,
    'Socket of a ClamAV daemon that scans files for viruses: a path, or host:port; without it, nothing is scanned.',
  ),
  publicUrl: optional(
    'PUBLIC_URL',
    url(['http:', 'https:']),
    'Address under which people reach Atelier, for links in mails; by default the one listened on.',
  ),
  smtpUrl: secret(
    'SMTP_URL',
    url(['smtp:', 'smtps:']),
    'Mail server for outgoing mail; without it, mail stays in the outbox that an admin reads.',
  ),
  mailFrom: setting(
    'MAIL_FROM',
    'Atelier <atelier@localhost>',
    mailbox,
    'Sender of outgoing mail.',
  ),
  trustedProxies: setting(
    'TRUSTED_PROXIES',
    [],
    addresses,
    'Proxies whose X-Forwarded-For, -Host and -Proto are believed; none by default.',
  ),
  reachableHosts: setting(
    'REACHABLE_HOSTS',
    [],
    hosts,
    'Hosts of your own network to which Atelier may send requests that people ask for (their push service, a calendar): “push.lan:8443, files.lan”. All others must be on the public internet.',
  ),
  logLevel: setting('LOG_LEVEL', 'warn', oneOf(logLevels), 'How much is logged.'),
  demo: setting(
    'DEMO',
    false,
    yesOrNo,
    'Demonstration instance: anybody may sign in as anyone in the demonstration company.',
  ),
  sessionDays: setting('SESSION_DAYS', 30, whole(1, 400), 'Days until an unused session ends.'),
  trashDays: setting(
    'TRASH_DAYS',
    30,
    whole(0, 3650),
    'Days for which what was deleted can be restored.',
  ),
  deletedGroupDays: setting(
    'DELETED_GROUP_DAYS',
    30,
    whole(0, 3650),
    'Days for which a deleted group can be restored.',
  ),
  deletionDays: setting(
    'DELETION_DAYS',
    30,
    whole(0, 3650),
    'Days until a person who is to be deleted goes; until then it can be taken back.',
  ),
  invitationDays: setting(
    'INVITATION_DAYS',
    14,
    whole(1, 365),
    'Days for which an invitation can be accepted.',
  ),
  exportDays: setting(
    'EXPORT_DAYS',
    7,
    whole(1, 90),
    'Days for which the archive of a group can be downloaded by who asked for it.',
  ),
  uploadMegabytes: setting(
    'UPLOAD_MEGABYTES',
    5120,
    whole(1, 1_000_000),
    'Largest file that can be uploaded or attached.',
  ),
  dropFiles: setting(
    'DROP_FILES',
    200,
    whole(1, 100_000),
    'Files that one person can send to the drop folder of another within 24 hours.',
  ),
  dropMegabytes: setting(
    'DROP_MEGABYTES',
    2048,
    whole(1, 1_000_000),
    'Megabytes that one person can send to the drop folder of another within 24 hours.',
  ),
  importMegabytes: setting(
    'IMPORT_MEGABYTES',
    2048,
    whole(1, 1_000_000),
    'Size of an archive that a group is made of, at most.',
  ),
  lostSealingKey: optional(
    'LOST_SEALING_KEY',
    text,
    'Fingerprint of a sealing-key that is lost for good, as the refusal to start says it: a new one takes its place.',
  ),
  drainSeconds: setting(
    'DRAIN_SECONDS',
    10,
    whole(0, 600),
    'Seconds given to running requests when the server is told to stop.',
  ),
  setupOrganization: optional(
    'SETUP_ORGANIZATION',
    text,
    'With SETUP_EMAIL and SETUP_PASSWORD: creates the first organization without the set-up page.',
  ),
  setupEmail: optional('SETUP_EMAIL', mailbox, 'E-mail address of the first admin.'),
  setupPassword: secret(
    'SETUP_PASSWORD',
    text,
    'Password of the first admin; only read on an empty instance.',
  ),
}

type Settings = typeof settings
export type Config = { readonly [K in keyof Settings]: Settings[K]['fallback'] }

/** All settings in the order in which they are documented. */
export const allSettings: readonly Setting<unknown>[] = Object.values(settings)

/** Reads every setting. Throws on a bad value, naming the variable and the expected value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const read = Object.entries<Setting<unknown>>(settings).map(([key, each]) => [
    key,
    valueOf(each, env),
  ])
  return Object.fromEntries(read) as Config
}

/** The base address of links that are made outside of a request. */
export function publicAddress(config: Config, port = config.port): string {
  if (config.publicUrl) return config.publicUrl.replace(/\/+$/, '')
  const everywhere = config.host === '0.0.0.0' || config.host === '::'
  const host = everywhere ? 'localhost' : config.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function valueOf<T>(each: Setting<T>, env: Record<string, string | undefined>): T {
  const given = env[each.name]?.trim()
  if (!given) return each.fallback
  const value = each.read(given)
  if (value !== undefined) return value
  const shown = each.secret ? 'what was given' : `“${given}”`
  throw new CannotStart(`${each.name}: ${shown} is not valid: expected ${each.expects}.`)
}

function setting<T>(name: string, fallback: NoInfer<T>, as: Reader<T>, about: string): Setting<T> {
  return { name, fallback, about, secret: false, ...as }
}

function optional(name: string, as: Reader<string>, about: string): Setting<string | null> {
  return { name, fallback: null, about, secret: false, ...as }
}

function secret(name: string, as: Reader<string>, about: string): Setting<string | null> {
  return { name, fallback: null, about, secret: true, ...as }
}

function whole(least: number, most: number): Reader<number> {
  return {
    expects: `a whole number from ${least} to ${most}`,
    read: (given) => {
      const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
      return number >= least && number <= most ? number : undefined
    },
  }
}

function oneOf<T extends string>(choices: readonly T[]): Reader<T> {
  return {
    expects: `one of ${choices.join(', ')}`,
    read: (given) => choices.find((choice) => choice === given),
  }
}

function url(protocols: string[]): Reader<string> {
  return {
    expects: `an address that starts with ${protocols.map((each) => `${each}//`).join(' or ')}`,
    read: (given) => {
      const parsed = URL.parse(given)
      return parsed && protocols.includes(parsed.protocol) ? given : undefined
    },
  }
}

function isAddressOrNetwork(given: string): boolean {
  const [address = '', bits, ...rest] = given.split('/')
  const width = { 4: 32, 6: 128 }[isIP(address)]
  if (!width || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width)
}
