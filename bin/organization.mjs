// npm run organization -- add: prints a link that creates another organization on this instance.
import { node, run } from './setup/run.mjs'

process.exitCode = await run(node(), [
  'server/operations/organization.ts',
  ...process.argv.slice(2),
])
