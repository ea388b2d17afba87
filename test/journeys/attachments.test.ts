import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { giveRights, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { groupOf, memberOf, planFor } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, type Client } from '../world/people.ts'
import * as samples from '../world/sample-files.ts'

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

test('X112 · files of every kind that can be shown are shown in the page, and nothing in them runs', async () => {
  const note = await newNote('Shown')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="alert(1)"/>'
  const files: [string, Buffer, (dialog: Locator) => Locator][] = [
    ['Plan.pdf', samples.pdf([['First page'], ['Second page']]), (d) => d.getByText('First page')],
    ['Minutes.docx', await samples.docx(['Minutes']), (d) => inFrame(d)],
    ['Read me.md', Buffer.from('# Read me'), (d) => inFrame(d)],
    ['Page.html', Buffer.from('<b onclick="x">Bold</b>'), (d) => d.getByText('<b onclick')],
    ['run.ts', Buffer.from('const answer = 42 // why'), (d) => d.locator('.hljs-keyword')],
    ['Prices.csv', Buffer.from('Bench;120\nTable;80'), (d) => d.getByRole('cell', { name: '120' })],
    [
      'Book.xlsx',
      samples.spreadsheet('xlsx', { One: [['Oak']], Two: [['Ash']] }),
      (d) => d.getByRole('cell', { name: 'Oak' }),
    ],
    ['News.eml', samples.mail('News', 'Said by mail', 'list.csv'), (d) => d.getByText('list.csv')],
    ['All.zip', await samples.zipOf({ 'plan.txt': 'x' }), (d) => d.getByText('plan.txt')],
    ['Logo.svg', Buffer.from(svg), (d) => d.getByRole('img', { name: 'Logo.svg' })],
    [
      'Torn.pdf',
      Buffer.from('%PDF-1.4 torn'),
      (d) => d.getByText('This file cannot be shown here.'),
    ],
  ]
  for (const [name, bytes] of files) {
    const to = `/api/spaces/${sales.id}/items/${note}/attachments?name=${encodeURIComponent(name)}`
    await must(ada.post(to, bytes, { 'content-type': 'application/octet-stream' }), 201)
  }
  const page = await at(mina, note)
  await page.getByRole('button', { name: 'Show all 11 attachments' }).click()
  for (const [name, , shown] of files) {
    await attachments(page).getByRole('button', { name, exact: true }).click()
    const dialog = page.getByRole('dialog', { name })
    await shown(dialog).first().waitFor()
    if (!(await inFrame(dialog).count())) await assertAccessible(page, `the preview of ${name}`)
    if (name === 'Book.xlsx') {
      await dialog.getByLabel('Sheet').selectOption('Two')
      await dialog.getByRole('cell', { name: 'Ash' }).waitFor()
    }
    if (name === 'Plan.pdf') {
      await dialog.getByRole('region', { name }).press('End')
      await dialog.getByText('Second page').waitFor()
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  nothingBroke()
})

/** Nothing can be asked inside a frame in which no script runs. */
const inFrame = (dialog: Locator) => dialog.locator('iframe[sandbox=""]')

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
