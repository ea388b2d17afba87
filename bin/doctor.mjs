// npm run doctor: reports faults and how to fix them. It installs nothing, so that it can report what is missing.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { findBrowser, howToGetOne } from './setup/browser.mjs'
import { isInstalled } from './setup/packages.mjs'
import { node, root, run, runQuietly } from './setup/run.mjs'
import { isBuilt } from './setup/web.mjs'

const major = Number(process.versions.node.split('.')[0])
tell(major >= 20, `Node ${process.versions.node} runs the commands`, 'install Node 20 or later')

const npm = await runQuietly('npm', ['--version']).catch(() => ({ code: 1, said: '' }))
tell(npm.code === 0, `npm ${npm.said.trim()}`, 'install npm (on Debian: apt-get install npm)')

const installed = isInstalled()
tell(installed, 'The packages are those of package-lock.json', '`npm start` installs them')
tell(isBuilt(), 'The web UI is built from the sources as they are', '`npm start` builds it', 'note')
tell(Boolean(findBrowser()), 'There is a Chromium for the tests', howToGetOne, 'note')

if (existsSync(path.join(root, 'node_modules/.bin/node')) || major >= 26)
  process.exitCode = (await run(node(), ['server/operations/doctor.ts'])) || process.exitCode
else tell(false, 'The Node that comes as a package', '`npm start` installs it')

function tell(well, what, todo, weight = 'fault') {
  if (well) return console.log(`✔ ${what}`)
  console.log(`${weight === 'note' ? '·' : '✖'} ${what}: no. What to do: ${todo}.`)
  if (weight === 'fault') process.exitCode = 1
}
