// npm test: everything a fresh clone needs, the checks, then every test. With file names: only those tests.
import { runChecks } from './checks/all.mjs'
import { ensureBrowser } from './setup/browser.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { node, run } from './setup/run.mjs'
import { ensureWeb } from './setup/web.mjs'

const files = process.argv.slice(2)
await ensurePackages()
const checks = files.length === 0 ? await runChecks() : { passed: 0, failed: 0 }
await ensureWeb()
const browser = await ensureBrowser()

let tests = { passed: 0, failed: 1 }
const code = await run(node(), ['test/world/run.ts', ...files], {
  ipc: true,
  env: browser ? { CHROMIUM: browser } : {},
  onMessage: (counts) => (tests = counts),
})
console.log(`${tests.passed + checks.passed} passed, ${tests.failed + checks.failed} failed`)
process.exitCode = code || (checks.failed > 0 ? 1 : 0)
