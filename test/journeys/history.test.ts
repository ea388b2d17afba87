import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { giveRights, must, stage } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { cast, group, closed } = await stage(instance)
const { ada, oona, mina, rita, cosmo } = cast
await giveRights(ada, group, closed, [[{ kind: 'person', id: rita.id }, 'editor']])
await must(ada.delete(`/api/groups/${group}/members/${mina.id}`), 204)

const as = (person: { cookie: string }, options = {}): Promise<Page> =>
  visitor({ address, cookie: person.cookie, options })

const lines = (page: Page) => page.getByRole('main').locator('time')

test('V2 · an administrator finds by search who removed a member and from where, and exports it', async () => {
  const page = await as(ada)
  await page.goto(`/s/${group}/history`)
  await page
    .getByText(
      'gave Rita Test the right to read, comment, add and edit what others added in “Closed”',
    )
    .waitFor()
  await page.getByText('removed Mina Test').waitFor()
  await assertAccessible(page, 'the history of a group')
  await page.getByRole('searchbox', { name: 'Search the history' }).fill('mina')
  await page.getByLabel('About', { exact: true }).selectOption('member')
  await page.getByText('gave Rita Test').waitFor({ state: 'detached' })
  await page.waitForURL(/find=mina/)
  const removed = page.getByRole('listitem').filter({ hasText: 'removed Mina Test' })
  await removed.getByText('Details').click()
  await removed.getByText('127.0.0.1').waitFor()
  const shown = await lines(page).count()
  const started = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export JSON' }).click()
  const file = await (await started).path()
  const taken = JSON.parse(await readFile(file, 'utf8')) as { kind: string }[]
  assert.equal(taken.length, shown)
  assert.ok(taken.some(({ kind }) => kind === 'member.removed'))
  nothingBroke()
})

test('V2 · filters in the address apply to everybody who opens it, and an empty result says so', async () => {
  const page = await as(ada)
  await page.goto(`/s/${group}/history?to=2001-01-01`)
  await page.getByText('No match in the history.').waitFor()
  await page.getByRole('button', { name: 'Show everything' }).click()
  await page.getByText('removed Mina Test').waitFor()
  assert.doesNotMatch(page.url(), /to=/)
  nothingBroke()
})

test('V1, M3 · an admin reads the history of the organization with the group on each line, and nothing of rights in it', async () => {
  const page = await as(oona)
  await page.goto('/admin/history')
  const removed = page.getByRole('listitem').filter({ hasText: 'removed Mina Test' })
  await removed.getByRole('link', { name: 'Éditions' }).waitFor()
  assert.equal(await page.getByText('gave Rita Test').count(), 0)
  await assertAccessible(page, 'the history of the organization')
  const other = await as(cosmo)
  await other.goto('/admin/history')
  await other.getByText('removed Mina Test').waitFor({ state: 'detached' })
  await other.getByRole('link', { name: 'Home' }).first().waitFor()
  nothingBroke()
})

test('Z1 · the reference finds an operation by search, and its example is copied and asked again by its link', async () => {
  const page = await as(mina, { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.goto('/reference')
  await page.getByRole('searchbox').fill('post creates a group G1')
  await page.getByText('1 operation', { exact: true }).waitFor()
  await page.locator('#createGroup > summary').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copy the request' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(copied, /^curl -X POST '.*\/api\/groups' \\\n {2}-H "Authorization: Bearer/)
  assert.match(copied, /"template": "team"/)
  await assertAccessible(page, 'an operation of the reference')
  await page.goto('/reference?operation=readGroupHistory')
  await page.locator('#readGroupHistory').getByRole('heading', { name: 'Answer 200' }).waitFor()
  nothingBroke()
})
