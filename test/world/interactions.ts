import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

// How long people wait for the next paint after a key, a click or a tap (INP), over all journeys:
// `npm test -- --interactions test/journeys`. It is a figure, never a condition of a test: the machine counts as much as the code.

/** One event of an interaction, as the browser measured it: until the next paint, in milliseconds, rounded to eight. */
type Timing = { id: number; event: string; on: string; duration: number }
type Told = { document: number; path: string; count: number; timings: Timing[] }
type Interaction = Omit<Timing, 'id'> & { path: string }

/** Shorter ones are not reported; the browser only counts them. */
const shortest = 16

declare global {
  interface Window {
    tellInteractions(told: Told): void
  }
}

export function beginInteractions(file: string): void {
  writeFileSync(file, '')
}

/** Writes down what the page measures, in every document that it shows. */
export async function recordInteractions(page: Page, file: string): Promise<void> {
  await page.exposeFunction('tellInteractions', (told: Told) =>
    appendFileSync(file, `${JSON.stringify(told)}\n`),
  )
  await page.addInitScript(observe, shortest)
}

/** Runs in the page. */
function observe(durationThreshold: number): void {
  const named = (target: Node | null) => {
    if (!(target instanceof Element)) return ''
    const words = target.getAttribute('aria-label') ?? target.textContent
    return `${target.tagName.toLowerCase()} ${words.trim().slice(0, 40)}`
  }
  const observer = new PerformanceObserver((list) => {
    const timings = (list.getEntries() as PerformanceEventTiming[]).flatMap((each) => {
      const { interactionId: id, name: event, target, duration } = each
      return id ? [{ id, event, on: named(target), duration }] : []
    })
    const { timeOrigin: document, interactionCount: count } = performance
    if (timings.length > 0)
      window.tellInteractions({ document, path: location.pathname, count, timings })
  })
  observer.observe({ type: 'event', durationThreshold } as PerformanceObserverInit)
}

/** The percentiles, and what was slowest. */
export function showInteractions(file: string): void {
  const { interactions, unreported } = readInteractions(file)
  const all = [
    ...Array.from({ length: unreported }, () => 0),
    ...interactions.map(({ duration }) => duration),
  ].toSorted((a, b) => a - b)
  const at = (part: number) => all[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0
  console.log(
    `${all.length} interactions, next paint at the 50th percentile within ${at(0.5)} ms, 75th ${at(0.75)}, 95th ${at(0.95)}, 99th ${at(0.99)}`,
  )
  for (const { duration, event, on, path } of interactions.slice(0, 20))
    console.log(
      `${String(duration).padStart(6)} ms  ${event} on ${on}  ${path.replace(/[\w-]{20,}/g, '…')}`,
    )
}

/** The slowest event of each interaction, the slowest first, and how many were too short to be reported. */
function readInteractions(file: string): { interactions: Interaction[]; unreported: number } {
  const told = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told)
  const slowest = new Map<string, Interaction>()
  const counts = new Map<number, number>()
  for (const { document, path, count, timings } of told) {
    counts.set(document, Math.max(count, counts.get(document) ?? 0))
    for (const { id, ...timing } of timings) {
      const key = `${document} ${id}`
      if (timing.duration > (slowest.get(key)?.duration ?? 0)) slowest.set(key, { ...timing, path })
    }
  }
  const counted = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const interactions = [...slowest.values()].toSorted((a, b) => b.duration - a.duration)
  return { interactions, unreported: Math.max(0, counted - interactions.length) }
}
