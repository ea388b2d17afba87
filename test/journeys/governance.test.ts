import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, must } from '../world/cast.ts'
import { handOver } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)
const as = (person: { cookie: string }, options = {}): Promise<Page> =>
  visitor({ address, cookie: person.cookie, options })
const narrow = { viewport: { width: 390, height: 844 } }

let count = 0

/** A private group of somebody new, with a member who reads French. */
async function scene() {
  count += 1
  const ada = await colleague(instance, organization, `Ada ${count}`)
  const marie = await colleague(instance, organization, `Marie ${count}`, { language: 'fr' })
  const kai = await colleague(instance, organization, `Kai ${count}`)
  const group = await foundGroup(ada, `Bridge renovation ${count}`)
  await enter(instance, group, [marie, kai])
  return { ada, marie, kai, group, of: (name: string) => `${name} ${count} Test` }
}

test('M1, Z2 · the new administrator is asked, sees on Home how much of their plan the group uses, and accepts', async () => {
  const { ada, marie, group, of } = await scene()
  const page = await as(ada)
  await page.goto(`/s/${group}/members`)
  await page.getByRole('button', { name: `Actions for ${of('Marie')}` }).click()
  await page.getByRole('menuitem', { name: 'Hand the group over…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Groups administered').waitFor()
  await dialog.getByText(/They are asked first/).waitFor()
  await assertAccessible(page, 'offering the group')
  await shot(page, 'offer')
  await dialog.getByRole('button', { name: `Ask ${of('Marie')}` }).click()
  await page.getByText(/was asked to administer this group/).waitFor()
  await assertAccessible(page, 'members while an offer waits')
  await shot(page, 'offered')
  const home = await as(marie, narrow)
  await home.goto('/')
  const asked = home.getByRole('region', { name: /Voulez-vous administrer/ })
  await asked.getByText('Groupes administrés').waitFor()
  await assertAccessible(home, 'Home of whom the group is offered to')
  await shot(home, 'asked')
  await asked.getByRole('button', { name: 'Accepter' }).click()
  await asked.waitFor({ state: 'detached' })
  await page.reload()
  await page
    .getByRole('button', { name: 'Leave the group' })
    .or(page.getByText('Members'))
    .first()
    .waitFor()
  nothingBroke()
})

test('M3, Z2 · a person who governs asks whether the administrator is active; the administrator answers in one click', async () => {
  const { ada, group, of } = await scene()
  const page = await as(oona)
  await page.goto(`/groups/${group}`)
  await page.getByRole('button', { name: /^Ask whether .+ still administers it…$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why you ask').fill('Nobody answers our mails')
  await assertAccessible(page, 'asking the administrator')
  await shot(page, 'ask')
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText(`${of('Ada')} was asked whether`).waitFor()
  await assertAccessible(page, 'a governed group whose administrator was asked')
  await shot(page, 'asked-whether')
  const mine = await as(ada, narrow)
  await mine.goto(`/s/${group}`)
  const question = mine.getByRole('region', { name: 'Do you still administer this group?' })
  await question.getByText('Nobody answers our mails').waitFor()
  await assertAccessible(mine, 'the question to the administrator')
  await shot(mine, 'question')
  await question.getByRole('button', { name: 'Yes, I do' }).click()
  await question.waitFor({ state: 'detached' })
  nothingBroke()
})

test('M3 · a person who governs adds colleagues openly, and themself only with the consent of the administrator', async () => {
  const { ada, group } = await scene()
  const page = await as(oona)
  await page.goto(`/s/${group}/members`)
  await page.getByRole('button', { name: 'Add colleagues' }).click()
  const dialog = page.getByRole('dialog')
  for (const name of ['Oona', 'Kai']) {
    await dialog.getByLabel('Colleagues').fill(name)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click()
  }
  await assertAccessible(page, 'adding as one who governs')
  await shot(page, 'add')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByText('will be added if the administrator, who has been asked, agrees').waitFor()
  await shot(page, 'added')
  const mine = await as(ada, narrow)
  await mine.goto(`/s/${group}/requests`)
  await mine.getByText('Governs your organization: only you can answer.').waitFor()
  await assertAccessible(mine, 'a request of one who governs')
  await shot(mine, 'request')
  await mine.getByRole('button', { name: /^Approve/ }).click()
  await mine.getByText(/is a member now/).waitFor()
  nothingBroke()
})

test('J7, Z2 · somebody is removed and kept out with a reason until a date, listed, and let back', async () => {
  const { ada, group, of } = await scene()
  const page = await as(ada)
  await page.goto(`/s/${group}/members`)
  await page.getByRole('button', { name: `Actions for ${of('Kai')}` }).click()
  await page.getByRole('menuitem', { name: 'Remove and keep out…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('Shared what was not theirs')
  await dialog.getByLabel('Until').fill('2999-01-01')
  await assertAccessible(page, 'keeping somebody out')
  await shot(page, 'keep-out')
  await dialog.getByRole('button', { name: 'Keep out' }).click()
  await page.getByRole('heading', { name: 'Kept out' }).waitFor()
  await assertAccessible(page, 'members with somebody kept out')
  await shot(page, 'kept-out')
  const narrowly = await as(ada, narrow)
  await narrowly.goto(`/s/${group}/members`)
  await narrowly.getByRole('heading', { name: 'Kept out' }).waitFor()
  await shot(narrowly, 'kept-out-narrow')
  await page.getByRole('button', { name: `Let them back ${of('Kai')}` }).click()
  await page.getByRole('heading', { name: 'Kept out' }).waitFor({ state: 'detached' })
  nothingBroke()
})

test('M3, O5 · the policies say how people who govern join, and how a group is handed over', async () => {
  const page = await as(oona)
  await page.goto('/admin/policies')
  await page.getByText('Immediately, and all its members are told').click()
  await page.getByLabel(/Days that an administrator has to answer/).fill('30')
  await assertAccessible(page, 'the policies')
  await shot(page, 'policies', true)
  await page.getByRole('button', { name: 'Save the policies' }).click()
  await page.getByText('Saved.').waitFor()
  const { policies } = await must(
    oona.get<{ policies: Record<string, unknown> }>('/api/organization'),
  )
  assert.deepEqual([policies['governorsEnter'], policies['seatDays']], ['at-once', 30])
  await must(
    oona.patch('/api/organization', { policies: { governorsEnter: 'with-consent', seatDays: 14 } }),
    204,
  )
  nothingBroke()
})

test('M3, Z2 · a former administrator reads from outside what happened during their time', async () => {
  const { ada, marie, kai, group } = await scene()
  await must(oona.delete(`/api/groups/${group}/members/${kai.id}`), 204)
  await handOver(ada, group, marie)
  await must(marie.delete(`/api/groups/${group}/members/${ada.id}`), 204)
  const page = await as(ada)
  await page.goto(`/s/${group}/history`)
  await page.getByText(/while you administered this group/).waitFor()
  await page.getByText(/removed Kai/).waitFor()
  await assertAccessible(page, 'the history from outside')
  await shot(page, 'history-outside')
  const inside = await as(marie)
  await inside.goto(`/s/${group}/history`)
  await inside
    .getByText(/à .* d’administrer le groupe/)
    .first()
    .waitFor()
  await shot(inside, 'history')
  nothingBroke()
})

/** For people to look at, when SHOTS names a folder. */
async function shot(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/governance-${name}.png`, fullPage })
}
