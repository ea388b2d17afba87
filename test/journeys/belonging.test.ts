import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { giveRights, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada', { lastName: 'Lovelace' })
const phone = { viewport: { width: 390, height: 844 } }

const as = (person: { cookie: string }, options = {}): Promise<Page> =>
  visitor({ address, cookie: person.cookie, options })

test('G3 · before another default is saved the settings page says who gains what, and where', async () => {
  const mina = await colleague(instance, organization, 'Mina')
  const group = await groupOf(ada, { name: 'Bridge', template: 'team' })
  await memberOf(instance, group, mina)
  const page = await as(ada)
  await page.goto(`/s/${group.id}/settings`)
  await page.getByLabel('Read, comment, add and edit what others added').check()
  await page.getByText(/2 people may also edit what others added: .*Mina Test/).waitFor()
  await assertAccessible(page, 'the difference of another default')
  const part = (name: string) => page.getByRole('form', { name })
  await part('Rights').getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await part('Finding and joining').getByLabel('Show the members in the directory').uncheck()
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
  await part('Finding and joining').getByRole('button', { name: 'Save' }).click()
  await saved
  const { settings } = await must(
    ada.get<{ settings: Record<string, unknown> }>(`/api/groups/${group.id}`),
  )
  assert.deepEqual(
    [settings['defaultRights'], settings['memberListPublished']],
    ['editor', false],
    'each part saves its own settings and no others',
  )
  nothingBroke()
})

test('G9, M4 · whoever is always asked answers on Home, and leaves the outer group alone', async () => {
  const nina = await colleague(instance, organization, 'Nina')
  await must(nina.patch('/api/me', { alwaysAskMe: true }), 204)
  const [outer, inner] = [
    await groupOf(ada, { name: 'Everybody', template: 'circle' }),
    await groupOf(ada, { name: 'Sales', template: 'circle' }),
  ]
  await memberOf(instance, inner, nina)
  const nesting = { group: inner.id, role: 'member' }
  await must(ada.post(`/api/groups/${outer.id}/nested-groups`, nesting), 204)
  const page = await as(nina, phone)
  await page.goto('/')
  await page.getByRole('link', { name: 'Will you be a member of “Everybody”?' }).click()
  await page.getByText('What members will see of you').waitFor()
  await page.getByText(/“Sales”, where you are a member, is part of it/).waitFor()
  await assertAccessible(page, 'the question whether to come in through a group')
  await page.getByRole('button', { name: 'Join Everybody' }).click()
  await page.getByText(/You can leave only this group/).waitFor()
  nothingBroke()
})

test('J8 · somebody asks for access from a refused link; the author lets them read', async () => {
  const [mina, edna] = [
    await colleague(instance, organization, 'Mila'),
    await colleague(instance, organization, 'Edna'),
  ]
  const group = await groupOf(ada, { name: 'Closed shelves' })
  for (const who of [mina, edna]) await memberOf(instance, group, who)
  const box = await makeNotebook(ada, group.id, await rootOf(ada, group.id), 'Shelf')
  await giveRights(ada, group.id, box, [[{ kind: 'person', id: edna.id }, 'contributor']])
  const note = await writeNote(edna, group.id, box, 'Minutes of May')
  const asking = await as(mina)
  await asking.goto(`/s/${group.id}/notes/${note}`)
  await asking.getByRole('button', { name: 'Ask for access' }).click()
  const dialog = asking.getByRole('dialog')
  await dialog.getByLabel(/A few words/).fill('I take the minutes of June')
  await assertAccessible(asking, 'asking for access')
  await dialog.getByRole('button', { name: 'Send the request' }).click()
  await asking.getByText(/You asked for access/).waitFor()
  const answering = await as(edna, phone)
  await answering.goto('/access-requests')
  await answering.getByText('I take the minutes of June').waitFor()
  await assertAccessible(answering, 'requests for access')
  await answering.getByRole('button', { name: /Give access/ }).click()
  await answering.getByText('Nobody is asking you for access.').waitFor()
  await asking.reload()
  await asking.getByText('Minutes of May').first().waitFor()
  nothingBroke()
})
