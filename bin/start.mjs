// npm start: sets up a fresh clone, then starts the server.
import { runProgram } from './setup/program.mjs'

await runProgram('server/app/main.ts')
