import assert from 'node:assert/strict'
import { setTimeout as later } from 'node:timers/promises'

/** Waits until a condition holds; fails after a minute, because other tests share the machine. */
export async function eventually(condition: () => unknown, what = 'the condition'): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await condition()) return
    await later(10)
  }
  assert.fail(`${what}: not within a minute`)
}
