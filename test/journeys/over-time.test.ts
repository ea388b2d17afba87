import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { followUp } from '../../server/foundation/membership/ending.ts'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, must } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, guest, signedIn } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const marie = await colleague(instance, organization, 'Marie', { language: 'fr' })
const gil = await guest(instance, 'Gil')
await must(oona.patch('/api/organization', { policies: { guestDays: 30 } }), 204)
const group = await foundGroup(ada, 'Bridge renovation', { guestsAllowed: true })
await enter(instance, group, [marie, gil])

const as = (person: { cookie: string }, options = {}): Promise<Page> =>
  visitor({ address, cookie: person.cookie, options })

test('M9 · the administrator says until when a guest stays and who vouches, and renews the stay by one click', async () => {
  const page = await as(ada)
  await page.goto(`/s/${group}/members`)
  await page.getByText('sponsor: Ada Test').waitFor()
  await page.getByRole('button', { name: 'Actions for Gil Test' }).click()
  await page.getByRole('menuitem', { name: 'End date and sponsor…' }).click()
  const dialog = page.getByRole('dialog')
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  await dialog.getByLabel('Member until').fill(soon)
  await assertAccessible(page, 'how long a guest stays')
  await shot(page, 'dates')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Ends soon').waitFor()
  await assertAccessible(page, 'members with a guest who goes soon')
  await shot(page, 'members')
  await page.getByRole('button', { name: 'Actions for Gil Test' }).click()
  await page.getByRole('menuitem', { name: 'Renew the stay' }).click()
  await page.getByText(/Gil Test stays until/).waitFor()
  await page.getByText('Ends soon').waitFor({ state: 'detached' })
  nothingBroke()
})

test('M1, M8 · what a hand-over takes is shown before it is done; a successor is named in the settings', async () => {
  const page = await as(ada)
  await page.goto(`/s/${group}/settings`)
  await page.getByRole('heading', { name: 'Who follows you' }).waitFor()
  await page.getByLabel('Successor').fill('Marie')
  await page.getByRole('option', { name: /Marie Test/ }).click()
  await page.getByRole('button', { name: 'Name as successor' }).click()
  await page.getByText(/Marie Test, named on/).waitFor()
  await assertAccessible(page, 'the settings with a successor')
  await shot(page, 'settings')
  await page.getByRole('button', { name: 'Hand over…' }).click()
  await page.getByLabel('New administrator').fill('Marie')
  await page.getByRole('option', { name: /Marie Test/ }).click()
  await page.getByText('Groups administered').waitFor()
  await assertAccessible(page, 'what a hand-over takes')
  await shot(page, 'hand-over')
  nothingBroke()
})

test('M8, Z2 · the successor is asked on Home, in their language, and accepts', async () => {
  const alma = await colleague(instance, organization, 'Alma')
  const hers = await foundGroup(alma, 'Harbour')
  await enter(instance, hers, [marie])
  await must(alma.put(`/api/groups/${hers}/successor`, { person: marie.id }), 204)
  await must(oona.post(`/api/organization/people/${alma.id}/deactivation`), 204)
  await followUp(instance.app.house)
  const page = await as(marie, { viewport: { width: 390, height: 844 } })
  await page.goto('/')
  await page.getByRole('link', { name: /Voulez-vous administrer/ }).waitFor()
  await page.getByText('Groupes administrés').waitFor()
  await assertAccessible(page, 'Home of who is asked')
  await shot(page, 'asked')
  await page.getByRole('button', { name: 'Accepter' }).click()
  await page.getByText(/Vous administrez désormais/).waitFor()
  await page.getByRole('button', { name: 'Accepter' }).waitFor({ state: 'detached' })
  nothingBroke()
})

test('O9 · one takes one’s data along, and cannot go while one administers a group', async () => {
  await foundGroup(marie, 'Quays')
  const page = await as(marie)
  await page.goto('/me')
  await page.getByRole('heading', { name: 'Mes données et mon compte' }).waitFor()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Exporter mes données' }).click()
  await (await coming).path()
  await page.getByText('Quelqu’un d’autre doit d’abord administrer ces groupes').first().waitFor()
  await shot(page, 'profile')
  const gils = await as(gil)
  await gils.goto('/me')
  await gils.getByRole('button', { name: 'Delete my account…' }).click()
  await gils.getByRole('textbox', { name: /gil@example/i }).fill(gil.email)
  await assertAccessible(gils, 'before an account is deleted')
  await shot(gils, 'delete')
  await gils.getByRole('dialog').getByRole('button', { name: 'Delete my account' }).click()
  await gils
    .getByText(/Your account will be deleted on/)
    .first()
    .waitFor()
  await gils.getByRole('button', { name: 'Keep my account' }).click()
  await gils.getByText('Your account stays.').waitFor()
  nothingBroke()
})

test('O9 · an admin deletes an account from the list, reads there until when it can be taken back, and takes it back', async () => {
  const zoe = await colleague(instance, organization, 'Zoe')
  const page = await as(oona)
  await page.goto('/admin/people')
  const menu = page.getByRole('button', { name: 'Actions for Zoe Test' })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Delete this account' }).scrollIntoViewIfNeeded()
  await shot(page, 'delete-person')
  await page.getByRole('menuitem', { name: 'Delete this account' }).click()
  await page.getByText(/Zoe Test is stopped, and will be deleted on/).waitFor()
  await page.getByText(/^deleted on/).waitFor()
  await assertAccessible(page, 'people with one who goes')
  await shot(page, 'people')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Take the deletion back' }).click()
  await page.getByText('The account of Zoe Test stays.').waitFor()
  await page.getByText(/^deleted on/).waitFor({ state: 'detached' })
  await must((await signedIn(instance, zoe.id)).get('/api/me'))
  nothingBroke()
})

/** Kept for whoever looks, when SHOTS names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
