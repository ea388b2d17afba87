import type { House } from './context.ts'
import type { Database, Statement, Transaction } from './db.ts'
import { holdLease, type Lease } from './work-store.ts'

/** Another process has taken over this work: the transaction of this process is rolled back. */
export class LeaseLost extends Error {
  constructor() {
    super('another process has taken over')
  }
}

/** The same instance, but every write fails unless this lease holds. */
export function fencedHouse(house: House, lease: () => Lease | undefined): House {
  return { ...house, db: fenced(house.db, lease) }
}

/**
 * Every transaction first locks the row of its lease against takeover, until it ends; a single statement that writes
 * becomes such a transaction. The lock does not block the renewal of the lease.
 */
function fenced(db: Database, lease: () => Lease | undefined): Database {
  const hold = async (tx: Transaction) => {
    const held = lease()
    if (!held || !(await holdLease(tx, held))) throw new LeaseLost()
  }
  const transaction: Database['transaction'] = (work) =>
    db.transaction(async (tx) => {
      await hold(tx)
      return work(tx)
    })
  return {
    ...db,
    transaction,
    rows: (statement) =>
      writes(statement) ? transaction((tx) => tx.rows(statement)) : db.rows(statement),
    row: (statement) =>
      writes(statement) ? transaction((tx) => tx.row(statement)) : db.row(statement),
    run: (statement) => transaction((tx) => tx.run(statement)),
  }
}

/** Has false positives: a read that contains such a word is fenced too, which costs three round trips and does no harm. */
function writes({ text }: Statement): boolean {
  return /\b(?:insert|update|delete|merge)\b/i.test(text)
}
