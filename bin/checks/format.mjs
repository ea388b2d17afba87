import { runQuietly } from '../setup/run.mjs'

export async function format() {
  const { code, said } = await runQuietly('node_modules/.bin/oxfmt', ['--list-different', '.'])
  return code === 0 ? '' : `not formatted (npx oxfmt <file> does it):\n${said}`
}
