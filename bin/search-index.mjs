// npm run search-index: builds the index of searches again, whether or not the server runs.
import { node, run } from './setup/run.mjs'

process.exitCode = await run(node(), ['server/app/search-index.ts', ...process.argv.slice(2)])
