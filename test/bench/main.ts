// npm run bench: the figures of this machine, each against a ceiling measured in the same run. With names: only those.
// --quick: a smaller house. --plans: only writes docs/plans. --json: one JSON object instead of the table.
// Each group of figures runs in a process of its own and has its time: one that fails or never ends stops no other.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { figures, inHouses } from './figures.ts'
import type { Row } from './measure.ts'
import { writePlans } from './plans.ts'
import { table } from './table.ts'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(130)) // ends PostgreSQL and the other processes on the way

const given = process.argv.slice(2)
const options = new Set(given.filter((word) => word.startsWith('--')))
const names = given.filter((word) => !word.startsWith('--'))
const known = Object.keys(figures)
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0)
  throw new Error(`no such figures: ${unknown.join(', ')}; there are ${known.join(', ')}`)

const say = (sentence: string) => console.error(`  ${sentence}`)
const told = { quick: options.has('--quick'), say }

if (options.has('--plans')) await inHouses(told, async (large) => void (await writePlans(large)))
else if (options.has('--here')) {
  const rows = await figures[names[0]!]!.rows(told)
  process.stdout.write(JSON.stringify(rows), () => process.exit())
} else await measureAll(names.length > 0 ? names : known)
process.disconnect?.()

async function measureAll(wanted: string[]): Promise<void> {
  const rows: Row[] = []
  const failed: string[] = []
  for (const name of wanted)
    await measured(name).then(
      (found) => rows.push(...found),
      (error: Error) => failed.push(`${name}: ${error.message}`),
    )
  console.log(options.has('--json') ? JSON.stringify({ rows, failed }) : table(rows))
  for (const each of failed) console.error(`failed: ${each}`)
  process.exitCode = failed.length === 0 && rows.every(({ ok }) => ok) ? 0 : 1
}

/** The rows of one group of figures, from a process that has its minutes; what it says goes on to the terminal. */
async function measured(name: string): Promise<Row[]> {
  say(`measuring: ${name}`)
  const args = [...process.execArgv, process.argv[1]!, '--here', name]
  const child = spawn(process.execPath, told.quick ? [...args, '--quick'] : args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const endWithUs = () => child.kill('SIGTERM')
  process.once('exit', endWithUs)
  const { minutes } = figures[name]!
  let late = false
  const timer = setTimeout(() => (late = child.kill('SIGTERM')), minutes * 60_000)
  const said = text(child.stdout)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  process.off('exit', endWithUs)
  if (late) throw new Error(`it did not end within ${minutes} minutes`)
  if (code !== 0) throw new Error('it ended with the words above')
  return JSON.parse(await said) as Row[]
}
