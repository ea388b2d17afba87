import { ensurePackages } from './packages.mjs'
import { node, run } from './run.mjs'
import { ensureWeb } from './web.mjs'

/** Size of the young generation in MB. By default, Node uses some 40 MB more for an idle server. */
const thrift = '--max-semi-space-size=8'

/** Sets up a fresh clone, then runs a TypeScript program of the project with the given arguments. */
export async function runProgram(file, env = {}) {
  await ensurePackages()
  await ensureWeb()
  process.exitCode = await run(node(), [thrift, file, ...process.argv.slice(2)], { ipc: true, env })
}
