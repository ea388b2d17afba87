// npm run search-index: rebuilds the search index, whether or not the server runs.
import { node, run } from './setup/run.mjs'

process.exitCode = await run(node(), ['server/app/search-index.ts', ...process.argv.slice(2)])
