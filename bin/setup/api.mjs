import { node, runQuietly } from './run.mjs'
import { giveUp } from './say.mjs'

/** Writes web/kernel/api.generated.ts, the types of the web UI's client, from the present doors. */
export async function generateApi() {
  const { code, said } = await runQuietly(node(), ['bin/generate-api.ts'])
  if (code !== 0) giveUp(`The types of the API client could not be written:\n\n${said.trim()}`)
}
