import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { ensureWebWithShelves } from '../../bin/setup/web.mjs'
import { must } from '../world/cast.ts'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, type Client } from '../world/people.ts'

// A second tool, which lives only in the tests, in the web UI: what pages of all tools are made of names no tool.

const instance = await startInstance({ listen: true, web: await ensureWebWithShelves() })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')
const group = await groupOf(ada, { name: 'Museum', template: 'team' })
await memberOf(instance, group, mina)
const space = `/api/spaces/${group.id}`
const shelves = `/s/${group.id}/shelves`

interface Box {
  id: string
  kind: string
}
const { items: boxes } = await must(ada.get<{ items: Box[] }>(`${space}/containers?tool=shelves`))
const box = boxes.find(({ kind }) => kind === 'box')!.id

async function add(by: Client, title: string, kind = 'paper'): Promise<string> {
  const body = { title, body: `About ${title}`, worth: 7 }
  return (await must(by.post<{ id: string }>(`${space}/boxes/${box}/${kind}s`, body), 201)).id
}

async function at(who: Client, href: string): Promise<Page> {
  const page = await visitor({ address, cookie: who.cookie })
  await page.goto(href)
  await page.locator('h1').first().waitFor()
  return page
}

async function menu(page: Page, entry: string): Promise<void> {
  await page.locator('header').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

async function undo(page: Page): Promise<void> {
  const notices = page.getByRole('region', { name: 'Notices' })
  await notices.getByRole('button', { name: /^Undo/ }).last().click()
}

test('The page of a second tool has its tree, its list, its own words and what is unread', async () => {
  for (const title of ['Engraving', 'Map']) await add(mina, title)
  await add(mina, 'Penny Black', 'stamp')
  const page = await at(ada, '/')
  const museum = page.getByRole('main').getByRole('region', { name: 'Museum' })
  await museum.getByText('2 papers and 1 stamp').waitFor()
  await museum.getByText('About Map').waitFor()
  await assertAccessible(page, 'Home with what is new in a second tool')
  await page.goto(`/s/${group.id}`)
  await page.getByRole('heading', { name: 'Boxes' }).waitFor()
  await page.getByRole('heading', { name: 'Next on the shelves' }).waitFor()
  await page.getByRole('heading', { name: 'Newest papers' }).waitFor()
  const headings = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts()
  assert.deepEqual(
    headings.map((text) => text.replace(/\s*\d+$/, '')),
    [
      ...['Newest papers', 'Next on the shelves', 'Who is here', 'Notebooks', 'Boxes'],
      ...['About this group', 'Space left'],
    ],
    'what happened, what is next and who is here before what is administration; the guide is gone',
  )
  await assertAccessible(page, 'the overview of a group with two tools')
  await page.getByRole('link', { name: 'Shelves' }).first().click()
  await page.getByRole('heading', { name: 'All papers', level: 1 }).waitFor()
  const branch = (count: string) => page.getByRole('treeitem', { name: `Box ${count}` })
  await branch('3 unread').waitFor()
  await page.getByRole('link', { name: /Engraving/ }).waitFor()
  await assertAccessible(page, 'the page of a second tool')
  await page.getByRole('treeitem', { name: 'Stamps' }).click()
  await page.getByRole('link', { name: /Penny Black/ }).click()
  await page.getByRole('heading', { name: 'Penny Black', level: 1 }).waitFor()
  await page.goBack()
  await branch('2 unread').click()
  await page.getByRole('heading', { name: 'Box', level: 1 }).waitFor()
  await menu(page, 'Mark as read')
  await branch('3').waitFor()

  await menu(page, 'New album…')
  const made = page.getByRole('dialog', { name: 'New album' })
  await made.getByLabel('Name').fill('Portraits')
  await made.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { name: 'Portraits', level: 1 }).waitFor()
  nothingBroke()
})

test('Items of a second tool are selected, tagged, followed and deleted together, and come back from the trash', async () => {
  for (const title of ['Loose one', 'Loose two']) await add(ada, title)
  const page = await at(ada, `${shelves}/in/${box}`)
  const choose = async () => {
    for (const title of ['Loose one', 'Loose two'])
      await page.getByRole('checkbox', { name: `Select ${title}` }).press(' ')
    return page.getByRole('toolbar', { name: '2 rows selected' })
  }
  const bar = await choose()
  await assertAccessible(page, 'the bulk bar of a second tool')
  await bar.getByRole('button', { name: 'Tag…' }).click()
  await page.getByLabel('Tag', { exact: true }).fill('rare')
  await page.getByRole('button', { name: 'Add the tag' }).click()
  await page.getByRole('button', { name: 'rare', exact: true }).nth(1).waitFor()
  await (await choose()).getByRole('button', { name: 'Follow', exact: true }).click()
  await page.getByText('You follow 2 items.').waitFor()
  await (await choose()).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('2 items in the trash.').waitFor()
  await page.goto(`/s/${group.id}/trash`)
  await page.getByRole('button', { name: 'Restore Loose one' }).click()
  await page.getByText('“Loose one” is restored.').waitFor()
  await assertAccessible(page, 'the trash with items of a second tool')
  nothingBroke()
})

