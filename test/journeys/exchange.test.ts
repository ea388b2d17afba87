import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { startWork } from '../../server/kernel/work.ts'
import { work } from '../../server/operations/exchange/work.ts'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { giveRights, must, stage, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { cast, group, open, closed } = await stage(instance)
const { ada, mina, rita, oona } = cast
await writeNote(mina, group, open, 'Plan of the bridge', 'Two **arches**.')
await writeNote(ada, group, closed, 'Costs')
await giveRights(ada, group, closed, [[{ kind: 'person', id: rita.id }, 'reader']])

const working = startWork(instance.app.house, work, { warn: (message) => assert.fail(message) })
after(() => working.stop())

const as = (person: { cookie: string }, options = {}): Promise<Page> =>
  visitor({ address, cookie: person.cookie, options })

/** An archive of the group as its administrator downloads it. */
async function archived(page: Page): Promise<string> {
  await page.goto(`/s/${group}/export`)
  await page.getByRole('button', { name: 'Make an export' }).press('Enter')
  await page.getByText('Ready', { exact: true }).waitFor()
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download the export of/ }).click()
  return (await started).path()
}

test('G13 · the administrator requests an export from the settings, sees it being made, and downloads it', async () => {
  const page = await as(ada)
  await page.goto(`/s/${group}/settings`)
  await page.getByRole('link', { name: 'Export the group…' }).click()
  await page.getByRole('heading', { name: 'Export the group', level: 1 }).waitFor()
  await page.getByText('You have no export of this group.').waitFor()
  await assertAccessible(page, 'the page of exports, empty')
  await page.getByRole('button', { name: 'Make an export' }).press('Enter')
  await page.getByText('Ready', { exact: true }).waitFor()
  await assertAccessible(page, 'an archive that is ready')
  await shot(page, 'export')
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download the export of/ }).click()
  const download = await started
  assert.match(download.suggestedFilename(), /^Éditions \d{4}-\d\d-\d\d\.zip$/)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('You have no export of this group.').waitFor()
  nothingBroke()
})

test('M3 · people who do not administer the group are told so, and are offered nothing', async () => {
  const page = await as(mina)
  await page.goto(`/s/${group}/export`)
  await page.getByText('Only the administrator of a group can export it.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Make an export' }).count(), 0)
  nothingBroke()
})

const choose = (page: Page, file: string) => page.locator('input[type=file]').setInputFiles(file)

test('G13, M4 · an export becomes a group after a preview, under another name; the chosen former members are invited', async () => {
  const page = await as(ada)
  const archive = await archived(page)
  await page.goto('/groups/new')
  await page.getByRole('link', { name: 'From an export' }).click()
  await page.getByRole('heading', { name: 'A group from an export' }).waitFor()
  await assertAccessible(page, 'where an archive is chosen')
  await shot(page, 'choose')
  await choose(page, archive)
  await page.getByRole('heading', { name: '“Éditions”' }).waitFor()
  await page.getByText('This server made the export').waitFor()
  await page.getByText('Mina Test').waitFor()
  await page.getByText(/^Rights given to 2 people and groups by name work again/).waitFor()
  await page.getByRole('checkbox', { name: 'Invite all 6' }).press('Space')
  await page.getByRole('checkbox', { name: /^Rita Test/ }).press('Space')
  await assertAccessible(page, 'what is in an archive')
  await shot(page, 'preview')
  await page.getByRole('button', { name: 'Create the group and invite 5 people' }).click()
  await page.getByText('This name is taken or reserved.').waitFor()
  await page.getByLabel('Name of the new group').fill('Éditions, once more')
  await page.reload()
  await page.getByLabel('Name of the new group').fill('Éditions, once more')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '“Éditions, once more” is ready' }).waitFor()
  await assertAccessible(page, 'a group that was made of an archive')
  await shot(page, 'made')
  await page.getByText('5 people invited.').waitFor()
  await page.getByRole('link', { name: 'Open the group' }).click()
  await page.getByText('Plan of the bridge').first().waitFor()
  const asked = await must(
    mina.get<{ items: { group: { name: string } }[] }>('/api/me/invitations'),
  )
  assert.ok(asked.items.some((each) => each.group.name === 'Éditions, once more'))
  nothingBroke()
})

test('X118, Z2 · a file that is not an export of a group is refused in words, on a phone, in French, in the dark', async () => {
  const archive = await archived(await as(ada))
  await must(oona.patch('/api/me', { language: 'fr' }), 204)
  const folder = await mkdtemp('/tmp/atelier-journey-')
  const file = path.join(folder, 'vacances.zip')
  await writeFile(file, 'Rien de tel')
  const page = await as(oona, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  await page.goto('/groups/import')
  await page.getByRole('button', { name: 'Choisir un export' }).waitFor()
  await choose(page, file)
  await page.getByText('Ce n’est pas un fichier ZIP').waitFor()
  await assertAccessible(page, 'an archive that was refused')
  await shot(page, 'refused')
  await page.getByRole('button', { name: 'Choisir un autre export' }).click()
  await choose(page, archive)
  await page.getByText('Ce serveur a préparé l’export').waitFor()
  await assertAccessible(page, 'what is in an archive, on a phone')
  await shot(page, 'preview-fr')
  await page.getByRole('button', { name: 'Retirer l’export' }).click()
  await page.getByRole('button', { name: 'Choisir un export' }).waitFor()
  nothingBroke()
})

/** For the eye: kept only when asked for. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}
