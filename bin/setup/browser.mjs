import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './run.mjs'
import { during } from './say.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** Returns the Chromium for the browser tests: CHROMIUM, the system's, or Debian's where root may install it. */
export async function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  if (mayInstall()) await during('Installing Chromium from Debian', install)
  const installed = findBrowser()
  if (!installed) console.error(`! ${howToGetOne}`)
  return installed
}

export const howToGetOne =
  'No Chromium was found, so the journeys in a browser cannot pass: ' +
  'install it (on Debian, as root: apt-get install chromium) or set CHROMIUM to its path.'

export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [process.env.CHROMIUM, ...candidates, ...elsewhere].find(isProgram)
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function mayInstall() {
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
  return apt && process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

async function install() {
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runQuietly('apt-get', [...wait, '-q', 'update'], env)
  const chromium = ['-q', 'install', '-y', '--no-install-recommends', 'chromium']
  const { code, said } = await runQuietly('apt-get', [...wait, ...chromium], env)
  if (code !== 0) console.error(said.trim().split('\n').slice(-3).join('\n'))
}
