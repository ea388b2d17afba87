import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { alone } from './alone.mjs'
import { root, runQuietly } from './run.mjs'
import { during, giveUp } from './say.mjs'

const lock = path.join(root, 'package-lock.json')
const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.installed-from')

/** Installs the packages of the lock file when one is missing or the lock file has changed since. */
export async function ensurePackages() {
  if (isInstalled()) return
  await alone('installing', async () => {
    if (isInstalled()) return
    if (!isAsLocked()) await install()
    writeFileSync(stamp, hash())
  })
}

export function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash()
}

function hash() {
  return createHash('sha256').update(readFileSync(lock)).digest('hex')
}

/** Somebody ran `npm install` by hand: npm's own record of the installed packages matches the lock file. */
function isAsLocked() {
  const note = path.join(modules, '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages
  const there = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(
    ([where, { version, optional, devOptional }]) =>
      where === '' ||
      there[where]?.version === version ||
      (there[where] === undefined && (optional || devOptional)),
  )
}

async function install() {
  const { packages } = JSON.parse(readFileSync(lock, 'utf8'))
  const cache = writableCache()
  const what = `Installing ${Object.keys(packages).length - 1} packages`
  try {
    const { code, said } = await during(what, () => npmCi(cache.folder))
    if (code !== 0)
      giveUp(`npm could not install the packages:\n\n${said.trim()}\n\n${advice(said)}`)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    giveUp('npm was not found: install it (on Debian: apt-get install npm), it comes with Node 20.')
  } finally {
    cache.discard()
  }
}

function npmCi(cache) {
  const [program, ...first] = npm()
  // Overrides options that the user's npm settings may forbid; no package needs its install script.
  const always = ['--include=dev', '--include=optional', '--engine-strict=false']
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  return runQuietly(program, [...first, 'ci', ...always, ...quiet], {
    npm_config_cache: cache,
    NODE_ENV: 'development',
  })
}

/** The npm that runs this command, if any. */
function npm() {
  const caller = process.env.npm_execpath
  return caller && caller.endsWith('npm-cli.js') ? [process.execPath, caller] : ['npm']
}

/** npm's own cache, or a temporary one where it cannot be written (no home, a read-only home). */
function writableCache() {
  const folder = process.env.npm_config_cache ?? path.join(os.homedir(), '.npm')
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(path.join(folder), constants.W_OK)
    return { folder, discard: () => {} }
  } catch {
    const passing = mkdtempSync(path.join(os.tmpdir(), 'atelier-npm-'))
    return { folder: passing, discard: () => rmSync(passing, { recursive: true, force: true }) }
  }
}

function advice(said) {
  if (/ENOSPC/.test(said)) return 'The disk is full: about 1 GB is needed.'
  if (/EACCES|EPERM|EROFS/.test(said)) return `This user may not write in ${root}.`
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(said))
    return 'The package registry was not reached: check the network and `npm config get registry`.'
  return 'Remove node_modules and try again.'
}
