import { hearAll } from '../../foundation/access-requests/asking.ts'
import {
  endWhatIsOver,
  followUp,
  remindSponsors,
  untilNextDate,
} from '../../foundation/membership/ending.ts'
import type { House } from '../../kernel/context.ts'
import { oneByOne } from '../../kernel/one-by-one.ts'
import type { Log } from '../../kernel/postgres.ts'

/** Milliseconds between two looks when nothing begins or ends sooner: a date may be set for the next second. */
const second = 1000
const minute = 60_000

/**
 * Follows the dates of memberships to the moment: open connections are closed, people are told, and once a minute sponsors
 * are reminded and successors asked. No right depends on it (docs/decisions/0007).
 */
export function startEndings(house: House, log: Pick<Log, 'warn'>): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => undefined as void
  let lastRound = 0
  const look = async () => {
    const steps: ((house: House) => Promise<unknown>)[] = [endWhatIsOver]
    if (Date.now() - lastRound >= minute) {
      lastRound = Date.now()
      steps.push(followUp, remindSponsors, hearAll)
    }
    await oneByOne(steps, (step) => step(house))
    return Math.max(20, Math.min(second, (await untilNextDate(house)) ?? second))
  }
  const running = (async () => {
    while (!stopped) {
      const wait = await look().catch((error: Error) => {
        log.warn(`The ends of memberships will be looked at again: ${error.message}`)
        return 5 * second
      })
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, wait)
        if (stopped) resolve()
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