test('A paper is made by key, found by the palette, edited, discussed, given a file and brought back to a version', async () => {
  const page = await at(ada, shelves)
  await page.getByRole('button', { name: 'New paper' }).waitFor()
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog', { name: 'New paper' })
  await dialog.getByLabel('Title').fill('Treaty of 1648')
  await dialog.getByLabel('Text').fill('Signed at Osnabrück.')
  await assertAccessible(page, 'a new item of a second tool')
  await dialog.getByRole('button', { name: 'Keep it' }).click()
  await page.getByRole('heading', { name: 'Treaty of 1648', level: 1 }).waitFor()
  const item = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const editing = page.getByRole('dialog', { name: 'Edit this paper' })
  await editing.getByLabel('Text').fill('Signed at Münster.')
  await assertAccessible(page, 'the own fields of an item of a second tool')
  await editing.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Signed at Münster.').waitFor()
  await page.getByRole('button', { name: 'Add to my favourites' }).click()
  await page.getByRole('button', { name: 'Remove from my favourites' }).waitFor()
  await page
    .getByLabel('Attach files')
    .setInputFiles({ name: 'seal.txt', mimeType: 'text/plain', buffer: Buffer.from('wax') })
  await page.getByText('seal.txt').first().waitFor()
  await page.getByRole('button', { name: 'Comments' }).click()
  await page.getByLabel('Write a comment').fill('Which seal is this?')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await page.getByText('Which seal is this?').waitFor()
  await page.keyboard.press('Escape')
  await assertAccessible(page, 'the page of an item of a second tool')

  await page.getByRole('button', { name: 'Versions', exact: true }).click()
  const versions = page.getByRole('complementary', { name: 'Versions' })
  await versions.getByRole('listitem').last().getByRole('button').first().click()
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await page.getByText('Signed at Osnabrück.').first().waitFor()
  await versions.getByRole('tab', { name: 'History' }).click()
  const history = page.getByRole('complementary', { name: 'History' })
  await history
    .getByText(/Ada Test/)
    .first()
    .waitFor()
  await assertAccessible(page, 'the history of an item of a second tool')

  await page.goto('/')
  await page.getByRole('button', { name: /^Find/ }).click()
  await page.getByRole('combobox', { name: 'Find or do something' }).pressSequentially('treaty')
  await page.getByRole('option', { name: /Treaty of 1648/ }).click()
  await page.waitForURL(`**${item}`)
  await page.goto('/search?q=treaty')
  await page.getByRole('link', { name: /Treaty of 1648/ }).waitFor()
  await assertAccessible(page, 'search with items of a second tool')
  nothingBroke()
})

test('A table is mapped, shows which rows fail, imports the others, and is undone', async () => {
  const page = await at(ada, `${shelves}/in/${box}`)
  await menu(page, 'Import a table…')
  const dialog = page.getByRole('dialog', { name: 'Import a table' })
  await assertAccessible(page, 'the import of a table without a file')
  const rows =
    'Prix;Nom;Notes\r\n12,50 €;Coin;Found in the mud\r\nmuch;Medal;\r\n3;Ring;Too small\r\n'
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'finds.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
  const selected = (column: string) =>
    dialog.getByLabel(column, { exact: true }).locator('option:checked')
  await dialog.getByText('Begins with: 12,50 € · much · 3').waitFor()
  assert.equal(await selected('Prix').innerText(), 'Worth')
  assert.equal(await selected('Nom').innerText(), 'Title (required)')
  assert.equal(await selected('Notes').innerText(), 'Do not import')
  await dialog.getByText('Line 3, Worth: “much” is not an amount of money.').waitFor()
  await assertAccessible(page, 'the import of a table')
  await dialog.getByLabel('Nom', { exact: true }).selectOption({ label: 'Do not import' })
  await dialog.getByText('Choose which column is: Title.').waitFor()
  // Two columns are chosen before the server has answered to the first.
  const held = Promise.withResolvers<void>()
  await page.route('**/papers/table?*', async (route) => {
    await held.promise
    await route.continue()
  })
  await dialog.getByLabel('Nom', { exact: true }).selectOption({ label: 'Title (required)' })
  await dialog.getByLabel('Notes', { exact: true }).selectOption({ label: 'Text' })
  held.resolve()
  await dialog.getByRole('button', { name: 'Import 2 papers' }).click()
  await page.getByText('2 papers imported.').waitFor()
  await page.getByRole('link', { name: /Coin worth 13 · Found in the mud/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: /Medal/ }).count(), 0)
  await undo(page)
  await page.getByRole('link', { name: /Coin/ }).waitFor({ state: 'detached' })
  nothingBroke()
})

