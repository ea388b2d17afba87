import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { startInstance } from '../world/instance.ts'
import { mailedLink } from '../world/mails.ts'
import { colleague, founded, password } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization, admin: oona } = await founded(instance)
const marie = await colleague(instance, organization, 'Marie', { password })
const paul = await colleague(instance, organization, 'Paul', { language: 'fr', password })
const fresh = 'another sentence that is easy to keep'

test('O1 · a forgotten password is replaced by a link in a mail; every session ends, and the link works once', async () => {
  const elsewhere = await visitor({ address, cookie: marie.cookie })
  await elsewhere.goto('/')
  await elsewhere.getByRole('heading', { name: 'Home', level: 1 }).waitFor()

  const page = await visitor({ address })
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await page.getByRole('heading', { name: 'Set a new password' }).waitFor()
  await assertAccessible(page, 'asking for a new password')
  await page.getByLabel('E-mail address').fill(marie.email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  await assertAccessible(page, 'a new password is on its way')

  const link = await mailedLink(oona, marie.email, /reset-password/)
  await page.goto(link)
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
  await assertAccessible(page, 'choosing a new password')
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Set this password' }).click()
  await page.getByRole('alert').first().waitFor()
  assert.equal(new URL(page.url()).pathname, link, 'too short a password is not taken')
  await page.getByLabel('New password').fill(fresh)
  await page.getByRole('button', { name: 'Set this password' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor()

  await page.getByLabel('E-mail address').fill(marie.email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByText('Wrong e-mail address or password').waitFor()
  await page.getByLabel('Password').fill(fresh)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()

  await page.goto(link)
  await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  await assertAccessible(page, 'a link that was used')
  nothingBroke()
})

test('O1 · the mail and its pages are in the reader’s language, and an unknown address is told the same', async () => {
  const page = await visitor({ address, options: { locale: 'fr-FR' } })
  await page.goto('/forgot-password')
  await page.getByRole('button', { name: 'Français' }).click()
  const says = async (email: string): Promise<string> => {
    await page.goto('/forgot-password')
    await page.getByLabel('Adresse e-mail').fill(email)
    await page.keyboard.press('Enter')
    const said = page.getByText(email)
    await said.waitFor()
    return (await said.innerText()).replace(email, '…')
  }
  assert.equal(await says('nobody.at.all@example.org'), await says(paul.email))
  await page.goto(await mailedLink(oona, paul.email, /reset-password/))
  await page.getByLabel('Nouveau mot de passe').fill(fresh)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Connexion' }).waitFor()
  nothingBroke()
})
