import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, type Client } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')
const sales = await groupOf(ada, { name: 'Sales' })
await memberOf(instance, sales, mina)

const at = async (who: Client, to = `/s/${sales.id}/documents`): Promise<Page> => {
  const page = await visitor({ address, cookie: who.cookie })
  await page.goto(`${address}${to}`)
  await page.locator('h1').waitFor()
  return page
}
const text = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})
const tray = (page: Page) => page.getByRole('region', { name: 'Uploads' })

async function upload(page: Page, ...files: ReturnType<typeof text>[]): Promise<void> {
  await page.getByRole('button', { name: 'Upload files' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Upload files' })
  await dialog.getByText('Who will see it').waitFor()
  await dialog.getByLabel('Choose files').setInputFiles(files)
  await dialog.waitFor({ state: 'detached' })
}

test('D · files are uploaded, seen by the other members, replaced by a new version, and the old one is restored', async () => {
  const page = await at(ada)
  await page.getByText('No files here yet').waitFor()
  await assertAccessible(page, 'documents without files')
  await upload(page, text('Plan.txt', 'first'), text('Prices.txt', 'ten'))
  await page.getByRole('link', { name: /Prices\.txt/ }).waitFor()
  await page.getByRole('link', { name: /Plan\.txt/ }).click()
  await page.getByRole('heading', { name: 'Plan.txt', level: 1 }).waitFor()
  await assertAccessible(page, 'a file')
  const hers = await at(mina)
  await hers.getByRole('link', { name: /Plan\.txt/ }).click()
  await hers.getByRole('heading', { name: 'Plan.txt', level: 1 }).waitFor()
  assert.equal(await hers.getByLabel('Upload a new version').count(), 1)
  await page.getByLabel('Upload a new version').setInputFiles(text('Whatever.txt', 'second one'))
  await page.getByText('second one').waitFor()
  await hers.getByText('second one').waitFor()
  await page.getByRole('button', { name: 'Details', exact: true }).click()
  const details = page.getByRole('tabpanel', { name: 'Details' })
  await details.getByText(/^10.bytes$/).waitFor()
  await details.getByText('text/plain', { exact: true }).waitFor()
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page.getByRole('list', { name: 'All versions' }).getByRole('button').last().click()
  const old = page.getByRole('dialog', { name: /^Version of/ })
  await old.getByText('first', { exact: true }).waitFor()
  await assertAccessible(page, 'an earlier version of a file')
  await old.getByRole('button', { name: 'Restore this version' }).click()
  await hers.getByText('first', { exact: true }).waitFor()
  const got = await Promise.all([
    hers.waitForEvent('download'),
    hers.getByRole('button', { name: 'Download' }).click(),
  ])
  assert.equal(got[0].suggestedFilename(), 'Plan.txt')
  nothingBroke()
})

test('D, Z2 · a name that is taken is asked about: keep both, new version or skip, for one or for all', async () => {
  const page = await at(mina)
  await upload(page, text('Twice.txt', 'one'), text('Again.txt', 'one'))
  await tray(page).getByText('2 files uploaded').waitFor()
  await upload(page, text('Twice.txt', 'two'), text('Again.txt', 'two'))
  await tray(page).getByText('2 files with these names already exist here.').waitFor()
  await assertAccessible(page, 'names that are taken')
  await tray(page).getByRole('button', { name: 'Keep all' }).click()
  await page.getByRole('link', { name: /Twice \(2\)\.txt/ }).waitFor()
  await page.getByRole('link', { name: /Again \(2\)\.txt/ }).waitFor()
  nothingBroke()
})

test('S1 · files are sent to a person from the palette; they find them, and switch their drop folder off', async () => {
  const page = await at(mina, '/')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Find or do something' }).fill('Ada')
  await page.getByRole('option', { name: 'Send files to Ada Test' }).click()
  await page.getByRole('button', { name: 'Send files to Ada Test' }).waitFor()
  const dialog = page.getByRole('dialog')
  await assertAccessible(page, 'sending files to a person')
  await dialog.getByLabel('Choose files').setInputFiles([text('Letter.txt', 'Dear Ada')])
  await tray(page).getByText('1 file uploaded').waitFor()
  await page.goto(`${address}/drop-folder`)
  await page.getByRole('list', { name: 'Files you sent' }).getByText('Letter.txt').waitFor()
  await assertAccessible(page, 'the drop folder')

  const hers = await at(ada, '/drop-folder')
  await hers.getByRole('link', { name: 'Open “Drop folder”' }).click()
  await hers.getByRole('link', { name: /Letter\.txt/ }).click()
  await hers.getByRole('heading', { name: 'Letter.txt', level: 1 }).waitFor()
  await hers.getByText(/Mina/).first().waitFor()
  await hers.goto(`${address}/drop-folder`)
  const takes = hers.getByRole('switch', { name: 'Accept files from people in my groups' })
  await takes.click()
  await page.goto(`${address}/people/${ada.id}?do=send`)
  await page.getByText(/^You cannot send files to Ada Test\./).waitFor()
  nothingBroke()
})

test('D · a folder is uploaded with the folders in it, and downloaded again as a ZIP', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'atelier-journey-'))
  await mkdir(path.join(folder, 'Site', 'Level 3'), { recursive: true })
  await writeFile(path.join(folder, 'Site', 'Read me.txt'), 'first')
  await writeFile(path.join(folder, 'Site', 'Level 3', 'Doors.txt'), 'ninety')
  const page = await at(ada)
  await page.getByRole('button', { name: 'Upload files' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Upload files' })
  await dialog.getByText('Who will see it').waitFor()
  await dialog.getByLabel('Choose a folder').setInputFiles(path.join(folder, 'Site'))
  await rm(folder, { recursive: true })
  const list = page.getByRole('list', { name: 'In this folder' })
  await list.getByRole('link', { name: /Site/ }).click()
  await page.getByRole('heading', { name: 'Site', level: 1 }).waitFor()
  await page.getByRole('link', { name: /Read me\.txt/ }).waitFor()
  await list.getByRole('link', { name: /Level 3/ }).click()
  await page.getByRole('link', { name: /Doors\.txt/ }).waitFor()
  await page.getByRole('main').getByRole('button', { name: 'More' }).first().click()
  const [got] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download as a ZIP file' }).click(),
  ])
  assert.equal(got.suggestedFilename(), 'Level 3.zip')
  nothingBroke()
})