test('Z2 · the rail shows what is unread in each tool, live, in the order of the person, who arranges it by keyboard', async () => {
  await must(ada.put(`${space}/seen`, {}), 204)
  const page = await at(ada, `/s/${group.id}/members`)
  const rail = page.getByRole('navigation', { name: 'Main navigation' }).first()
  await rail.getByRole('link', { name: 'Shelves', exact: true }).waitFor()
  await add(mina, 'Chart')
  await rail.getByRole('link', { name: 'Shelves 1 unread' }).waitFor()
  assert.equal(await rail.getByRole('link', { name: /^Notes .*unread/ }).count(), 0)

  await rail.getByRole('button', { name: 'Arrange tools' }).click()
  const dialog = page.getByRole('dialog', { name: 'Arrange tools' })
  const saved = async (act: () => Promise<void>) => {
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    await act()
    await answered
  }
  const press = (name: string) => saved(() => dialog.getByRole('button', { name }).press('Enter'))
  const shown = dialog.getByRole('region', { name: 'Always shown' }).getByRole('listitem')
  await assertAccessible(page, 'arranging tools')
  await press('Move Shelves up')
  await shown.nth(0).getByText('Shelves').waitFor()
  await press('Put Shelves under “More”')
  const under = dialog.getByRole('region', { name: 'Under “More”' }).getByRole('listitem')
  await under.getByText('Shelves').waitFor()
  await page.keyboard.press('Escape')
  const more = rail.getByRole('button', { name: 'More 1 unread' })
  await more.waitFor()
  await page.reload()
  await more.click()
  await rail.getByRole('link', { name: 'Shelves 1 unread' }).click()
  await page.getByRole('heading', { name: 'All papers', level: 1 }).waitFor()
  await page.reload()
  await rail.getByRole('button', { name: 'More', expanded: true }).waitFor()
  const link = (name: RegExp) => rail.getByRole('link', { name })
  await saved(() => link(/^Shelves/).dragTo(link(/^Notes/)))
  await rail.getByRole('button', { name: 'More' }).waitFor({ state: 'detached' })
  assert.deepEqual((await must(ada.get<{ toolOrder: object }>('/api/me'))).toolOrder, {
    pinned: ['shelves', 'notes'],
    more: [],
  })
  nothingBroke()
})

test('Z2 · on a phone, a space is a page of tiles, the header switches spaces, and one tab is of one’s choice', async () => {
  const page = await visitor({
    address,
    cookie: mina.cookie,
    options: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
  })
  await page.goto(`/s/${group.id}`)
  await page.getByRole('heading', { name: 'Museum', level: 1 }).waitFor()
  const tabs = page.getByRole('navigation', { name: 'Main navigation' })
  assert.deepEqual(
    (await tabs.locator('a, button').allInnerTexts()).map((text) => text.trim()),
    ['Home', 'Space', 'Search', 'Notices', 'Me'],
  )
  await tabs.getByRole('link', { name: 'Space' }).click()
  await page
    .getByRole('list', { name: 'In Museum' })
    .getByRole('link', { name: /^Shelves/ })
    .waitFor()
  await page.getByRole('link', { name: 'Members' }).waitFor()
  await assertAccessible(page, 'the tiles of a space')
  await page.getByRole('button', { name: 'Arrange tools' }).click()
  await page.getByLabel('Middle tab on a phone').selectOption({ label: 'Shelves' })
  await page.keyboard.press('Escape')
  await tabs.getByRole('link', { name: 'Shelves' }).click()
  await page.getByRole('heading', { name: 'All papers', level: 1 }).waitFor()
  await tabs.getByRole('link', { name: 'Space' }).click()
  await page.getByRole('heading', { name: 'Museum', level: 1 }).waitFor()
  await page.getByRole('banner').getByRole('button', { name: 'Museum' }).click()
  await page
    .getByRole('dialog', { name: 'Switch space' })
    .getByRole('link', { name: 'Private' })
    .click()
  await page.getByRole('heading', { name: 'Private', level: 1 }).waitFor()
  await page.getByRole('list', { name: 'In Private' }).waitFor()
  nothingBroke()
})
