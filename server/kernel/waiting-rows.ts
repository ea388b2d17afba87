import type { Statement, Transaction } from './db.ts'

/** How many rows may wait, and their bytes. */
const most = { rows: 200, bytes: 4 * 1024 * 1024 }

/**
 * A transaction in which rows (`Statement.row`) wait, to be inserted with one statement for all of the same kind: before any
 * other statement, or when there are many. Statements run in the order of their calls, and find every row that was inserted
 * before them; several tasks can use the transaction at the same time. A row that is refused fails the statement that runs
 * next.
 */
export function withWaitingRows(tx: Transaction): Transaction {
  const queue = new Queue(tx)
  return {
    ...tx,
    rows: (statement) => queue.run(() => tx.rows(statement)),
    row: (statement) => queue.run(() => tx.row(statement)),
    run: (statement) => (statement.row ? queue.add(statement) : queue.run(() => tx.run(statement))),
  }
}

class Queue {
  readonly #tx: Transaction
  #waiting = new Map<string, { statement: Statement; columns: unknown[][] }>()
  #rows = 0
  #bytes = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(tx: Transaction) {
    this.#tx = tx
  }

  async add({ row = [], ...statement }: Statement): Promise<number> {
    const fresh = { statement, columns: row.map((): unknown[] => []) }
    const same = this.#waiting.get(statement.text) ?? fresh
    this.#waiting.set(statement.text, same)
    for (const [at, value] of row.entries()) same.columns[at]!.push(value)
    this.#rows += 1
    this.#bytes += row.reduce<number>((sum, value) => sum + bytesOf(value), 0)
    if (this.#rows >= most.rows || this.#bytes >= most.bytes) await this.run(async () => undefined)
    return 1
  }

  /** Runs a statement in its turn, after the rows that wait. */
  run<T>(act: () => Promise<T>): Promise<T> {
    const waiting = [...this.#waiting.values()]
    this.#waiting = new Map()
    this.#rows = this.#bytes = 0
    const going = this.#last.then(async () => {
      for (const { statement, columns } of waiting)
        await this.#tx.run({ ...statement, values: columns })
      return act()
    })
    this.#last = going.catch(() => undefined)
    return going
  }
}

function bytesOf(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
}
