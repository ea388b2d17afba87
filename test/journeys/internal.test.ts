import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { colleague, founded, guest } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const marie = await colleague(instance, organization, 'Marie', { language: 'fr' })
const gil = await guest(instance, 'Gil', { language: 'fr' })
const group = await foundGroup(ada, 'Bridge renovation', { guestsAllowed: true })
await enter(instance, group, [marie, gil])
const root = await rootOf(ada, group)
const costs = await makeNotebook(ada, group, root, 'Costs')
await writeNote(ada, group, costs, 'Prices of steel')
const plans = await makeNotebook(ada, group, root, 'Plans')
const ground = await writeNote(ada, group, plans, 'Ground plan')

const as = (person: { cookie: string }): Promise<Page> =>
  visitor({ address, cookie: person.cookie })

test('G10, S2 · an administrator hides a notebook from guests by keyboard alone; a guest who has it open loses it without reloading', async () => {
  const gils = await as(gil)
  await gils.goto(`/s/${group}/notes/in/${costs}`)
  await gils.getByRole('link', { name: /Prices of steel/ }).waitFor()
  await untouched(gils)
  const page = await as(ada)
  const { press, tabTo, arrowTo, hasFocus } = keyboard(page)
  await page.goto(`/s/${group}/notes/in/${costs}`)
  await page.getByRole('heading', { name: 'Costs', level: 1 }).waitFor()
  const menu = page.getByRole('main').getByRole('button', { name: 'More actions' }).first()
  await tabTo(menu)
  await press('Enter')
  await arrowTo(page.getByRole('menuitem', { name: 'Rights…' }))
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Rights on “Costs”' })
  await tabTo(dialog.getByRole('checkbox', { name: 'Internal only' }))
  await press('Space')
  await assertAccessible(page, 'the rights of what is internal')
  await tabTo(dialog.getByRole('button', { name: 'Save these rights' }))
  await press('Enter')
  await page.getByText('The rights on “Costs” are saved.').waitFor()
  await hasFocus(menu, 'the focus returns to where the dialog was opened')
  await page.getByText('Internal', { exact: true }).first().waitFor()
  await assertAccessible(page, 'an internal notebook')

  await gils.getByRole('link', { name: /Prices of steel/ }).waitFor({ state: 'detached' })
  await gils.getByText('Page introuvable ou non partagée').waitFor()
  assert.ok(await isUntouched(gils), 'nothing was reloaded')
  await assertAccessible(gils, 'what a guest no longer finds')
  nothingBroke()
})

test('G10, S2 · a note is hidden from guests from its menu by keyboard alone, leaves their screen, and comes back by Undo', async () => {
  const gils = await as(gil)
  await gils.goto(`/s/${group}/notes/${ground}`)
  await gils.getByRole('textbox', { name: /Ground plan/ }).waitFor()
  await untouched(gils)
  const list = await as(gil)
  await list.goto(`/s/${group}/notes`)
  await list.getByRole('link', { name: /Ground plan/ }).waitFor()
  const page = await as(ada)
  const { press, tabTo, arrowTo } = keyboard(page)
  await page.goto(`/s/${group}/notes/${ground}`)
  await page.getByRole('textbox', { name: /Ground plan/ }).waitFor()
  await tabTo(page.getByRole('main').getByRole('button', { name: 'More actions' }).first())
  await press('Enter')
  await arrowTo(page.getByRole('menuitem', { name: 'Hide from guests' }))
  await press('Enter')
  await page.getByText('Guests can no longer see this.').waitFor()
  await page.getByRole('main').getByText('Internal', { exact: true }).waitFor()
  await assertAccessible(page, 'an internal note')

  await gils.getByRole('textbox', { name: /Ground plan/ }).waitFor({ state: 'detached' })
  await gils.getByRole('heading', { name: 'Cette note s’est fermée', level: 1 }).waitFor()
  assert.ok(await isUntouched(gils), 'nothing was reloaded')
  await list.getByRole('link', { name: /Ground plan/ }).waitFor({ state: 'detached' })

  await tabTo(page.getByRole('button', { name: 'Undo' }))
  await press('Enter')
  await list.getByRole('link', { name: /Ground plan/ }).waitFor()
  nothingBroke()
})

