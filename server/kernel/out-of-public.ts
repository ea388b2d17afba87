import { schema, type Database, type Transaction } from './db.ts'

/**
 * Early versions put their tables into the schema `public`. They are moved into our own schema, found by the names in the
 * migrations. The views on them are dropped, since the rule book is created again right after; its early functions stay
 * behind, unused.
 */
export async function moveOutOfPublic(db: Database, migrations: { text: string }[]): Promise<void> {
  await db.transaction(async (tx) => {
    const tables = await earlyTables(tx, migrations)
    const views = await viewsOn(tx, tables)
    if (views.length > 0) await tx.run({ text: `drop view ${views.join(', ')} cascade` })
    for (const table of tables)
      await tx.run({ text: `alter table public.${table} set schema ${schema}` })
    // generated columns of these tables depend on it
    const folded = await tx.row<{ there: boolean }>({
      text: `select to_regprocedure('public.folded(text)') is not null as there`,
    })
    if (folded?.there)
      await tx.run({ text: `alter function public.folded(text) set schema ${schema}` })
  })
}

async function earlyTables(tx: Transaction, migrations: { text: string }[]): Promise<string[]> {
  const names = migrations.flatMap(({ text }) =>
    [...text.matchAll(/create table (\w+)|rename to (\w+)/g)].map((found) => found[1] ?? found[2]!),
  )
  const rows = await tx.rows<{ name: string }>({
    text: `select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1)`,
    values: [['migration', ...names]],
  })
  return rows.map(({ name }) => name)
}

async function viewsOn(tx: Transaction, tables: string[]): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>({
    text: `with recursive built (oid) as (
        select c.oid from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any($1)
        union
        select r.ev_class from built b
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = b.oid and d.classid = 'pg_rewrite'::regclass
        join pg_rewrite r on r.oid = d.objid)
      select distinct 'public.' || quote_ident(c.relname) as name from built b join pg_class c on c.oid = b.oid
      where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace`,
    values: [tables],
  })
  return rows.map(({ name }) => name)
}
