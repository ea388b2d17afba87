import type { Querier, Statement } from './db.ts'

/** A statement that finds at most one row by values of these SQL types. */
export type KeyedStatement = Statement & { name: string; values: unknown[]; together: string[] }

/** A larger batch would make the first caller wait for the last. */
const most = 32
/** Milliseconds after which callers no longer wait for an earlier statement. */
const patience = 50

interface Waiting {
  values: unknown[]
  resolve(row: object | undefined): void
  reject(error: unknown): void
}

type Asked = Pick<Querier, 'row' | 'rows'>

/**
 * Batches keyed statements. A single call runs its statement as it is. Calls that arrive while others are running are
 * combined into one statement over all their keys: it costs PostgreSQL little more than one, and each caller still gets a
 * state of the database that is younger than the call (A11).
 */
export function together(db: Asked): (statement: KeyedStatement) => Promise<object | undefined> {
  const lines = new Map<string, Line>()
  return (statement) => {
    let line = lines.get(statement.name)
    if (!line) lines.set(statement.name, (line = new Line(db, statement)))
    return line.row(statement.values)
  }
}

/** The callers of one statement, in order of arrival. */
class Line {
  readonly #db: Asked
  readonly #one: KeyedStatement
  readonly #many: Statement
  #waiting: Waiting[] = []
  #held = false

  constructor(db: Asked, one: KeyedStatement) {
    this.#db = db
    this.#one = one
    this.#many = { name: `${one.name}-together`, text: textForMany(one) }
  }

  /** Calls caused by the same turn of the event loop share one statement. */
  row(values: unknown[]): Promise<object | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ values, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => this.#next())
    })
  }

  #next(): void {
    if (this.#held || this.#waiting.length === 0) return
    this.#held = true
    const goOn = () => {
      this.#held = false
      this.#next()
    }
    const timer = setTimeout(goOn, patience)
    const asked = this.#waiting.splice(0, most)
    void this.#ask(asked)
      .catch((error: unknown) => asked.forEach(({ reject }) => reject(error)))
      .finally(() => {
        clearTimeout(timer)
        goOn()
      })
  }

  async #ask(asked: Waiting[]): Promise<void> {
    const [first] = asked
    if (asked.length === 1)
      return first!.resolve(await this.#db.row({ ...this.#one, values: first!.values }))
    const values = this.#one.together.map((_, at) => asked.map((each) => each.values[at]))
    const rows = await this.#db.rows<{ asker: number }>({ ...this.#many, values })
    const found = new Map(rows.map(({ asker, ...row }) => [asker, row]))
    asked.forEach(({ resolve }, at) => resolve(found.get(at + 1)))
  }
}

/** The statement for many keys; `asker` is the position of the key, from 1 on. */
export function forMany(one: KeyedStatement, keys: unknown[][]): Statement {
  const values = one.together.map((_, at) => keys.map((key) => key[at]))
  return { name: `${one.name}-of-many`, text: textForMany(one), values }
}

/** `limit 1` keeps the planner from flattening the subquery: each row is found as if it were queried alone. */
function textForMany({ text, together: types }: KeyedStatement): string {
  const arrays = types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')
  const keys = types.map((_, at) => `k${at + 1}`).join(', ')
  return `select asked.asker::int, found.* from unnest(${arrays}) with ordinality as asked (${keys}, asker)
    cross join lateral (${text.replaceAll(/\$(\d+)/g, 'asked.k$1')} limit 1) found`
}
