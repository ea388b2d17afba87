// npm run bench: the figures of this machine, each against a ceiling measured in the same run. With names: only those.
// --quick: a smaller house. --plans: only writes docs/plans. --json: one JSON object instead of the table.
import { belongingRows } from './belonging.ts'
import { exchangeRows } from './exchange.ts'
import { proofSize, quickSize, sparse } from './fixture.ts'
import { openHouse, type House } from './house.ts'
import { killsRows } from './kills.ts'
import type { Row } from './measure.ts'
import { writePlans } from './plans.ts'
import { table } from './table.ts'

type Figures = (large: House, small: House) => Promise<Row[]>

const all: Record<string, () => Promise<Figures>> = {
  access: async () => (await import('./access.ts')).accessRows,
  notes: async () => (await import('./notes.ts')).notesRows,
  newest: async () => (await import('./newest.ts')).newestRows,
  http: async () => (await import('./http.ts')).httpRows,
  'sign-in': async () => (await import('./sign-in.ts')).signInRows,
  live: async () => (await import('./live.ts')).liveRows,
  start: async () => (await import('./start.ts')).startRows,
  web: async () => (await import('./web.ts')).webRows,
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(130)) // ends PostgreSQL on the way

const given = process.argv.slice(2)
const options = new Set(given.filter((word) => word.startsWith('--')))
const names = given.filter((word) => !word.startsWith('--'))
const known = [...Object.keys(all), 'belonging', 'exchange', 'kills']
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0)
  throw new Error(`no such figures: ${unknown.join(', ')}; there are ${known.join(', ')}`)

const say = (sentence: string) => console.error(`  ${sentence}`)
const quick = options.has('--quick')
const wanted = names.length > 0 ? names : known

if (options.has('--plans')) await inHouses(async (large) => void (await writePlans(large)))
else await measure()
process.disconnect?.()

async function measure(): Promise<void> {
  const rows: Row[] = []
  if (wanted.some((name) => name in all))
    await inHouses(async (large, small) => {
      for (const name of wanted.filter((each) => each in all)) {
        say(`measuring: ${name}`)
        const figures = await all[name]!()
        rows.push(...(await figures(large, small)))
      }
    })
  if (wanted.includes('belonging')) {
    say('measuring: belonging')
    rows.push(...(await belongingRows(say)))
  }
  if (wanted.includes('exchange')) {
    say('measuring: exchange')
    rows.push(...(await exchangeRows(say)))
  }
  if (wanted.includes('kills')) {
    say('measuring: kills')
    rows.push(...(await killsRows(quick)))
  }
  console.log(options.has('--json') ? JSON.stringify({ rows }) : table(rows))
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1
}

async function inHouses(work: (large: House, small: House) => Promise<void>): Promise<void> {
  const size = quick ? quickSize : proofSize
  const large = await openHouse(size, say)
  const small = await openHouse(sparse(size), say)
  await work(large, small)
  await large.stop()
  await small.stop()
}
