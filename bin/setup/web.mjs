import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { alone } from './alone.mjs'
import { node, root, runQuietly } from './run.mjs'
import { during, giveUp } from './say.mjs'

const built = path.join(root, 'dist/web')
const stamp = path.join(root, 'dist/web.built-from')
const config = path.join(root, 'vite.config.ts')

/** Builds the web UI when its sources or packages have changed. A running server keeps serving the old build until then. */
export async function ensureWeb() {
  if (!isBuilt()) await alone('building', async () => isBuilt() || build())
}

async function build() {
  const sources = hash()
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  // Built in another folder and renamed, so that nobody is served half of it. The path is relative to web/.
  const aside = ['--outDir', '../dist/web.new', '--emptyOutDir']
  const { code, said } = await during('Building the web UI', () =>
    runQuietly(node(), [vite, 'build', '--config', config, ...aside, '--logLevel', 'warn'], {
      NODE_ENV: 'production',
    }),
  )
  if (code !== 0) giveUp(`The web UI could not be built:\n\n${said.trim()}`)
  rmSync(built, { recursive: true, force: true })
  renameSync(`${built}.new`, built)
  writeFileSync(stamp, sources)
}

export function isBuilt() {
  return existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash()
}

/** A hash of everything the build reads: web/, the files it shares with the server, the configuration and the packages. */
function hash() {
  const sum = createHash('sha256')
  const own = filesIn(path.join(root, 'web')).filter((file) => !isBeside(file))
  const shared = new Set(own.flatMap(importedFromServer))
  for (const file of [...own, ...shared, config, path.join(root, 'package-lock.json')])
    sum.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return sum.digest('hex')
}

function isBeside(file) {
  return /\.test\.ts$|tsconfig\.json$|\.md$|\.generated\.ts$/.test(file)
}

function importedFromServer(file) {
  if (!/\.tsx?$/.test(file)) return []
  const imports = readFileSync(file, 'utf8').matchAll(/from '(?:\.\.\/)+(server\/[^']+\.ts)'/g)
  return [...imports]
    .map(([, shared]) => path.join(root, shared))
    .filter((each) => existsSync(each))
}

function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}
