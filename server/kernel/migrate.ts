import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { CannotStart } from './cannot-start.ts'
import { schema, type Database, type Querier, type Transaction } from './db.ts'
import { moveOutOfPublic } from './out-of-public.ts'

const folder = new URL('../../database/', import.meta.url)
const ruleBookName = 'access'

/**
 * Makes processes of one instance that start at the same time do so one after another, so that one of them migrates,
 * creates the key and sets up. Returns a function that lets the next one begin; the lock also ends with the process.
 */
export async function waitForOtherStarts(db: Database): Promise<() => Promise<void>> {
  const client = db.client('atelier start')
  client.on('error', () => undefined)
  await client.connect()
  await client.query('set statement_timeout = 0')
  await client.query(`select pg_advisory_lock(hashtextextended('atelier start', 0))`)
  return () => client.end()
}

/**
 * Brings the database to the newest migration, each in its own transaction (forward only, safe to interrupt), then replaces
 * the rule book (database/access) when it has changed. Returns the names of the migrations it applied. Throws before it
 * changes anything when the data was made by another version that this one cannot continue.
 */
export async function migrate(db: Database): Promise<string[]> {
  const { applied, pending, where } = await compare(db)
  await makeSchema(db)
  if (where === 'public') await moveOutOfPublic(db, await migrationTexts())
  await db.run({
    text: 'create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
  })
  const done: string[] = []
  for (const { name, text } of pending) done.push(await apply(db, name, text))
  const book = await ruleBook()
  if (where === 'public' || applied.get(ruleBookName) !== sha256(book))
    done.push(await apply(db, ruleBookName, book, removeRuleBook))
  return done
}

/** The migrations that `migrate` would apply now; throws the same errors. */
export async function pendingMigrations(db: Querier): Promise<string[]> {
  return (await compare(db)).pending.map(({ name }) => name)
}

interface Migration {
  name: string
  text: string
}

interface Comparison {
  applied: Map<string, string>
  pending: Migration[]
  /** The schema that holds the data; undefined for an empty database. */
  where: string | undefined
}

async function compare(db: Querier): Promise<Comparison> {
  const known = await migrationTexts()
  const where = await whereIsTheData(db)
  const rows = where
    ? await db.rows<{ name: string; sha256: string }>({
        text: `select name, sha256 from ${where}.migration`,
      })
    : []
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
  refuseNewer(applied, known)
  for (const migration of known) refuseEdited(migration, applied)
  return { applied, pending: known.filter(({ name }) => !applied.has(name)), where }
}

/** Early versions kept their data in the schema `public`, where another application may have a table called migration too. */
async function whereIsTheData(db: Querier): Promise<string | undefined> {
  const own = await db.row<{ there: boolean }>({
    text: `select to_regclass('${schema}.migration') is not null as there`,
  })
  if (own?.there) return schema
  const early = await db.row<{ there: boolean }>({
    text: `select count(*) = 3 as there from pg_attribute
      where attrelid = to_regclass('public.migration') and attname in ('name', 'sha256', 'at') and not attisdropped`,
  })
  if (!early?.there) return undefined
  const first = await db.row({
    text: `select 1 as one from public.migration where name like '0001\\_people%'`,
  })
  return first ? 'public' : undefined
}

async function makeSchema(db: Querier): Promise<void> {
  const there = await db.row<{ there: boolean }>({
    text: `select to_regnamespace('${schema}') is not null as there`,
  })
  if (there?.there) return
  try {
    await db.run({ text: `create schema ${schema}` })
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error
    throw new CannotStart(
      `The user of DATABASE_URL may not create a schema in that database. Let an administrator of it run: ` +
        `CREATE SCHEMA ${schema} AUTHORIZATION the_user;`,
      { cause: error },
    )
  }
}

