// npm run demo: a demonstration company of ten people, in its own data folder.
import { runProgram } from './setup/program.mjs'

await runProgram('server/app/main.ts', {
  DEMO: '1',
  DATA_DIR: process.env.DATA_DIR ?? 'data/demo',
})
