import { test } from 'node:test'
import { remindAllDue } from '../../server/foundation/reminders/reminders.ts'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { foundGroup, makeNotebook, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { colleague, founded } from '../world/people.ts'

// No pointer is used in this file.

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const group = await foundGroup(ada, 'Bridge renovation')
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Plans')
const note = await writeNote(ada, group, notebook, 'Ground plan')

test('E1, Z2 · by keyboard one is reminded of a note every week, finds it in the list, removes it and takes that back', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  const { press, type, tabTo, arrowTo } = keyboard(page)
  await page.goto(`/s/${group}/notes/${note}`)
  await page
    .getByRole('textbox', { name: /Ground plan/ })
    .first()
    .waitFor()
  await tabTo(page.getByRole('main').getByRole('button', { name: 'More actions' }).first())
  await press('Enter')
  await arrowTo(page.getByRole('menuitem', { name: 'Remind me…' }))
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Remind me about “Ground plan”' })
  await dialog.waitFor()
  await assertAccessible(page, 'when to be reminded')
  await tabTo(dialog.getByRole('radio', { name: 'Tomorrow morning' }))
  await dialog.getByRole('radio', { name: 'Tomorrow morning', checked: true }).waitFor()
  await tabTo(dialog.getByLabel('Repeat'))
  await type('Every week')
  await tabTo(dialog.getByRole('button', { name: 'Remind me' }))
  await press('Enter')
  await page.getByText('You will be reminded:').waitFor()
  await page.goto('/reminders')
  const row = page.getByRole('listitem').filter({ hasText: 'Ground plan' })
  await row.getByText('Every week').waitFor()
  await assertAccessible(page, 'my reminders')
  await tabTo(page.getByRole('button', { name: 'Remove the reminder about Ground plan' }))
  await press('Enter')
  await page.getByText('You have no reminders.').waitFor()
  await tabTo(page.getByRole('button', { name: 'Undo' }))
  await press('Enter')
  await row.getByText('Every week').waitFor()
  await remindAllDue(instance.app.house, new Date(Date.now() + 2 * 86_400_000))
  await page.goto('/notices')
  await page.getByText('Reminder: “Ground plan”').waitFor()
  nothingBroke()
})
