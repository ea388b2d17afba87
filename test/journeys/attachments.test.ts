import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { giveRights, makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { groupOf, memberOf, planFor } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, type Client } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')
const sales = await groupOf(ada, { name: 'Sales' })
await memberOf(instance, sales, mina)
const notebook = await makeNotebook(ada, sales.id, await rootOf(ada, sales.id), 'Offers')
await giveRights(ada, sales.id, notebook, [[{ kind: 'group', id: sales.id }, 'contributor']])

const at = async (who: Client, note: string): Promise<Page> => {
  const page = await visitor({ address, cookie: who.cookie })
  await page.goto(`${address}/s/${sales.id}/notes/${note}`)
  await page.getByRole('button', { name: 'Comments' }).waitFor()
  return page
}
const newNote = (title: string) => writeNote(ada, sales.id, notebook, title, 'Said')
const file = (name: string, size = 2000) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(size, 65),
})
const attachments = (page: Page) => page.getByRole('list', { name: 'Attachments' })
const choose = (page: Page) => page.locator('section').getByLabel('Attach files')

test('X112 · files are attached, seen by all who may read, shown, renamed, removed and restored', async () => {
  const note = await newNote('Benches')
  const page = await at(ada, note)
  const background = { r: 40, g: 120, b: 90 }
  const png = await sharp({ create: { width: 300, height: 200, channels: 3, background } })
    .png()
    .toBuffer()
  await choose(page).setInputFiles([
    { name: 'Bench.png', mimeType: 'image/png', buffer: png },
    file('Prices.bin'),
  ])
  await attachments(page).getByText('Bench.png').waitFor()
  await attachments(page).getByText('Prices.bin').waitFor()
  await assertAccessible(page, 'a note with attachments')
  const hers = await at(mina, note)
  await attachments(hers).getByRole('button', { name: 'Bench.png', exact: true }).click()
  const shown = hers.getByRole('dialog', { name: 'Bench.png' })
  await shown.getByRole('img', { name: 'Bench.png' }).waitFor()
  await assertAccessible(hers, 'the preview of a picture')
  await hers.keyboard.press('Escape')
  assert.equal(await hers.getByRole('button', { name: 'Attach files' }).count(), 0)
  await page.getByRole('button', { name: 'Actions on Prices.bin' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Prices 2027.bin')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await attachments(hers).getByText('Prices 2027.bin').waitFor()
  await page.getByRole('button', { name: 'Actions on Prices 2027.bin' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await attachments(hers).getByText('Prices 2027.bin').waitFor({ state: 'detached' })
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click()
  await attachments(hers).getByText('Prices 2027.bin').waitFor()
  nothingBroke()
})

test('J5 · a comment takes files along, and its author alone adds more', async () => {
  const note = await newNote('Comments')
  const page = await at(mina, note)
  await page.getByRole('button', { name: 'Comments' }).click()
  await page.getByLabel('Write a comment').fill('See the offer')
  await page
    .getByLabel('Attach files')
    .last()
    .setInputFiles([file('Offer.bin')])
  await page.getByRole('list', { name: 'Files to attach to the comment' }).waitFor()
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await page.getByRole('list', { name: 'Attached to the comment by Mina Test' }).waitFor()
  await assertAccessible(page, 'a comment with a file')
  nothingBroke()
})

test('X133 · an upload survives a lost connection and another page, and says why it was refused', async () => {
  const note = await newNote('Large')
  const page = await at(ada, note)
  await page.route('**/uploads/*', (route) => route.abort('internetdisconnected'))
  await choose(page).setInputFiles([file('Film.bin', 500_000)])
  const tray = page.getByRole('region', { name: 'Uploads' })
  await tray.getByText('Waiting for the connection').waitFor()
  await assertAccessible(page, 'the list of uploads')
  await page.getByRole('link', { name: 'Offers' }).first().click()
  await tray.getByText('Film.bin').waitFor()
  await page.unroute('**/uploads/*')
  await tray.getByText('Uploaded', { exact: true }).waitFor()
  await page.goBack()
  await attachments(page).getByText('Film.bin').waitFor()
  const { used } = (await ada.get<{ used: number }>(`/api/spaces/${sales.id}/storage`)).body
  await planFor(instance, ada, { storage: used + 10 })
  await choose(page).setInputFiles([file('Too much.bin', 5000)])
  await tray.getByText(/The storage of this space is full/).waitFor()
  await tray.getByRole('button', { name: 'Try again' }).waitFor()
  await tray.getByRole('button', { name: 'Remove Too much.bin from this list' }).click()
  await tray.waitFor({ state: 'detached' })
})
