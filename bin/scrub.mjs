// npm run scrub: compares all files with the database, and says what is wrong.
import { node, run } from './setup/run.mjs'

process.exitCode = await run(node(), ['server/operations/scrub.ts', ...process.argv.slice(2)])
