// npm run check: types, lint, format, import rules, unused code, facts in documents.
import { runChecks } from './checks/all.mjs'
import { ensurePackages } from './setup/packages.mjs'

await ensurePackages()
const { passed, failed } = await runChecks(process.argv.slice(2))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
