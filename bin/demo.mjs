// npm run demo: a company of ten to look at, in a data folder of its own.
import { runProgram } from './setup/program.mjs'

await runProgram('server/app/main.ts', {
  DEMO: '1',
  DATA_DIR: process.env.DATA_DIR ?? 'data/demo',
})
