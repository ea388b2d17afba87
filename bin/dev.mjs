// npm run dev: the server, restarted when its code changes, and the web UI, reloaded as it is written.
import { generateApi } from './setup/api.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { node, run } from './setup/run.mjs'

await ensurePackages()
await generateApi()
const port = process.env.PORT ?? '8080'
const webPort = process.env.WEB_PORT ?? '5173'
const address = `http://127.0.0.1:${webPort}`
const server = run(node(), ['--watch', '--watch-preserve-output', 'server/app/main.ts'], {
  env: { PORT: port, PUBLIC_URL: process.env.PUBLIC_URL ?? address, DRAIN_SECONDS: '1' },
})
const web = run(node(), ['node_modules/vite/bin/vite.js', '--strictPort', '--clearScreen=false'], {
  env: { ATELIER_SERVER: `http://127.0.0.1:${port}`, WEB_PORT: webPort },
})
const codes = await Promise.all([server, web])
process.exitCode = Math.max(...codes)
