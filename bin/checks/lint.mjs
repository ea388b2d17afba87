import { runQuietly } from '../setup/run.mjs'

/** oxlint, including its type-aware rules (a promise that is not awaited). */
export async function lint() {
  const { code, said } = await runQuietly('node_modules/.bin/oxlint', ['--type-aware'])
  return code === 0 ? '' : said
}
