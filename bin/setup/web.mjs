import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { alone } from './alone.mjs'
import { node, root, runQuietly } from './run.mjs'
import { during, giveUp } from './say.mjs'

const production = {
  out: path.join(root, 'dist/web'),
  config: path.join(root, 'vite.config.ts'),
  sources: ['web'],
}

/** With the tool that exists only in the tests. */
const withShelves = {
  out: path.join(root, 'dist/web-with-shelves'),
  config: path.join(root, 'test/shelves/vite.config.ts'),
  sources: ['web', 'test/shelves/web'],
}

/** Builds the web UI when its sources or packages have changed. A running server keeps serving the old build until then. */
export const ensureWeb = () => ensure(production)

/** The same for the tests of a second tool; returns the folder. */
export const ensureWebWithShelves = () => ensure(withShelves)

export const isBuilt = () => isUpToDate(production)

async function ensure(bundle) {
  if (!isUpToDate(bundle)) await alone('building', async () => isUpToDate(bundle) || build(bundle))
  return bundle.out
}

async function build(bundle) {
  const { out, config } = bundle
  const sources = hash(bundle)
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  // Built in another folder and renamed, so that nobody is served half of it. The path is relative to web/.
  const aside = ['--outDir', `../dist/${path.basename(out)}.new`, '--emptyOutDir']
  const { code, said } = await during('Building the web UI', () =>
    runQuietly(node(), [vite, 'build', '--config', config, ...aside, '--logLevel', 'warn'], {
      NODE_ENV: 'production',
    }),
  )
  if (code !== 0) giveUp(`The web UI could not be built:\n\n${said.trim()}`)
  rmSync(out, { recursive: true, force: true })
  renameSync(`${out}.new`, out)
  writeFileSync(stampOf(bundle), sources)
}

function isUpToDate(bundle) {
  const stamp = stampOf(bundle)
  return existsSync(bundle.out) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash(bundle)
}

function stampOf({ out }) {
  return `${out}.built-from`
}

/** A hash of everything the build reads: its sources, the files they share with the server, the configuration and the packages. */
function hash({ sources, config }) {
  const sum = createHash('sha256')
  const own = sources
    .flatMap((folder) => filesIn(path.join(root, folder)))
    .filter((file) => !isBeside(file))
  const shared = new Set(own.flatMap(importedFromServer))
  const configs = new Set([production.config, config])
  for (const file of [...own, ...shared, ...configs, path.join(root, 'package-lock.json')])
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
