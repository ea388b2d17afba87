import { setTimeout as pause } from 'node:timers/promises'
import type { Querier } from '../../server/kernel/db.ts'
import { jobs } from '../../server/tools/notes/jobs.ts'
import { liveClient } from '../world/live-client.ts'

/** Somebody who writes in one note, live, and keeps a ledger of the lines that were acknowledged over the socket. */
export class LiveLedger {
  readonly acknowledged: string[] = []
  /** What its lines begin with: of two ledgers of one note each has its own. */
  readonly #word: string
  #written = 0
  #over = false

  constructor(word = 'line') {
    this.#word = word
  }

  stop(): void {
    this.#over = true
  }

  /** Comes back whenever the connection breaks, as a browser does. */
  async write(address: string, cookie: string, space: string, note: string): Promise<void> {
    while (!this.#over) {
      await this.#visit(address, cookie, space, note).catch(() => undefined)
      await pause(50)
    }
  }

  async #visit(address: string, cookie: string, space: string, note: string): Promise<void> {
    const client = await liveClient(address, cookie)
    const cut = client.closed.then(() => Promise.reject(new Error('cut off')))
    cut.catch(() => undefined)
    try {
      const open = await Promise.race([client.open(space, note), cut])
      while (!this.#over) {
        const line = `${this.#word} ${++this.#written}.`
        const kept = open.write(line)
        kept.catch(() => undefined)
        await Promise.race([kept, cut])
        this.acknowledged.push(line)
        await pause(5)
      }
    } finally {
      client.terminate()
    }
  }

  /** Acknowledged lines that the database does not hold. */
  async lost(db: Querier, note: string): Promise<string[]> {
    const row = await db.row<{ state: Buffer; updates: Buffer[] | null }>({
      text: `select state, (select array_agg(bytes order by id) from live_text_update u where u.item_id = t.item_id) as updates
        from live_text t where item_id = $1`,
      values: [note],
    })
    const { text } = jobs.read(row?.state ?? Buffer.from([0, 0]), row?.updates ?? [])
    const lines = new Set(text.split('\n').map((line) => line.replaceAll('\\', '').trim()))
    return this.acknowledged.filter((line) => !lines.has(line))
  }
}
