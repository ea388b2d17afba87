import pg from 'pg'
import { Unavailable } from './errors.ts'
import { together, type KeyedStatement } from './together.ts'

/** A statement with a name is prepared once per connection. */
export interface Statement {
  name?: string
  text: string
  values?: unknown[]
  /**
   * For a statement that finds at most one row by its values: their SQL types. Concurrent calls are batched into one
   * statement.
   */
  together?: string[]
  /**
   * For a statement that inserts rows and takes an array for each column: one row, instead of `values`. Where many are
   * inserted, they wait for each other (kernel/waiting-rows.ts).
   */
  row?: unknown[]
}

/** Runs statements: either the pool (each statement has its own snapshot) or one transaction. */
export interface Querier {
  rows<Row extends object>(statement: Statement): Promise<Row[]>
  /** The first row or undefined. */
  row<Row extends object>(statement: Statement): Promise<Row | undefined>
  /** How many rows the statement touched. */
  run(statement: Statement): Promise<number>
}

export interface Transaction extends Querier {
  /** When it began, by the clock of the database; missing where each statement is its own transaction. */
  readonly now?: Date
  /** Runs at the end of the transaction; if it throws, everything is rolled back. Missing in a read-only transaction. */
  beforeCommit?(act: () => Promise<void>): void
  /** Runs once the transaction has committed; never when it rolls back. */
  afterCommit(act: () => void): void
}

export interface Database extends Querier {
  /** Runs `work` in one transaction; retries after a serialization failure or a deadlock (40001, 40P01). */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** The same, then rolls everything back: for questions of the kind *what if*. */
  undone<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  readonly pool: pg.Pool
  /** A connection outside the pool, not yet open. */
  client(name: string): pg.Client
  close(): Promise<void>
}

export type Connection = pg.PoolConfig

/** All our tables, views and functions are in this schema; nothing else in the database is read or changed. */
export const schema = 'atelier'

/** ISO 8601 in UTC, the format of the database driver and of API answers. */
export type Timestamp = string

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === pg.types.builtins.TIMESTAMPTZ) return isoTimestamp as never
      if (oid === pg.types.builtins.INT8) return Number as never
      if (oid === pg.types.builtins.DATE) return String as never
    }
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

function isoTimestamp(text: string): Timestamp {
  return `${text.slice(0, 10)}T${text.slice(11).replace(/\+00$/, '')}Z`
}

export function openDatabase(connection: Connection): Database {
  const settings = {
    connectionTimeoutMillis: 5000,
    ...connection,
    types,
    options: `-c search_path=${schema} -c timezone=UTC -c plan_cache_mode=force_generic_plan -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000`,
  }
  const pool = new pg.Pool({ max: 10, ...settings })
  pool.on('error', () => undefined) // a broken idle connection is replaced by the next one
  // When a connection breaks between two statements of a transaction, the next statement reports it; the process continues.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const alone = querier(pool)
  const keyed = together(alone)
  return {
    ...alone,
    row: async <Row extends object>(statement: Statement) =>
      (await (statement.together ? keyed(statement as KeyedStatement) : alone.row(statement))) as
        | Row
        | undefined,
    pool,
    client: (name) => new pg.Client({ ...settings, application_name: name, keepAlive: true }),
    transaction: (work) => retrying(() => inTransaction(pool, work)),
    undone: (work) => retrying(() => inTransaction(pool, work, 'rollback')),
    close: () => pool.end(),
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  const client = await pool.connect().catch(unavailable)
  const last: (() => Promise<void>)[] = []
  const committed: (() => void)[] = []
  let broken: Error | undefined
  try {
    const now = await begin(client)
    const result = await work({
      ...querier(client),
      now,
      beforeCommit: (act) => last.push(act),
      afterCommit: (act) => committed.push(act),
    })
    if (end === 'commit') for (const act of last) await act()
    await client.query(end)
    if (end === 'commit') for (const act of committed) act()
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure))
    throw translated(error)
  } finally {
    client.release(broken)
  }
}

/** Begins a transaction and reads the clock in one round trip. */
async function begin(client: pg.PoolClient): Promise<Date> {
  try {
    const answers = await client.query('begin; select the_time() as at')
    const [, { rows }] = answers as unknown as [unknown, { rows: { at: Timestamp }[] }]
    return new Date(rows[0]!.at)
  } catch (error) {
    if ((error as { code?: unknown }).code !== '42883') throw error
    await client.query('rollback; begin') // before the rules are installed for the first time
    return new Date()
  }
}

const attempts = 5

async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isLostRace(error)) throw error
      if (attempt === attempts) throw Object.assign(new Unavailable(), { cause: error })
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt))
    }
  }
}

function isLostRace(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === '40001' || code === '40P01'
}

function querier(on: pg.Pool | pg.PoolClient): Querier {
  const query = async ({ row, ...statement }: Statement) => {
    try {
      return await on.query(row ? { ...statement, values: row.map((value) => [value]) } : statement)
    } catch (error) {
      throw translated(error)
    }
  }
  return {
    rows: async <Row extends object>(statement: Statement) =>
      (await query(statement)).rows as Row[],
    row: async <Row extends object>(statement: Statement) =>
      (await query(statement)).rows[0] as Row | undefined,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
  }
}

/** The time of the database: the one clock on which every process bases its decisions. */
export async function theTime(db: Querier): Promise<Date> {
  const row = await db.row<{ at: Timestamp }>({ name: 'the-time', text: 'select the_time() as at' })
  return new Date(row!.at)
}

/** Whether the error is a violation of the constraint with that name. */
export function violates(error: unknown, constraint: string): boolean {
  return (error as { constraint?: unknown }).constraint === constraint
}

function unavailable(error: unknown): never {
  throw translated(error) instanceof Unavailable
    ? error instanceof Unavailable
      ? error
      : new Unavailable()
    : new Unavailable()
}

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
  '53100',
])

/** Turns the error of a database that is away, restarting or full into Unavailable; returns any other error unchanged. */
function translated(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string }
  const away =
    (code !== undefined && awayCodes.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable|recovery mode/i.test(
      message ?? '',
    )
  if (!away) return error
  return Object.assign(new Unavailable(), { cause: error })
}
