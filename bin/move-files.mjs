// npm run move-files: copies all files between the data folder and an S3 bucket.
import { node, run } from './setup/run.mjs'

process.exitCode = await run(node(), ['server/operations/move-files.ts', ...process.argv.slice(2)])
