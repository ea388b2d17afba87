// Pictures of every page and state, for the eye: `npm run gallery`, or with `-- --only members,notes` those whose names hold one of these,
// or `-- --language fr`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../world/browser.ts'
import { announce, launchTestPostgres } from '../world/test-postgres.ts'
import { indexPage } from './index-page.ts'
import { picture, type Picture } from './picture.ts'
import type { Scene } from './scene.ts'
import { scenes } from './scenes.ts'
import { buildTown } from './town.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    language: { type: 'string', default: '' },
    'no-axe': { type: 'boolean' },
  },
})
const folder = path.resolve(import.meta.dirname, '../../gallery')
const parts = values.only.split(',')
const chosen = scenes.filter(({ name }) => parts.some((part) => name.includes(part)))
if (chosen.length === 0) {
  console.error(
    `No page is called ${values.only}. There are: ${scenes.map((s) => s.name).join(' ')}`,
  )
  process.exit(1)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.exit(130)) // ends PostgreSQL on the way

const postgres = await launchTestPostgres()
announce(postgres)
const began = Date.now()
console.log('The company moves in …')
const town = await buildTown()
const browsers = [await launchBrowser(), await launchBrowser()]
if (!values.only && !values.language) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const pictures: Picture[] = []
const languages = (['en', 'fr'] as const).filter((each) => each.startsWith(values.language))
for (const language of languages) {
  await town.speak(language)
  const queue = [...chosen]
  // Two at a time, because taking a picture is mostly waiting.
  await Promise.all(browsers.map((browser) => work(browser, queue, language)))
}

writeFileSync(path.join(folder, 'index.html'), indexPage(chosen, pictures))
const bad = pictures.filter(({ problems }) => problems.length > 0)
const seconds = Math.round((Date.now() - began) / 1000)
console.log(
  `\n${pictures.length} pictures in ${seconds} s, ${bad.length} with problems: ${folder}/index.html`,
)
await Promise.all(browsers.map((browser) => browser.close()))
await town.close()
await postgres.stop()
process.exit(bad.length > 0 ? 1 : 0)

async function work(browser: Browser, queue: Scene[], language: 'en' | 'fr'): Promise<void> {
  for (let scene = queue.shift(); scene; scene = queue.shift()) {
    const taken = await picture({ browser, scene, town, language, folder, axe: !values['no-axe'] })
    pictures.push(...taken)
    const problems = taken.flatMap((each) => each.problems)
    console.log([`${language} ${scene.name}`, ...problems].join('\n  '))
  }
}
