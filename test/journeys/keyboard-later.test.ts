import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followAll } from '../../server/foundation/notices/following.ts'
import { codeNow } from '../world/authenticator.ts'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { anotherOrganization } from '../world/organizations.ts'
import { colleague, founded, guest, password } from '../world/people.ts'

// No pointer is used anywhere in this file.

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada', { password })
const gil = await guest(instance, 'Gil')
const group = await foundGroup(ada, 'Bridge renovation', { guestsAllowed: true })
await enter(instance, group, [oona, gil])
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Plans')
const note = await writeNote(ada, group, notebook, 'Ground plan')
const said = { body: 'Which pier is meant?', mentions: [] }
await must(oona.post(`/api/spaces/${group}/items/${note}/comments`, said), 201)
await followAll(instance.app.house)
const other = await anotherOrganization(instance, 'Nebenan')
const listed = { listed: 'everyone', joining: 'request', guestsAllowed: true }
await must(
  other.admin.post('/api/groups', {
    ...{ name: 'Grocers by the lake', template: 'team', language: 'en', settings: listed },
  }),
  201,
)

test('O1, Z2 · one signs in with a password and the code of an app by keyboard alone', async () => {
  const mine = '/api/me/security'
  await must(ada.post(`${mine}/confirmation`, { password }))
  const totp = await must(ada.post<{ address: string }>(`${mine}/totp`))
  await must(ada.post(`${mine}/totp/confirmation`, { code: codeNow(totp.address, -1) }))
  const page = await visitor({ address })
  const { press, type, tabTo, hasFocus } = keyboard(page)
  await page.goto('/sign-in')
  await tabTo(page.getByLabel('E-mail address'))
  await type(ada.email)
  await press('Tab')
  await hasFocus(page.getByRole('textbox', { name: 'Password' }), 'Tab leads to the password')
  await type(password)
  await press('Enter')
  const code = page.getByLabel('Code from your authenticator app')
  await code.waitFor()
  await hasFocus(code, 'the next thing to type has the focus')
  await type('000000')
  await press('Enter')
  const refusal = page.getByRole('alert')
  await refusal.waitFor()
  await hasFocus(refusal, 'what is wrong takes the focus')
  await tabTo(code)
  await press('ControlOrMeta+a')
  await type(codeNow(totp.address))
  await press('Enter')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  nothingBroke()
})

test('E1, Z2 · a notice is opened by keyboard alone, is read then, and the hours are set', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  const { press, tabTo } = keyboard(page)
  await page.goto('/notices')
  const notice = page.getByRole('link', { name: /commented on “Ground plan”/ })
  await tabTo(notice)
  await assertAccessible(page, 'notices')
  await press('Enter')
  await page.getByRole('textbox', { name: /Ground plan/ }).waitFor()
  await page.goto('/notices?show=unread')
  await page.getByRole('heading', { name: 'Notices', level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  assert.equal(await notice.count(), 0)
  await page.goto('/notices')
  await notice.waitFor()
  await page.goto('/me/notices')
  await tabTo(page.getByRole('switch', { name: 'Quiet hours' }))
  await press('Space')
  await tabTo(page.getByLabel('From', { exact: true }))
  await tabTo(page.getByRole('button', { name: 'Save the hours' }))
  await press('Enter')
  await page.getByText('Saved.', { exact: true }).waitFor()
  await assertAccessible(page, 'the settings of notices')
  nothingBroke()
})

test('V1, Z2 · the console is walked through by keyboard alone, and a group is found, sorted and opened there', async () => {
  const page = await visitor({ address, cookie: oona.cookie })
  const { press, type, tabTo, arrowTo, hasFocus } = keyboard(page)
  await page.goto('/admin')
  const tabs = page.getByRole('navigation', { name: 'Administration' })
  await tabTo(tabs.getByRole('link', { name: 'Groups' }))
  await press('Enter')
  await page.getByRole('heading', { name: 'Groups', level: 1 }).waitFor()
  await tabTo(page.getByRole('searchbox'))
  await type('Bridge')
  await page.getByRole('rowheader', { name: 'Bridge renovation' }).waitFor()
  await tabTo(page.getByRole('button', { name: 'Members' }))
  await press('Enter')
  await page.waitForURL(/sort=members/)
  await page.setViewportSize({ width: 390, height: 844 })
  await assertAccessible(page, 'groups of the console on a phone')
  await page.getByText('2 of').or(page.getByText('3 of')).first().waitFor()
  await page.setViewportSize({ width: 1280, height: 720 })
  const menu = page.getByRole('button', { name: 'Actions for Bridge renovation' })
  await tabTo(menu)
  await press('Enter')
  await arrowTo(page.getByRole('menuitem').nth(1))
  await press('Escape')
  await hasFocus(menu, 'Escape closes the menu and gives the focus back')
  nothingBroke()
})

test('A8, Z2 · an administrator looks as a guest and stops by keyboard alone', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  const { press, tabTo, arrowTo } = keyboard(page)
  await page.goto(`/s/${group}`)
  await tabTo(page.getByRole('main').getByRole('button', { name: 'More actions' }).first())
  await press('Enter')
  await arrowTo(page.getByRole('menuitem', { name: 'View as…' }))
  await press('Enter')
  const dialog = page.getByRole('dialog')
  await tabTo(dialog.getByRole('radio', { name: 'A guest' }))
  await press('ArrowDown')
  await press('ArrowUp')
  await assertAccessible(page, 'as whom to look')
  await tabTo(dialog.getByRole('button', { name: 'Start', exact: true }))
  await press('Enter')
  await page.getByText('You see this group as a guest would.').waitFor()
  await assertAccessible(page, 'a group as a guest sees it')
  await tabTo(page.getByRole('button', { name: 'Stop', exact: true }))
  await press('Enter')
  await page.getByText('You see the group with your own rights again.').waitFor()
  nothingBroke()
})

test('J2, Z2 · a group of another organization is searched for and opened by keyboard alone', async () => {
  const page = await visitor({ address, cookie: oona.cookie })
  const { press, type, tabTo } = keyboard(page)
  await page.goto('/')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await press('g')
  await press('d')
  await page.getByRole('heading', { name: 'Directory', level: 1 }).waitFor()
  await tabTo(page.getByRole('link', { name: 'All organizations' }))
  await press('Enter')
  await page.getByText('Fill in at least two of the four fields').waitFor()
  await tabTo(page.getByRole('searchbox', { name: 'Part of the name' }))
  await type('groc')
  await tabTo(page.getByLabel('Language', { exact: true }))
  await type('En')
  const found = page.getByRole('link', { name: 'Grocers by the lake' })
  await tabTo(found)
  await page.setViewportSize({ width: 390, height: 844 })
  await assertAccessible(page, 'what a search of all organizations found, on a phone')
  await press('Enter')
  await page.getByRole('heading', { name: 'Grocers by the lake', level: 1 }).waitFor()
  nothingBroke()
})
