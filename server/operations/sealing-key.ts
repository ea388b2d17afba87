import { CannotStart } from '../kernel/cannot-start.ts'
import type { Config } from '../kernel/config.ts'
import type { Querier } from '../kernel/db.ts'
import { fingerprintOf, makeKey, readKey, unseal } from '../kernel/sealed.ts'

/**
 * Runs before anything is sealed or opened: refuses to start unless the key in the data folder is the one the database was
 * sealed with, or nothing is sealed yet. A lost key is never replaced silently: right codes from authenticator apps would be
 * refused, and nobody would know why.
 */
export async function guardSealingKey(db: Querier, config: Config): Promise<void> {
  const why = await whyNotThisKey(db, config)
  if (why && !(await isGivenUp(db, config))) throw new CannotStart(why)
  if (why) await forgetKeysOfNotices(db)
  await keepFingerprint(db, fingerprintOf(readKey(config) ?? makeKey(config)))
}

/** Why the server must not start with this key, and what to do; undefined when it may. */
export async function whyNotThisKey(db: Querier, config: Config): Promise<string | undefined> {
  const key = readKey(config)
  const known = await fingerprint(db)
  if (key && known === fingerprintOf(key)) return undefined
  const { apps, notices } = await sealed(db)
  if (apps.length === 0 && !notices) return undefined
  if (key && known === undefined && opensAll(await notOpening(db, config))) return undefined
  const which = key ? 'is not the one that this database was sealed with' : 'is missing'
  return (
    `The file sealing-key in ${config.dataDir} ${which}: put back the right one from a backup. Without it no code of an ` +
    `authenticator app is accepted. If it is lost for good, start once with LOST_SEALING_KEY=${known ?? 'unknown'}: ` +
    `people with an app then need a recovery code or an admin, and devices must allow notices again.`
  )
}

/** The sealed values that the key in the data folder does not open. */
export async function notOpening(
  db: Querier,
  config: Config,
): Promise<{ seeds: number; notices: boolean }> {
  const { apps, notices } = await sealed(db)
  const opens = (secret: Buffer, of: string) =>
    readKey(config) !== undefined && unseal({ config }, secret, of) !== undefined
  return {
    seeds: apps.filter(({ secret, person }) => !opens(secret, person)).length,
    notices: notices !== null && !opens(notices, 'notice-secret'),
  }
}

function opensAll({ seeds, notices }: { seeds: number; notices: boolean }): boolean {
  return seeds === 0 && !notices
}

/** The setting names the key that is given up, so that a setting left in place gives up no other key. */
async function isGivenUp(db: Querier, { lostSealingKey }: Config): Promise<boolean> {
  return lostSealingKey !== undefined && lostSealingKey === ((await fingerprint(db)) ?? 'unknown')
}

async function fingerprint(db: Querier): Promise<string | undefined> {
  const row = await db.row<{ fingerprint: string }>({ text: 'select fingerprint from sealing_key' })
  return row?.fingerprint
}

async function keepFingerprint(db: Querier, of: string): Promise<void> {
  await db.run({
    text: `insert into sealing_key (fingerprint) values ($1)
      on conflict (one) do update set fingerprint = excluded.fingerprint where sealing_key.fingerprint <> excluded.fingerprint`,
    values: [of],
  })
}

interface Sealed {
  apps: { person: string; secret: Buffer }[]
  notices: Buffer | null
}

async function sealed(db: Querier): Promise<Sealed> {
  const apps = await db.rows<Sealed['apps'][number]>({
    text: 'select person_id as person, secret from totp',
  })
  const notices = await db.row<{ sealed: Buffer | null }>({
    text: 'select sealed from notice_secret',
  })
  return { apps, notices: notices?.sealed ?? null }
}

/** They can no longer be opened: new ones are made when they are needed. */
async function forgetKeysOfNotices(db: Querier): Promise<void> {
  await db.run({ text: 'delete from notice_secret' })
}
