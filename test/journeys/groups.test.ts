import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { must } from '../world/cast.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { mailedLink } from '../world/mails.ts'
import { colleague, founded, guest, password, type Client } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)
const marie = await colleague(instance, organization, 'Marie')
const paul = await colleague(instance, organization, 'Paul', { language: 'fr' })

const as = (person: { cookie: string }): Promise<Page> =>
  visitor({ address, cookie: person.cookie })

let bridges = 0

/** A group of its own for each journey: Oona administers it, and the people named are its members. */
async function bridgeWith(
  ...members: Client[]
): Promise<{ id: string; name: string; path: string }> {
  const name = `Bridge renovation ${(bridges += 1)}`
  const made = await groupOf(oona, {
    ...{ name, template: 'extranet', objective: 'Plans and permits of the old bridge.' },
    settings: { listed: 'organization', joining: 'request' },
  })
  for (const member of members) await memberOf(instance, made, member)
  return { id: made.id, name, path: `/s/${made.id}` }
}

const invite = (group: string, email: string) =>
  must(
    oona.post(`/api/groups/${group}/invitations`, {
      ...{ people: [{ email }], message: 'Come and follow the works.' },
    }),
  )

test('G1, M4 · one form makes a group from a template, adds a colleague and invites an outsider', async () => {
  const page = await as(oona)
  await page.goto('/groups/new')
  await page.getByRole('button', { name: 'Create the group' }).click()
  await page.getByRole('alert').getByText('Enter a name for the group.').waitFor()
  await page.getByLabel('Name').fill('Bridge renovation')
  await page.getByLabel('Objective').fill('Plans and permits of the old bridge.')
  await page.getByRole('radio', { name: /Client extranet/ }).check()
  await page.getByText('By invitation', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Change this' }).click()
  await assertAccessible(page, 'the new group with its settings open')
  await page.getByRole('radio', { name: /On request/ }).check()
  await page.getByText('Restricted.').waitFor()
  await pick(page, 'Marie', /Marie Test/)
  await typeAddress(page, 'gil@acme.example')
  await page.getByLabel('A message to the people you invite').fill('Come and follow the works.')
  await page.getByRole('button', { name: 'Create the group and add 2 people' }).click()
  await page.getByRole('heading', { name: '“Bridge renovation” is ready' }).waitFor()
  await page.getByText('is a member now').waitFor()
  await page.getByText('is invited; the invitation is on its way').waitFor()
  await page.getByRole('link', { name: 'Go to Bridge renovation' }).click()
  await page.getByRole('heading', { name: 'Bridge renovation', level: 1, exact: true }).waitFor()
  await page.getByRole('heading', { name: 'Three steps to a working group' }).waitFor()
  await assertAccessible(page, 'the overview of a new group')
  nothingBroke()
})

test('E3 · without a mail server, the administrator reads the invitation in the product', async () => {
  await invite((await bridgeWith()).id, 'lea@acme.example')
  const page = await as(oona)
  await page.goto('/admin/outbox')
  await page.getByText('No mail server is configured').waitFor()
  await page.getByRole('button', { name: /lea@acme.example/ }).click()
  const mail = page.getByRole('dialog')
  await mail.getByRole('tab', { name: 'Formatted' }).waitFor()
  const letter = page.frameLocator('iframe')
  await letter.getByText('Come and follow the works.').waitFor()
  const paper = letter.locator('.sheet').first()
  assert.notEqual(await paper.evaluate((one) => getComputedStyle(one).borderTopWidth), '0px')
  await mail.getByRole('tab', { name: 'Plain text' }).click()
  await assertAccessible(page, 'a mail of the outbox')
  const link = await mail.getByRole('link', { name: /invitations/ }).getAttribute('href')
  assert.ok(link)
  nothingBroke()
})

test('J5, M6 · an outsider reads about the group, signs up by the link, and sees this group alone', async () => {
  const { id, name } = await bridgeWith()
  await invite(id, 'gil.park@acme.example')
  const invitation = await mailedLink(oona, 'gil.park@acme.example', /invitations/)
  const page = await visitor({ address })
  await page.goto(invitation)
  await page.getByRole('heading', { name: /You are invited to/ }).waitFor()
  await page.getByText('Come and follow the works.').waitFor()
  await page.getByText('Plans and permits of the old bridge.').waitFor()
  await page.getByText(/^People who share a group with you see your name/).waitFor()
  await assertAccessible(page, 'an invitation')
  await page.getByLabel('First name').fill('Gil')
  await page.getByLabel('Last name').fill('Park')
  await page.getByLabel('Your organization').fill('Acme')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Accept and sign in' }).click()
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor()
  const rail = page.getByRole('navigation', { name: 'Main navigation' })
  assert.equal(await rail.getByRole('link', { name: 'Directory' }).count(), 0)
  assert.equal(await rail.getByRole('link', { name: 'Administration' }).count(), 0)
  await page.goto('/directory')
  await page.getByText('As a guest you see the groups that you are in').waitFor()
  await page.goto(invitation)
  await page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor()
  await page.goto('/me/security')
  await page.getByRole('heading', { name: 'App passwords' }).waitFor()
  assert.equal(await page.getByText('API', { exact: false }).count(), 0)
  assert.equal(await page.getByRole('link', { name: 'Plan', exact: true }).count(), 0)
  nothingBroke()
})

test('J3 · a colleague asks to join in French, is declined with a reason, asks again and is let in', async () => {
  const { name, path: bridge } = await bridgeWith()
  const asker = await as(paul)
  const page = await as(oona)
  await askInFrench(asker, name, 'Je connais les plans.')
  await page.goto(`${bridge}/requests`)
  await page.getByText('Je connais les plans.').waitFor()
  await assertAccessible(page, 'the requests')
  await page.getByRole('button', { name: 'Decline… Paul Test' }).click()
  await page.getByLabel('Reason').fill('Next month, please.')
  await page.getByRole('dialog').getByRole('button', { name: 'Decline', exact: true }).click()
  await page.getByText('The request of Paul Test is declined.').waitFor()

  await asker.reload()
  await askInFrench(asker, name, 'Et maintenant ?')
  await page.goto('/') // requests are answered in place
  await page.getByText(`1 person asks to join ${name}`).click()
  await page.getByText('Et maintenant ?').waitFor()
  await assertAccessible(page, 'Home with a request')
  await page.getByRole('button', { name: 'Approve Paul Test' }).click()
  await page.getByText('Paul Test is a member now.').waitFor()
  await asker.goto(bridge)
  await asker.getByRole('heading', { name, level: 1, exact: true }).waitFor()
  await asker.getByRole('heading', { name: 'À propos de ce groupe' }).waitFor()
  nothingBroke()
})

test('M7, M2 · the administrator gives a role by keyboard alone, and the history shows it', async () => {
  const { path: bridge } = await bridgeWith(marie)
  const page = await as(oona)
  await page.goto(`${bridge}/members`)
  const menu = page.getByRole('button', { name: 'Actions for Marie Test' })
  const { press, arrowTo } = keyboard(page)
  await menu.focus()
  await press('Enter')
  await arrowTo(page.getByRole('menuitem', { name: 'Moderator' }))
  await press('Enter')
  await page.getByText('Marie Test is now: Moderator.').waitFor()
  await assertAccessible(page, 'the members')
  await page.getByRole('link', { name: 'History' }).click()
  await page.getByText('changed the role of Marie Test to: Moderator').waitFor()
  await assertAccessible(page, 'the history')
  nothingBroke()
})

test('J6 · a person who is removed loses their open page, and undo brings them back', async () => {
  const { path: bridge } = await bridgeWith(marie, paul)
  const removed = await as(paul)
  await removed.goto(`${bridge}/members`)
  await removed.getByRole('heading', { name: 'Membres' }).waitFor()
  await removed.getByRole('list', { name: 'Membres' }).getByText('Marie Test').waitFor()
  const page = await as(oona)
  await page.goto(`${bridge}/members`)
  await page.getByRole('button', { name: 'Actions for Paul Test' }).click()
  await page.getByRole('menuitem', { name: 'Remove from the group' }).click()
  await page.getByText('Paul Test is removed').waitFor()
  await removed.getByText('Marie Test').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText('Paul Test is a member again.').waitFor()
  nothingBroke()
})

test('M1 · the group is handed over once the other’s plan is known to hold it, and with their yes', async () => {
  const { path: bridge } = await bridgeWith(marie, await guest(instance, 'Gil'))
  const page = await as(oona)
  await page.goto(`${bridge}/settings`)
  await page.getByRole('button', { name: 'Hand over…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand the group over' })
  await dialog.getByRole('combobox', { name: 'New administrator' }).fill('Gil')
  await page.getByRole('option', { name: /A guest cannot administer a group/ }).waitFor()
  await dialog.getByRole('combobox', { name: 'New administrator' }).fill('Marie')
  await page.getByRole('option', { name: /Marie Test/ }).click()
  await dialog.getByText('This group fits the plan of Marie Test.').waitFor()
  await assertAccessible(page, 'handing over')
  await dialog.getByRole('button', { name: 'Ask Marie Test' }).click()
  await page.getByText('Marie Test has been asked, and can accept or decline.').waitFor()
  const maries = await as(marie)
  await maries.goto(bridge)
  await maries.getByRole('button', { name: 'Accept', exact: true }).click()
  await maries
    .getByText(/^You administer/)
    .first()
    .waitFor()
  await page.goto(`${bridge}/members`)
  const list = page.getByRole('list', { name: 'Members' })
  await list
    .getByRole('listitem')
    .filter({ hasText: 'Marie Test' })
    .getByText('Administrator')
    .waitFor()
  nothingBroke()
})

test('J4 · before leaving, a person reads what ends; afterwards the group is gone for them', async () => {
  const { path: bridge } = await bridgeWith(paul)
  const page = await as(paul)
  await page.goto(`${bridge}/members`)
  await page.getByRole('button', { name: 'Actions pour Paul Test' }).click()
  await page.getByRole('menuitem', { name: 'Quitter le groupe' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Vous ne partagez rien de privé avec ses membres.').waitFor()
  await assertAccessible(page, 'leaving')
  await dialog.getByRole('button', { name: 'Quitter le groupe' }).click()
  await page.getByText('Vous avez quitté').waitFor()
  await page.goto(bridge)
  await page.getByRole('button', { name: 'Demander à rejoindre' }).waitFor()
  nothingBroke()
})

test('O4 · people are invited from a table, after a preview and before anybody gets a mail', async () => {
  const { name } = await bridgeWith()
  const page = await as(oona)
  await page.goto('/admin/people/invite')
  await page.getByRole('tab', { name: 'From a table (CSV)' }).click()
  await page
    .getByLabel('The table')
    .fill(`email,first name,groups\nana@example.org,Ana,${name}\nnobody,Nobody,`)
  await page.getByRole('button', { name: 'Preview the result' }).click()
  await page.getByRole('heading', { name: 'This will happen' }).waitFor()
  await page.getByText('1 line cannot be invited and will be skipped.').waitFor()
  await assertAccessible(page, 'the preview of a table')
  await page.getByRole('button', { name: 'Invite 1 person' }).click()
  await page.getByText('1 person is invited.').waitFor()
  await page
    .getByRole('list', { name: 'Invited, not joined yet' })
    .getByRole('strong')
    .filter({ hasText: 'ana@example.org' })
    .waitFor()
  nothingBroke()
})

test('M3 · a person who governs sees and archives a group without joining', async () => {
  const page = await as(oona)
  const kept = await marie.post<{ id: string }>('/api/groups', {
    name: 'Quiet matters',
    objective: 'Nobody outside reads this.',
    template: 'circle',
  })
  await page.goto('/admin/groups')
  await page.getByRole('link', { name: 'Quiet matters' }).click()
  await page.getByText('You govern this group').waitFor()
  assert.equal(await page.getByText('Nobody outside reads this.').count(), 0)
  await assertAccessible(page, 'a group that is governed')
  await page.goto('/admin/groups')
  await page.getByRole('button', { name: 'Actions for Quiet matters' }).click()
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await page.getByText('“Quiet matters” is archived.').waitFor()
  await assertAccessible(page, 'the governed groups')
  assert.equal((await oona.get(`/api/spaces/${kept.body.id}/containers`)).status, 404)
  nothingBroke()
})

async function pick(page: Page, typed: string, name: RegExp): Promise<void> {
  await page.getByRole('combobox', { name: 'People' }).fill(typed)
  await page.getByRole('option', { name }).click()
}

async function typeAddress(page: Page, email: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'People' })
  await field.fill(email)
  await field.press(',')
  await page.getByRole('button', { name: `Remove ${email}` }).waitFor()
}

async function askInFrench(page: Page, group: string, message: string): Promise<void> {
  await page.goto('/directory')
  await page.getByRole('link', { name: group, exact: true }).click()
  await page.getByRole('button', { name: 'Demander à rejoindre' }).click()
  await assertAccessible(page, 'asking to join')
  await page.getByLabel('Quelques mots').fill(message)
  await page.getByRole('button', { name: 'Envoyer la demande' }).click()
  await page.getByRole('button', { name: 'Retirer la demande' }).waitFor()
}
