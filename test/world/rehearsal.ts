import type { Database, Statement, Transaction } from '../../server/kernel/db.ts'
import { startInstance, type Instance } from './instance.ts'

export interface Rehearsal extends Instance {
  /** Really runs the requests inside, one after the other, and then rolls everything back. */
  rehearse<T>(act: () => Promise<T>): Promise<T>
}

/**
 * A server on which everything can be tried, even what cannot be undone: each try is one transaction that is rolled back.
 * `sent` may write its statements in another way.
 */
export async function startRehearsal(
  sent: (statement: Statement) => Statement = (statement) => statement,
): Promise<Rehearsal> {
  let open: Transaction | undefined
  const instance = await startInstance({ between: (db) => switchable(db, () => open) })
  const { db } = instance
  const curtain = new Error('the rehearsal is over')
  return {
    ...instance,
    async rehearse<T>(act: () => Promise<T>): Promise<T> {
      let result: T
      try {
        await db.transaction(async (tx) => {
          open = oneByOne(tx, sent)
          result = await act()
          throw curtain
        })
      } catch (error) {
        if (error !== curtain) throw error
      } finally {
        open = undefined
      }
      return result!
    },
  }
}

/** The database, or the transaction that is open at the moment; one inside it is a savepoint. */
function switchable(real: Database, open: () => Transaction | undefined): Database {
  const on = () => open() ?? real
  return {
    pool: real.pool,
    client: (name) => real.client(name),
    close: () => real.close(),
    rows: (statement) => on().rows(statement),
    row: (statement) => on().row(statement),
    run: (statement) => on().run(statement),
    transaction: (work) => {
      const tx = open()
      return tx ? step(tx, work, 'release') : real.transaction(work)
    },
    undone: (work) => {
      const tx = open()
      return tx ? step(tx, work, 'rollback to') : real.undone(work)
    },
  }
}

async function step<T>(
  tx: Transaction,
  work: (tx: Transaction) => Promise<T>,
  end: 'release' | 'rollback to',
): Promise<T> {
  await tx.run({ text: 'savepoint step' })
  try {
    const last: (() => Promise<void>)[] = []
    const result = await work({
      ...tx,
      beforeCommit: (act) => last.push(act),
      afterCommit: () => undefined,
    })
    if (end === 'release') for (const act of last) await act()
    await tx.run({ text: `${end} savepoint step` })
    return result
  } catch (error) {
    await tx.run({ text: 'rollback to savepoint step' })
    throw error
  }
}

/** One connection runs one statement after the other, even when a door sends several concurrently. */
function oneByOne(tx: Transaction, sent: (statement: Statement) => Statement): Transaction {
  let last: Promise<unknown> = Promise.resolve()
  const queued = <T>(ask: () => Promise<T>): Promise<T> => {
    const next = last.then(ask, ask)
    last = next.catch(() => undefined)
    return next
  }
  return {
    rows: (statement) => queued(() => tx.rows(sent(statement))),
    row: (statement) => queued(() => tx.row(sent(statement))),
    run: (statement) => queued(() => tx.run(sent(statement))),
    afterCommit: () => undefined,
  }
}
