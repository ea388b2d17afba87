import { node, runQuietly } from '../setup/run.mjs'

/** Finds files, exports and packages that nothing uses. */
export async function unused() {
  const { code, said } = await runQuietly(node(), [
    'node_modules/knip/bin/knip.js',
    '--no-progress',
  ])
  return code === 0 ? '' : said
}
