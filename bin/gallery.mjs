// npm run gallery: a picture of every page and state, in gallery/.
import { ensureBrowser } from './setup/browser.mjs'
import { runProgram } from './setup/program.mjs'

const browser = await ensureBrowser()
await runProgram('test/gallery/main.ts', browser ? { CHROMIUM: browser } : {})
