import { runQuietly } from '../setup/run.mjs'

/** oxlint, with the rules that know types (a promise nobody waits for). */
export async function lint() {
  const { code, said } = await runQuietly('node_modules/.bin/oxlint', ['--type-aware'])
  return code === 0 ? '' : said
}
