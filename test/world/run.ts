// Runs the tests: the files named as arguments, or all of them. `npm test` starts it.
import { globSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { beginInteractions, showInteractions } from './interactions.ts'
import { announce, launchTestPostgres, templateDatabase } from './test-postgres.ts'

const everywhere = ['server', 'web', 'test', 'bin', 'database'].map(
  (each) => `${each}/**/*.test.ts`,
)
const minutes = 60_000
/** One file more than cores, because a file often waits for its browser or server; more would only make each other late. */
const concurrency = Math.min(os.availableParallelism() + 1, 6)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(130)) // ends PostgreSQL on the way

const files = chosen(process.argv.slice(2))
if (files.length === 0) refuse('There is no such test file.')

const postgres = await launchTestPostgres()
await templateDatabase(postgres.connection)
announce(postgres)

const interactions = process.env['INTERACTIONS']
if (interactions) beginInteractions(interactions)

const counts = { passed: 0, failed: 0, skipped: 0 }
const costs: { file: string; seconds: number }[] = []
const signal = AbortSignal.timeout(60 * minutes) // a test that hangs must not hang them all
const tests = run({
  ...{ files, concurrency, timeout: 20 * minutes, forceExit: true, signal },
  execArgv: ['--import', new URL('whole-reports.ts', import.meta.url).href],
})
tests.on('test:summary', ({ file, counts: all, duration_ms: took }) => {
  if (file !== undefined) {
    costs.push({ file: path.relative(process.cwd(), file), seconds: took / 1000 })
    return
  }
  counts.passed = all.passed
  counts.skipped = all.skipped + all.todo
  counts.failed = all.tests - counts.passed - counts.skipped
})
tests.compose(spec).pipe(process.stdout, { end: false })
await new Promise((resolve) => tests.once('end', resolve))
await new Promise((resolve) => setTimeout(resolve, 200)) // the reporter writes its last lines

await postgres.stop()
if (process.env['COSTS']) showCosts()
if (interactions) showInteractions(interactions)
if (counts.skipped > 0) console.log(`${counts.skipped} skipped`)
if (process.send) process.send(counts)
else console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
process.disconnect?.()

/** Files that take long come first, so that no core is idle while the last one runs: large ones, and those in `test`. */
function chosen(given: string[]): string[] {
  const patterns = given.length > 0 ? given.map(asPattern) : everywhere
  const found = globSync(patterns, { exclude: ['**/node_modules/**'] }).toSorted()
  const weights = new Map(found.map((file) => [file, weightOf(file)]))
  return found.toSorted((a, b) => weights.get(b)! - weights.get(a)!)
}

function weightOf(file: string): number {
  const { size } = statSync(file)
  return /test\/(journeys|faults|access)\//.test(file) ? size * 10 : size
}

/** The time of each file while others ran beside it, the longest first. */
function showCosts(): void {
  for (const { file, seconds } of costs.toSorted((a, b) => b.seconds - a.seconds))
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${file}`)
}

function asPattern(given: string): string {
  return given.endsWith('.ts') ? given : path.join(given, '**/*.test.ts')
}

function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