async function apply(
  db: Database,
  name: string,
  text: string,
  before?: (tx: Transaction) => Promise<void>,
): Promise<string> {
  await db.transaction(async (tx: Transaction) => {
    await tx.run({ text: 'set local statement_timeout = 0' }) // a large instance takes its time
    await before?.(tx)
    await tx.run({ text })
    await tx.run({
      text: 'insert into migration (name, sha256) values ($1, $2) on conflict (name) do update set sha256 = excluded.sha256, at = excluded.at',
      values: [name, sha256(text)],
    })
  })
  return name
}

/**
 * All views and functions in our schema belong to the rule book: an older rule book is dropped whole, whatever its views
 * were called and returned. Objects of an extension are left alone. A view of somebody else that is built on ours is never
 * dropped.
 */
async function removeRuleBook(tx: Transaction): Promise<void> {
  const [views, functions] = [await ownViews(tx), await ownFunctions(tx)]
  try {
    if (views.length > 0) await tx.run({ text: `drop view ${views.join(', ')}` })
    if (functions.length > 0) await tx.run({ text: `drop function ${functions.join(', ')}` })
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string }
    if (code !== '2BP01') throw error
    throw new CannotStart(
      `The views of Atelier are to be replaced, and something that is not Atelier’s is built on them (${detail}). ` +
        `Nothing was changed. Drop it, start again, then create it again.`,
      { cause: error },
    )
  }
}

const notOfAnExtension = (oid: string) =>
  `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`

async function ownViews(tx: Transaction): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>({
    text: `select c.oid::regclass::text as name from pg_class c
      where c.relkind = 'v' and c.relnamespace = '${schema}'::regnamespace and ${notOfAnExtension('c.oid')}`,
  })
  return rows.map(({ name }) => name)
}

/** All but those that a migration created because columns and indexes of tables are computed by them. */
async function ownFunctions(tx: Transaction): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>({
    text: `select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = '${schema}'::regnamespace and p.prokind = 'f' and ${notOfAnExtension('p.oid')}
        and not exists (select from pg_depend d where d.refobjid = p.oid and d.refclassid = 'pg_proc'::regclass
          and d.classid in ('pg_class'::regclass, 'pg_attrdef'::regclass))`,
  })
  return rows.map(({ name }) => name)
}

function refuseEdited({ name, text }: Migration, applied: Map<string, string>): void {
  const was = applied.get(name)
  if (was === undefined || was === sha256(text)) return
  throw new CannotStart(
    `database/migrations/${name} was changed after this data had been made with it: this version cannot continue the data of that one. ` +
      `Nothing was changed. Start the version that made the data; or start this one on an empty data folder or database, ` +
      `and bring each group over: export it there, import it here.`,
  )
}

/** An older version does not know how a newer one has changed the data. */
function refuseNewer(applied: Map<string, string>, known: Migration[]): void {
  const names = new Set(known.map(({ name }) => name))
  const unknown = [...applied.keys()].filter((name) => name !== ruleBookName && !names.has(name))
  if (unknown.length === 0) return
  throw new CannotStart(
    `This data was already used by a newer or another version of Atelier (it made ${unknown.toSorted().join(', ')}, which this version does not know). ` +
      `Nothing was changed. Start that version or a later one; to go back to this one, restore the backup made before the upgrade.`,
  )
}

async function migrationTexts(): Promise<Migration[]> {
  return Promise.all(
    (await sqlFiles('migrations/')).map(async (name) => ({
      name,
      text: await readFile(new URL(`migrations/${name}`, folder), 'utf8'),
    })),
  )
}

async function ruleBook(): Promise<string> {
  const names = await sqlFiles('access/')
  const texts = await Promise.all(
    names.map((name) => readFile(new URL(`access/${name}`, folder), 'utf8')),
  )
  return texts.join('\n')
}

async function sqlFiles(sub: string): Promise<string[]> {
  return (await readdir(new URL(sub, folder))).filter((name) => name.endsWith('.sql')).sort()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
