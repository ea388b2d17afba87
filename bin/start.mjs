// npm start: everything a fresh clone needs, then the server.
import { runProgram } from './setup/program.mjs'

await runProgram('server/app/main.ts')
