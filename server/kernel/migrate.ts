import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import type { Database, Transaction } from './db.ts'

const folder = new URL('../../database/', import.meta.url)

/**
 * Brings the database to the newest migration, each in a transaction of its own (forward only, may be interrupted),
 * then lays the rule book (database/access) anew when it changed. Answers the names of what was applied.
 */
export async function migrate(db: Database): Promise<string[]> {
  await db.run({
    text: 'create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
  })
  const applied = new Map(
    (
      await db.rows<{ name: string; sha256: string }>({
        text: 'select name, sha256 from migration',
      })
    ).map((m) => [m.name, m.sha256]),
  )
  const done: string[] = []
  for (const name of await sqlFiles('migrations/')) {
    const text = await readFile(new URL(`migrations/${name}`, folder), 'utf8')
    if (applied.has(name)) refuseEdited(name, text, applied.get(name)!)
    else done.push(await apply(db, name, text))
  }
  const book = await ruleBook()
  if (applied.get('access') !== sha256(book))
    done.push(await apply(db, 'access', book, takeRuleBookAway))
  return done
}

/** What `migrate` would apply now. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const exists = await db.row<{ there: boolean }>({
    text: `select to_regclass('migration') is not null as there`,
  })
  const applied = exists?.there
    ? new Set(
        (await db.rows<{ name: string }>({ text: 'select name from migration' })).map(
          (m) => m.name,
        ),
      )
    : new Set()
  return (await sqlFiles('migrations/')).filter((name) => !applied.has(name))
}

async function apply(
  db: Database,
  name: string,
  text: string,
  before?: (tx: Transaction) => Promise<void>,
): Promise<string> {
  await db.transaction(async (tx: Transaction) => {
    await tx.run({ text: 'set local statement_timeout = 0' }) // a large house takes its time
    await before?.(tx)
    await tx.run({ text })
    await tx.run({
      text: 'insert into migration (name, sha256) values ($1, $2) on conflict (name) do update set sha256 = excluded.sha256, at = now()',
      values: [name, sha256(text)],
    })
  })
  return name
}

/** All views and functions of ours are the rule book's: an older one goes whole, whatever it was called and gave. */
async function takeRuleBookAway(tx: Transaction): Promise<void> {
  const old = await tx.rows<{ drop: string }>({
    text: `select format('drop view if exists %s cascade', oid::regclass) as drop from pg_class
        where relkind = 'v' and relnamespace = current_schema()::regnamespace
      union all
      select format('drop function if exists %s cascade', p.oid::regprocedure) from pg_proc p
        where p.pronamespace = current_schema()::regnamespace
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  })
  for (const { drop } of old) await tx.run({ text: drop })
}

function refuseEdited(name: string, text: string, was: string): void {
  if (sha256(text) !== was)
    throw new Error(
      `database/migrations/${name} was changed after it had been applied: migrations are forward only, write a new one`,
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
