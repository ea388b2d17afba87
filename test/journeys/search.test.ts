import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { foundGroup, makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const house = await startInstance({ listen: true })
const { organization } = await founded(house)
const ada = await colleague(house, organization, 'Ada', { lastName: 'Lovelace' })
await colleague(house, organization, 'Mina')
const { address } = house
after(nothingBroke)

const quay = await foundGroup(ada, 'Quay')
const press = await foundGroup(ada, 'Press')
for (const [group, title, text] of [
  [quay, 'Minutes of March', 'The heron nests again below the bridge, says the harbour master.'],
  [press, 'Herons', 'A page about birds.'],
  [press, 'Budget', 'Ink and paper.'],
] as const)
  await writeNote(
    ada,
    group,
    await makeNotebook(ada, group, await rootOf(ada, group), 'Book'),
    title,
    text,
  )

/** Pictures to look at, when somebody wants some: SHOTS=/tmp/shots. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (!folder) return
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('Q1 · the palette finds a note by its text while one types, and leads to everything that is found', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  // People type at once: the letters are the palette's, even before its code is here.
  await page.route(/\/palette-[^/]*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await route.continue()
  })
  await page.goto('/')
  const open = page.getByRole('button', { name: /^Find/ })
  await open.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('heron')
  await page.locator('input[role=combobox]').waitFor()
  assert.equal(
    await page.getByRole('combobox', { name: 'Find or do something' }).inputValue(),
    'heron',
  )
  const options = page.getByRole('option')
  await options.filter({ hasText: 'Minutes of March' }).waitFor()
  assert.equal(
    await options.filter({ hasText: 'Minutes of March' }).locator('mark').textContent(),
    'heron',
  )
  await assertAccessible(page, 'the palette with what it found')
  await picture(page, 'palette')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor()
  assert.match(page.url(), /\/search\?q=heron$/)
})

test('Q1 · the palette forgives a wrong letter, offers commands of each space and of the page, and only people after @', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  await page.goto(`/s/${quay}`)
  await page.getByRole('heading', { name: 'Quay', level: 1 }).waitFor()
  const rail = page.getByRole('navigation', { name: 'Main navigation' })
  await rail.getByRole('link', { name: 'Settings' }).waitFor()
  const bar = page.getByRole('navigation', { name: 'Favourite and recent groups' })
  const chips = await bar.getByRole('link').allTextContents()
  assert.deepEqual(chips, chips.toSorted(), 'chips keep their order')
  await page.getByRole('button', { name: /^Find/ }).click()
  const field = page.getByRole('combobox', { name: 'Find or do something' })
  const options = page.getByRole('option')
  const part = (name: string) => page.getByRole('group', { name, exact: true })
  await part('Commands').getByRole('option', { name: 'New note in Quay' }).waitFor()
  await field.fill('qauy')
  await part('Spaces').getByRole('option', { name: 'Quay', selected: true }).waitFor()
  await field.fill('note in qu')
  await options.filter({ hasText: 'New note in Quay' }).waitFor()
  await field.fill('>')
  await options.filter({ hasText: 'Invite people to Quay' }).waitFor()
  await part('On this page').getByRole('option', { name: 'Settings' }).waitFor()
  assert.equal(await part('Spaces').count(), 0)
  await assertAccessible(page, 'the commands of the palette')
  await field.fill('@mian')
  await options.filter({ hasText: 'Mina' }).waitFor()
  assert.equal(await options.count(), 1)
  await field.press('Enter')
  await page.getByRole('heading', { name: /^Mina/, level: 1 }).waitFor()
  await assertAccessible(page, 'the page of a person')
  await page.getByRole('button', { name: /^Find/ }).click()
  await field.fill('>zyzzyva')
  await page.getByText('No match').waitFor()
  await field.fill('> dark')
  await part('Commands').getByRole('option', { name: /Dark/, selected: true }).waitFor()
  await field.press('Enter')
  await page.locator('html[style*="dark"]').waitFor()
})

test('Q1 · the search page shows where it is said, is narrowed, and keeps all of it in its address', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  await page.goto('/search?q=heron')
  const found = page.getByRole('list', { name: 'Found' })
  await found.getByRole('link').first().waitFor()
  const links = () => found.getByRole('link').allTextContents()
  assert.equal((await links()).length, 2)
  assert.match((await links())[0]!, /^Herons/, 'what says it in its title comes first')
  await page.getByText('2 results').waitFor()
  await assertAccessible(page, 'the search page')
  await picture(page, 'search')
  await page.getByLabel('Space').selectOption({ label: 'Quay' })
  await page.getByText('1 result', { exact: true }).waitFor()
  assert.match(page.url(), new RegExp(`space=${quay}`))
  await page.reload()
  await page.getByText('1 result', { exact: true }).waitFor()
  await page.getByLabel('Kind').selectOption({ label: 'Notes' })
  await page.waitForURL(/kind=note/)
  await page.getByRole('searchbox').fill('ink')
  await page.getByText('Nothing here contains “ink”.').waitFor()
  await page.getByRole('button', { name: 'Search everywhere' }).click()
  await found.getByRole('link', { name: /Budget/ }).click()
  await page.getByRole('heading', { name: 'Budget' }).waitFor()
})