test('G10, A8 · the audience of a new note loses its guests when “Internal only” is checked, in both languages', async () => {
  const page = await as(ada)
  const { press, type, tabTo } = keyboard(page)
  await page.goto(`/s/${group}/notes/in/${plans}`)
  await tabTo(page.getByRole('button', { name: 'New note' }).first())
  await press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 guest from Acme').waitFor()
  await tabTo(dialog.getByLabel('Title'))
  await type('What we do not say yet')
  await tabTo(dialog.getByRole('checkbox', { name: 'Internal only' }))
  await press('Space')
  await dialog.getByText('1 guest from Acme').waitFor({ state: 'detached' })
  await dialog.getByText('2 members').waitFor()
  await assertAccessible(page, 'writing what guests will not see')
  await tabTo(dialog.getByRole('button', { name: 'Write it' }))
  await press('Enter')
  await page.getByRole('textbox', { name: /What we do not say yet/ }).waitFor()
  await page.getByRole('main').getByText('Internal', { exact: true }).waitFor()

  const maries = await as(marie)
  await maries.goto(`/s/${group}/notes/in/${plans}`)
  const row = maries.getByRole('listitem').filter({ hasText: 'What we do not say yet' })
  await row.getByText('Interne', { exact: true }).waitFor()
  await assertAccessible(maries, 'a list with what is internal')
  await maries.getByRole('button', { name: 'Nouvelle note' }).first().click()
  const french = maries.getByRole('dialog')
  await french.getByText('1 personne externe (Acme)').waitFor()
  await french.getByRole('checkbox', { name: 'Réservé aux internes' }).check()
  await french.getByText('1 personne externe (Acme)').waitFor({ state: 'detached' })
  nothingBroke()
})

test('G11, G3 · what newcomers see is chosen in the settings by keyboard, saved, shown in the history like everything that was hidden from guests, and named in the summary of a new group', async () => {
  const page = await as(ada)
  const { press, tabTo } = keyboard(page)
  await page.goto(`/s/${group}/settings`)
  const all = page.getByRole('radio', { name: /^Everything/ })
  await tabTo(all)
  await press('ArrowDown')
  const joined = page.getByRole('radio', {
    name: /^What was added since they joined/,
    checked: true,
  })
  await joined.waitFor()
  await tabTo(page.getByRole('form', { name: 'Rights' }).getByRole('button', { name: 'Save' }))
  await press('Enter')
  await page.getByText('Saved.', { exact: true }).waitFor()
  await assertAccessible(page, 'the settings of a group')
  await page.reload()
  await joined.waitFor()

  await page.goto(`/s/${group}/history`)
  await page.getByText('What newcomers see: Everything → What was added since').waitFor()
  await page.getByText('hid “Costs” from guests').waitFor()
  await page.getByText('showed one item to guests again').waitFor()

  const maries = await as(marie)
  await maries.goto('/groups/new')
  const summary = maries.getByText('Ce qui est ajouté depuis leur arrivée', { exact: true })
  const change = maries.getByRole('button', { name: 'Modifier', exact: true })
  await change.waitFor()
  assert.equal(await summary.count(), 0)
  await change.click()
  await maries.getByRole('radio', { name: /^Ce qui est ajouté/ }).check()
  await maries.getByRole('button', { name: 'Masquer les réglages' }).click()
  await summary.waitFor()
  await assertAccessible(maries, 'a new group with what newcomers see')
  nothingBroke()
})

/** A mark that only this very document carries. */
async function untouched(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.dataset['untouched'] = 'yes'))
}

function isUntouched(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.dataset['untouched'] === 'yes')
}
