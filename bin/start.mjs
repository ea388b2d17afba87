// npm start: everything a fresh clone needs, then the server.
import { ensurePackages } from './setup/packages.mjs'
import { node, run } from './setup/run.mjs'
import { ensureWeb } from './setup/web.mjs'

await ensurePackages()
await ensureWeb()
process.exitCode = await run(node(), ['server/app/main.ts'], { ipc: true })
