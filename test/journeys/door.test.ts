import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { setUpLink } from '../../server/operations/set-up/link.ts'
import { assertAccessible, cut, mend, nothingBroke, visitor } from '../world/browser.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { colleague, founded, password } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const somebody = (name: string, wishes: object = {}) =>
  colleague(instance, organization, name, { password, ...wishes })

test('O2 · the first person sets up the organization by the link and arrives on Home', async () => {
  const empty = await startInstance({ listen: true })
  const link = await setUpLink(empty.db, empty.address)
  assert.ok(link)
  const page = await visitor({ address: empty.address })
  await page.goto(link)
  await page.getByLabel('Name of the organization').fill('Atelier du Pont')
  await page.getByRole('button', { name: 'Create the organization' }).click()
  const summary = page.getByRole('alert')
  await summary.getByRole('heading', { name: '4 fields to fix' }).waitFor()
  await keyboard(page).hasFocus(summary, 'what is wrong takes the focus')
  await assertAccessible(page, 'the set-up form with its errors')

  await page.getByLabel('First name').fill('Oona')
  await page.getByLabel('Last name').fill('Aalto')
  await page.getByLabel('E-mail address').fill('oona@example.org')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create the organization' }).click()
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await assertAccessible(page, 'Home without groups')

  await page.goto(link)
  await page.getByRole('heading', { name: 'This set-up link no longer works' }).waitFor()
  nothingBroke()
})

test('O1 · somebody signs in by keyboard alone, after a wrong password, and arrives where they were going', async () => {
  const { email } = await somebody('Kay')
  const page = await visitor({ address })
  await page.goto('/me/sessions')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await assertAccessible(page, 'the sign-in page')
  await page.getByLabel('E-mail address').focus()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type('not this one')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Wrong e-mail address or password').waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await page.getByLabel('E-mail address').inputValue(), email)
  await page.keyboard.press('Tab')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sessions and password' }).waitFor()
  await page.getByText('This session').waitFor()
  await assertAccessible(page, 'the sessions page')
  nothingBroke()
})

test('O1 · a session ended elsewhere says so, and the person goes on where they were, with what they had typed', async () => {
  const { email } = await somebody('Elsa')
  const ended = await visitor({ address })
  await signIn(ended, email)
  await ended.goto('/groups/new?from=elsewhere')
  await ended.getByLabel('Name', { exact: true }).fill('Half a name')
  const other = await visitor({ address })
  await signIn(other, email)
  await other.goto('/me/sessions')
  await other.getByRole('button', { name: 'End all others' }).click()
  await other.getByText('All other sessions are ended.').waitFor()
  await ended.getByRole('heading', { name: 'Sign in' }).waitFor()
  await ended.getByText('Your session has ended').waitFor()
  await assertAccessible(ended, 'the door after a session has ended')
  await ended.locator('input[type=email]').fill(email)
  await ended.locator('input[autocomplete=current-password]').fill(password)
  await ended.keyboard.press('Enter')
  await ended.waitForURL('**/groups/new?from=elsewhere')
  assert.equal(await ended.getByLabel('Name', { exact: true }).inputValue(), 'Half a name')
  nothingBroke()
})

test('O1 · a browser comes back after its session has ended: the door says why, and leads to the page', async () => {
  const { email } = await somebody('Elio')
  const page = await visitor({ address })
  await signIn(page, email)
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto('/me/plan')
  await page.getByText('Your session has ended').waitFor()
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/me/plan')
  await page.getByRole('button', { name: /Elio/ }).first().click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.goto('/me/plan')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await page.getByText('Your session has ended').count(), 0)
  nothingBroke()
})

test('O3 · the language that somebody chooses at the door is theirs inside, on other devices too', async () => {
  const { email, cookie } = await somebody('Odile')
  const page = await visitor({ address })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Français' }).click()
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Accueil', level: 1 }).waitFor()
  const elsewhere = await visitor({ address, cookie })
  await elsewhere.goto('/')
  await elsewhere.getByRole('heading', { name: 'Accueil', level: 1 }).waitFor()
  nothingBroke()
})

test('Z · while the server is away, no click and no reload ends on the error page of the browser', async () => {
  const { cookie } = await somebody('Wanda')
  const page = await visitor({ address, cookie })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const isKept = async () =>
      (await (await caches.open('atelier.document')).match('/')) !== undefined
    while (!(await isKept())) await new Promise(requestAnimationFrame)
  })
  await cut(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Directory' }).first().click()
  await page.getByRole('heading', { name: 'This could not be loaded' }).waitFor()
  assert.equal(await page.getByText('No connection').count(), 1, 'said once')
  await page.reload()
  await page.getByRole('heading', { name: 'No connection' }).waitFor()
  assert.equal(await page.getByText('No connection').count(), 1, 'said once')
  await mend(page) // the page goes on by itself
  await page.getByRole('heading', { name: 'Directory', level: 1 }).waitFor()
})

test('O3 · choosing French changes the whole interface immediately and permanently', async () => {
  const page = await visitor({ address, cookie: (await somebody('Luc')).cookie })
  await page.goto('/me')
  await page.getByLabel('Language').selectOption('fr')
  await page.getByRole('button', { name: 'Save the profile' }).click()
  await page.getByRole('heading', { name: 'Profil', exact: true }).waitFor()
  await page.locator('html[lang=fr]').waitFor({ state: 'attached' })
  await assertAccessible(page, 'the profile in French')
  await page.reload()
  await page.getByRole('heading', { name: 'Profil', exact: true }).waitFor()
  nothingBroke()
})

test('Z2 · the palette, the keys and every dialog are reached and left by keyboard, and focus returns', async () => {
  const { cookie } = await somebody('Paule', { language: 'fr' })
  const page = await visitor({ address, cookie })
  await page.goto('/')
  const find = page.getByRole('button', { name: /Chercher/ })
  await find.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await assertAccessible(page, 'the palette')
  await page.keyboard.type('raccourcis')
  await page.getByRole('option', { name: /Raccourcis clavier/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  nothingBroke()
})

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('nav[aria-label]').first().waitFor()
}
