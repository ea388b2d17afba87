// npm run scrub: compares all files with the database, and reports faults.
import { node, run } from './setup/run.mjs'

process.exitCode = await run(node(), ['server/operations/scrub.ts', ...process.argv.slice(2)])
