import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { nothingBroke, visitor } from '../world/browser.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

// No pointer is used anywhere in this file.

const instance = await startInstance({ listen: true })
const { organization, admin: oona } = await founded(instance)
const marie = await colleague(instance, organization, 'Marie')
const page = await visitor({ address: instance.address, cookie: oona.cookie })

test('Z2 · a group is created by keyboard alone, with a colleague and an outsider in it', async () => {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await press('Control+k')
  await page.getByRole('combobox', { name: 'Find or do something' }).waitFor()
  await type('new group')
  await page.getByRole('option', { name: /New group/ }).waitFor()
  await press('Enter')
  await page.getByRole('heading', { name: 'New group', level: 1 }).waitFor()
  await tabTo(page.getByLabel('Name'))
  await type('Bridge renovation')
  await tabTo(page.getByLabel('Objective'))
  await type('Plans and permits.')
  await tabTo(page.getByRole('radio', { name: /^Team/ }))
  await press('ArrowUp')
  assert.ok(await page.getByRole('radio', { name: /^Client extranet/ }).isChecked())
  await tabTo(page.getByRole('combobox', { name: 'People' }))
  await type('Marie')
  await page.getByRole('option', { name: /Marie Test/ }).waitFor()
  await press('ArrowDown')
  await press('Enter')
  await page.getByRole('button', { name: 'Remove Marie Test' }).waitFor()
  await tabTo(page.getByRole('button', { name: 'Create the group and bring in 1 person' }))
  await press('Enter')
  await page.getByRole('heading', { name: '“Bridge renovation” is ready' }).waitFor()
  await tabTo(page.getByRole('link', { name: 'Go to Bridge renovation' }))
  await press('Enter')
  await page.getByRole('heading', { name: 'Bridge renovation', level: 1 }).waitFor()
  nothingBroke()
})

test('M4 · somebody is invited by keyboard alone, and the invitation is withdrawn', async () => {
  await tabTo(page.getByRole('link', { name: 'Invite people' }).first())
  await press('Enter')
  await page.getByRole('heading', { name: 'Invitations', level: 1 }).waitFor()
  await tabTo(page.getByRole('combobox', { name: 'Who' }))
  await type('ana@example.org')
  await press('Enter')
  await page.getByRole('button', { name: 'Remove ana@example.org' }).waitFor()
  await tabTo(page.getByRole('button', { name: 'Invite 1 person' }))
  await press('Enter')
  await tabTo(page.getByRole('button', { name: /^Withdraw/ }))
  await press('Enter')
  await page.getByText('The invitation of ana@example.org is withdrawn.').waitFor()
  nothingBroke()
})

test('N · a note is written, made bold, and commented by keyboard alone', async () => {
  await press('g')
  await press('n')
  await page.getByRole('heading', { name: 'All notes', level: 1 }).waitFor()
  await tabTo(page.getByRole('button', { name: 'New note' }).first())
  await press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').waitFor()
  assert.ok(await holdsFocus(dialog), 'a dialog takes the focus')
  await tabTo(dialog.getByLabel('Title'))
  await type('First visit')
  await press('Enter')
  const text = page.getByRole('textbox', { name: 'Text of “First visit”' })
  await text.waitFor()
  await tabTo(text)
  await type('The bridge is ')
  await press('ControlOrMeta+b')
  await type('closed')
  await press('ControlOrMeta+b')
  await type(' on Monday.')
  await text.locator('strong', { hasText: 'closed' }).waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()

  await press('Alt+F10')
  assert.ok(await holdsFocus(page.getByRole('toolbar')), 'Alt and F10 lead to the formatting')
  await press('Escape')
  assert.ok(await holdsFocus(text), 'and Escape back into the text')

  const comments = page.getByRole('button', { name: /^Comments/ })
  await tabBackTo(comments)
  await press('Enter')
  const panel = page.getByRole('complementary').or(page.getByRole('dialog'))
  await panel.getByRole('textbox').first().waitFor()
  await tabTo(panel.getByRole('textbox').first())
  await type('Who tells the neighbours?')
  await press('ControlOrMeta+Enter')
  await panel.getByText('Who tells the neighbours?').first().waitFor()
  await press('Escape')
  await panel.waitFor({ state: 'detached' })
  await hasFocus(comments, 'Escape goes one step back, and the focus with it')
  nothingBroke()
})

test('Z2 · rights are given by keyboard alone, and closing brings the focus back', async () => {
  await press('g')
  await press('n')
  await page.getByRole('heading', { name: 'All notes', level: 1 }).waitFor()
  const tree = page.getByRole('treeitem', { name: 'Notebook' })
  await tabTo(page.getByRole('treeitem', { name: 'All notes' }))
  await press('ArrowDown')
  assert.ok(await holdsFocus(tree), 'arrows walk in the tree')
  await press('Enter')
  await page.getByRole('heading', { name: 'Notebook', level: 1 }).waitFor()
  const menu = page.getByRole('main').getByRole('button', { name: 'More actions' }).first()
  await tabTo(menu)
  await press('Enter')
  await arrowTo(page.getByRole('menuitem', { name: 'Rights…' }))
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Rights on “Notebook”' })
  await dialog.waitFor()
  await tabTo(dialog.getByRole('radio', { name: /The same as/ }))
  await press('ArrowDown')
  await tabTo(dialog.getByRole('combobox', { name: 'Give rights to' }))
  await type('Marie')
  await page.getByRole('option', { name: /Marie Test/ }).waitFor()
  await press('ArrowDown')
  await press('Enter')
  await tabTo(dialog.getByRole('button', { name: 'Save these rights' }))
  await press('Enter')
  await page.getByText('The rights on “Notebook” are saved.').waitFor()
  await hasFocus(menu, 'the focus returns to where the dialog was opened')
  const seen = await marie.get<{ spaces: { name: string }[] }>('/api/me')
  assert.ok(seen.body.spaces.some(({ name }) => name === 'Bridge renovation'))
  nothingBroke()
})

const press = (key: string) => page.keyboard.press(key)
const type = (text: string) => page.keyboard.type(text)

/** Presses Tab until this has the focus, as a person would. */
async function tabTo(target: Locator, key = 'Tab'): Promise<void> {
  await target.first().waitFor()
  for (let step = 0; step < 80; step++) {
    if (await holdsFocus(target)) return
    await press(key)
  }
  assert.fail(`Tab does not lead to ${String(target)}; the focus is on ${await focused(page)}`)
}

const tabBackTo = (target: Locator) => tabTo(target, 'Shift+Tab')
const arrowTo = (target: Locator) => tabTo(target, 'ArrowDown')

/** Within a moment. */
async function hasFocus(target: Locator, what: string): Promise<void> {
  for (let step = 0; step < 20; step++) {
    if (await holdsFocus(target)) return
    await page.waitForTimeout(50)
  }
  assert.fail(`${what}; now it is on ${await focused(page)}`)
}

async function holdsFocus(target: Locator): Promise<boolean> {
  const found = await target.evaluateAll((all) =>
    all.some((one) => one === document.activeElement || one.contains(document.activeElement)),
  )
  return found
}

function focused(on: Page): Promise<string> {
  return on.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing')
}
