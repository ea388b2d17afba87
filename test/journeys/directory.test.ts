import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { must } from '../world/cast.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { anotherOrganization } from '../world/organizations.ts'
import { colleague, founded } from '../world/people.ts'

const house = await startInstance({ listen: true })
const { organization, admin: oona } = await founded(house)
const ada = await colleague(house, organization, 'Ada', { lastName: 'Lovelace' })
const xavier = await colleague(house, organization, 'Xavier', { language: 'fr' })
const other = await anotherOrganization(house, 'Nebenan')
const { address } = house
after(nothingBroke)

const choir = await groupOf(ada, {
  name: 'Choir of the quay',
  objective: 'We sing on Thursdays',
  template: 'team',
})
const press = await groupOf(ada, { name: 'Press', template: 'community' })
await memberOf(house, press, xavier)
await groupOf(ada, { name: 'Silent', template: 'circle' })
const shop = await groupOf(other.admin, {
  name: 'Épicerie locale',
  objective: 'What grows near us',
  template: 'team',
  sector: 'Alimentation',
  language: 'fr',
  settings: { listed: 'everyone', guestsAllowed: true },
})

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

const names = (page: Page) =>
  page.getByRole('table').getByRole('rowheader').getByRole('link').allTextContents()

test('J1 · the directory is sorted by a column, filtered, and shows the chosen columns', async () => {
  const page = await visitor({ address, cookie: xavier.cookie })
  await page.goto('/directory')
  await page.getByRole('table').waitFor()
  assert.deepEqual(await names(page), ['Choir of the quay', 'Press'])
  await page.getByRole('button', { name: 'Membres' }).click()
  await page.getByRole('button', { name: 'Membres' }).click()
  await page.waitForFunction(() => document.querySelector('tbody a')?.textContent === 'Press')
  await page.getByText('Colonnes', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'Modèle' }).check()
  await page.getByRole('columnheader', { name: 'Modèle' }).waitFor()
  await page.getByText('Colonnes', { exact: true }).click()
  await assertAccessible(page, 'directory')
  await picture(page, 'directory')
  await page.getByRole('combobox', { name: 'Accès' }).selectOption('restricted')
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1)
  assert.deepEqual(await names(page), ['Choir of the quay'])
})

test('J2 · a search over all organizations requires two criteria, finds, and leads to the page of a group before joining', async () => {
  const page = await visitor({ address, cookie: xavier.cookie })
  await page.goto('/directory/everyone')
  await page.getByText('Remplissez au moins deux des quatre champs', { exact: false }).waitFor()
  await page.getByRole('searchbox', { name: 'Une partie du nom' }).fill('epicerie')
  await page.getByLabel('Langue', { exact: true }).selectOption('fr')
  await page.getByRole('link', { name: shop.name }).waitFor()
  assert.equal(await page.getByText('Nebenan').count(), 1)
  await assertAccessible(page, 'search over all organizations')
  await picture(page, 'everyone')
  await page.getByRole('link', { name: shop.name }).click()
  await page.getByRole('heading', { name: 'Ce que les membres verront de vous' }).waitFor()
  await picture(page, 'about')
})

test('J3 · a request is withdrawn by its asker after the group has turned private; a refusal shows its reason', async () => {
  const path = `/api/groups/${choir.id}/join-requests`
  await must(xavier.post(path, { message: '' }), 201)
  const reached = `/api/groups/${shop.id}/join-requests`
  const { id } = await must(xavier.post<{ id: string }>(reached, { message: '' }), 201)
  await must(other.admin.post(`${reached}/${id}/refusal`, { reason: 'Trop loin' }), 204)
  await must(
    ada.patch(`/api/groups/${choir.id}`, { settings: { listed: 'no', joining: 'invitation' } }),
  )
  const page = await visitor({ address, cookie: xavier.cookie })
  await page.goto('/directory')
  await page.getByText('Trop loin').waitFor()
  await picture(page, 'my-requests')
  await page.getByRole('button', { name: /Retirer la demande/ }).click()
  await page.getByText('est retirée', { exact: false }).waitFor()
  await page.goto(`/groups/${shop.id}`)
  await page.getByText('Trop loin').waitFor()
  await assertAccessible(page, 'a group that declined')
})

test('V1, G7 · an admin sees what needs attention, restores a deleted group, and reads the state of the server', async () => {
  const gone = await groupOf(ada, { name: 'Gone by mistake' })
  await must(ada.delete(`/api/groups/${gone.id}`), 204)
  await must(oona.post(`/api/organization/people/${ada.id}/deactivation`), 204)
  const people = [{ email: 'guest@elsewhere.example' }]
  const inviting = await groupOf(oona, { name: 'Inviting', settings: { guestsAllowed: true } })
  await must(oona.post(`/api/groups/${inviting.id}/invitations`, { people }))
  const page = await visitor({ address, cookie: oona.cookie })
  await page.goto('/admin')
  const attention = page.getByRole('link', { name: /without an active administrator/ })
  await attention.waitFor()
  await assertAccessible(page, 'console')
  await picture(page, 'admin-overview')
  await attention.click()
  await page.getByRole('table').waitFor()
  assert.deepEqual(await names(page), ['Choir of the quay', 'Press', 'Silent'])
  await picture(page, 'admin-groups')
  await page.getByRole('link', { name: 'Deleted groups' }).click()
  await page
    .getByRole('cell', { name: 'Gone by mistake' })
    .or(page.getByText(gone.name))
    .first()
    .waitFor()
  await assertAccessible(page, 'deleted groups')
  await picture(page, 'admin-deleted')
  await page.getByRole('button', { name: `Restore ${gone.name}` }).click()
  await page.getByText('is restored', { exact: false }).waitFor()
  await page.goto('/admin/invitations')
  await page.getByRole('rowheader', { name: 'guest@elsewhere.example' }).waitFor()
  await assertAccessible(page, 'invitations across groups')
  await picture(page, 'admin-invitations')
  await page.goto('/admin/health')
  // Two organizations live here: the server that runs both is the business of neither admin.
  await page.getByText('with “npm run doctor”').waitFor()
  assert.equal(await page.getByText(/PostgreSQL \d/).count(), 0)
  await assertAccessible(page, 'health of a house of several')
})
