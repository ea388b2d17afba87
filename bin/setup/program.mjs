import { ensurePackages } from './packages.mjs'
import { node, run } from './run.mjs'
import { ensureWeb } from './web.mjs'

/** Room for young objects. Left to itself, Node takes some 40 MB more for an idle server. */
const thrift = '--max-semi-space-size=8'

/** Sets up what a fresh clone lacks, then runs a TypeScript program of the project with the arguments given. */
export async function runProgram(file, env = {}) {
  await ensurePackages()
  await ensureWeb()
  process.exitCode = await run(node(), [thrift, file, ...process.argv.slice(2)], { ipc: true, env })
}
