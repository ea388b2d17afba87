// Compares docs/access-matrix.txt with the access that the doors really allow; --write accepts their present state.
import { ensurePackages } from './setup/packages.mjs'
import { node, run } from './setup/run.mjs'

await ensurePackages()
const env = process.argv.includes('--write') ? { ACCEPT_MATRIX: 'yes' } : {}
process.exitCode = await run(node(), ['--test', 'test/access/matrix.test.ts'], { env })
