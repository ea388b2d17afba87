import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)

const long = (name: string) => `${name}${'très'.repeat(30)}`.slice(0, 76)

test('Z2 · long names without a space break on a phone: no page scrolls sideways', async () => {
  const ada = await colleague(instance, organization, long('Ada'), { lastName: long('Lovelace') })
  const mina = await colleague(instance, organization, 'Mina', { lastName: long('Harker') })
  const group = await foundGroup(ada, long('Groupe'), {
    listed: 'organization',
    joining: 'request',
  })
  await enter(instance, group, [mina])
  const root = await rootOf(ada, group)
  const notebook = await makeNotebook(ada, group, root, long('Carnet'))
  const note = await writeNote(ada, group, notebook, `${long('Titre')}${long('e')}`, long('Texte'))
  const page = await visitor({
    address,
    cookie: ada.cookie,
    options: { viewport: { width: 320, height: 640 } },
  })
  const pages = [
    ...['/', '/me', '/groups', '/search', '/notices', '/shared', '/trash'],
    ...[`/s/${group}`, `/s/${group}/members`, `/s/${group}/settings`, `/s/${group}/history`],
    ...[`/s/${group}/notes`, `/s/${group}/notes/in/${notebook}`, `/s/${group}/notes/${note}`],
  ]
  for (const path of pages) assert.equal(await sideways(page, path), 0, path)
  const admin = await visitor({
    address,
    cookie: oona.cookie,
    options: { viewport: { width: 320, height: 640 } },
  })
  for (const path of ['/admin', '/admin/people', '/admin/groups'])
    assert.equal(await sideways(admin, path), 0, path)
  nothingBroke()
})

/** By how many pixels a page is wider than the screen. */
async function sideways(page: Awaited<ReturnType<typeof visitor>>, path: string): Promise<number> {
  await page.goto(path)
  await page.getByRole('main').waitFor()
  await page.waitForLoadState('networkidle')
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}
