// npm run bench: prints the figures as a table; with `-- --json`, as one JSON object.
import { ensureBrowser } from './setup/browser.mjs'
import { runProgram } from './setup/program.mjs'

const browser = await ensureBrowser()
await runProgram('test/bench/main.ts', browser ? { CHROMIUM: browser } : {})
