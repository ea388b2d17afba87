import { node, runQuietly } from '../setup/run.mjs'

/** The types of the web UI's client are those of the doors as they are now. */
export async function api() {
  const { code, said } = await runQuietly(node(), ['bin/generate-api.ts', '--check'])
  return code === 0 ? '' : said
}
