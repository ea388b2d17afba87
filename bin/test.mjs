// npm test: sets up a fresh clone, runs the checks, then every test. With names of files or folders: only their tests.
// --repeat n runs them n times and stops at the first failure, --busy n runs them beside n busy loops, --slow-line slows
// the browser's connection, --costs prints how long each file took, --interactions how long people wait for the next paint.
import os from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { parseArgs } from 'node:util'
import { runChecks } from './checks/all.mjs'
import { ensureBrowser } from './setup/browser.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { node, run } from './setup/run.mjs'
import { giveUp } from './setup/say.mjs'
import { ensureWeb } from './setup/web.mjs'

const { files, repeat, busy, slowLine, costs, interactions } = wishes()
await ensurePackages()
const checks = files.length === 0 ? await runChecks() : { passed: 0, failed: 0 }
await ensureWeb()
const browser = await ensureBrowser()
const env = {
  ...(browser && { CHROMIUM: browser }),
  ...(slowLine && { SLOW_LINE: 'yes' }),
  ...(costs && { COSTS: 'yes' }),
  ...(interactions && { INTERACTIONS: path.join(os.tmpdir(), `interactions-${process.pid}`) }),
}

const loops = Array.from({ length: busy }, () => new Worker('for (;;);', { eval: true }))
const counts = { ...checks }
let code = 0
for (let round = 1; round <= repeat && code === 0; round++) {
  const tests = await runTests()
  counts.passed += tests.passed
  counts.failed += tests.failed
  code = tests.code
  if (repeat > 1) console.log(`round ${round} of ${repeat}: ${said(tests)}`)
}
await Promise.all(loops.map((loop) => loop.terminate()))
console.log(said(counts))
process.exitCode = code || (checks.failed > 0 ? 1 : 0)

async function runTests() {
  let tests = { passed: 0, failed: 1 }
  const onMessage = (counted) => (tests = counted)
  const ended = await run(node(), ['test/world/run.ts', ...files], { ipc: true, env, onMessage })
  return { ...tests, code: ended }
}

function said({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

function wishes() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        repeat: { type: 'string', default: '1' },
        busy: { type: 'string', default: '0' },
        'slow-line': { type: 'boolean', default: false },
        costs: { type: 'boolean', default: false },
        interactions: { type: 'boolean', default: false },
      },
    })
    return {
      files: positionals,
      repeat: whole('--repeat', values.repeat, 1),
      busy: whole('--busy', values.busy, 0),
      slowLine: values['slow-line'],
      costs: values.costs,
      interactions: values.interactions,
    }
  } catch (error) {
    return giveUp(error.message)
  }
}

function whole(name, value, least) {
  if (/^\d{1,3}$/.test(value) && Number(value) >= least) return Number(value)
  throw new Error(`${name} takes a whole number from ${least} to 999, not ${value}.`)
}
