import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { must } from '../world/cast.ts'
import { groupOf, planFor } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
await colleague(instance, organization, 'Marie')
const group = await groupOf(ada, { name: 'Bridge renovation' })
await must(ada.delete(`/api/groups/${group.id}`), 204)
await planFor(instance, ada, { groups: 0 })
await must(oona.post(`/api/organization/people/${ada.id}/deactivation`), 204)

const as = (person: { cookie: string }, options = {}): Promise<Page> =>
  visitor({ address, cookie: person.cookie, options })

test('G7, M3 · where a deleted group cannot go back to its administrator, who is stopped, the page says why and asks for another one', async () => {
  const page = await as(oona)
  await page.goto('/admin/groups/deleted')
  await page.getByRole('button', { name: 'Restore Bridge renovation' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/Ada Test/).waitFor()
  await dialog.getByLabel('Administrator from now on').fill('Marie')
  await page.getByRole('option', { name: /Marie Test/ }).click()
  await assertAccessible(page, 'who shall administer a restored group')
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await page.getByText('“Bridge renovation” is restored').waitFor()
  await page.getByText('No group was deleted recently.').waitFor()
  nothingBroke()
})

test('V1 · where there is only one organization, its admin reads the state of the server, also on a phone', async () => {
  const page = await as(oona, { viewport: { width: 390, height: 844 } })
  await page.goto('/admin/health')
  await page.getByText(/PostgreSQL \d/).waitFor()
  await assertAccessible(page, 'health')
  nothingBroke()
})
