import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { codeNow } from '../world/authenticator.ts'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { must } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { colleague, founded, nobody, password, type Client } from '../world/people.ts'

const instance = await startInstance({ listen: true })
// A passkey belongs to a name: browsers keep none for an address in numbers.
const address = instance.address.replace('127.0.0.1', 'localhost')
const { organization, admin } = await founded(instance)
const marie = await colleague(instance, organization, 'Marie', { password })
const paul = await colleague(instance, organization, 'Paul', { password, language: 'fr' })
const zoe = await colleague(instance, organization, 'Zoe', { password })

test('O1 · a passkey is added by its touch, signs in alone and as a second step, and is renamed and removed', async () => {
  const page = await visitor({ address, cookie: marie.cookie })
  await withPasskeys(page)
  await page.goto('/me/security')
  await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor()
  await page.getByText('You have no passkey yet.').waitFor()
  await assertAccessible(page, 'security, with nothing set up')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await confirm(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('Work phone')
  await assertAccessible(page, 'naming a passkey')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  assert.equal(await page.getByRole('dialog').getByRole('listitem').count(), 10)
  await assertAccessible(page, 'recovery codes')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('Signing in asks for more than your password.').waitFor()

  await signOut(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await page.goto('/me/sessions')
  await page.getByText('by passkey').waitFor()

  await signOut(page)
  await enterPassword(page, marie.email)
  await page.getByRole('heading', { name: 'One more step' }).waitFor()
  await assertAccessible(page, 'the second step by passkey')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()

  await page.goto('/me/security')
  await page.getByRole('button', { name: 'Actions for Work phone' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Blue phone')
  await page.keyboard.press('Enter')
  await page.getByText('Blue phone', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Actions for Blue phone' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Confirm with a passkey' }).click()
  await page.getByLabel('To continue, type').fill('Blue phone')
  await page.getByRole('button', { name: 'Remove the passkey' }).click()
  await page.getByText('You have no passkey yet.').waitFor()
  nothingBroke()
})

test('O1 · in French and by keyboard alone: an app is set up, its code asked for, and a recovery code helps out', async () => {
  const page = await visitor({
    address,
    cookie: paul.cookie,
    options: { locale: 'fr-FR', viewport: { width: 390, height: 844 } },
  })
  const { hasFocus } = keyboard(page)
  await page.goto('/me/security')
  await page.getByRole('heading', { name: 'Sécurité', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Configurer une application d’authentification' }).focus()
  await page.keyboard.press('Enter')
  const asked = page.getByRole('dialog').getByLabel('Mot de passe', { exact: true })
  await hasFocus(asked, 'the dialog asks for the password')
  await assertAccessible(page, 'confirming that it is oneself')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'Code QR pour l’application' }).waitFor()
  await assertAccessible(page, 'setting up an app')
  const secret = (await page.getByRole('dialog').locator('code').innerText()).replaceAll(' ', '')
  const shown = (later: number) => codeNow(`otpauth://totp/x?secret=${secret}`, later)
  await page.getByLabel('Code affiché par l’application').fill('000000')
  await page.keyboard.press('Enter')
  await page.getByText('Ce n’est pas le code').first().waitFor()
  await page.getByLabel('Code affiché par l’application').fill(shown(-1))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Vos codes de secours' }).waitFor()
  const recovery = await page.getByRole('dialog').getByRole('listitem').first().innerText()
  await page.getByRole('button', { name: 'Je les ai conservés' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Active depuis').waitFor()

  await signOut(page)
  await enterPassword(page, paul.email)
  await hasFocus(page.getByLabel('Code de votre application'), 'the next thing to type')
  await assertAccessible(page, 'the second step by code')
  await page.keyboard.type('123456')
  await page.keyboard.press('Enter')
  await page.getByText('Ce code est incorrect').waitFor()
  await page.getByLabel('Code de votre application').fill(shown(0))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Accueil', level: 1 }).waitFor()

  await signOut(page)
  await enterPassword(page, paul.email)
  await page.getByRole('button', { name: 'Utiliser un code de secours' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Code de secours').fill(recovery.toUpperCase())
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Accueil', level: 1 }).waitFor()
  await page.goto('/me/security')
  await page.getByText('9 codes restants').waitFor()
  nothingBroke()
})

test('O1 · a token is shown once, works, and ends from its page', async () => {
  const page = await visitor({ address, cookie: zoe.cookie })
  await page.goto('/me/security')
  await page.getByRole('button', { name: 'New API token' }).click()
  await confirm(page)
  await page.getByLabel('What it is for').fill('Report script')
  await assertAccessible(page, 'making a token')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('heading', { name: 'Copy it now' }).waitFor()
  const token = await page.getByRole('dialog').locator('code').innerText()
  await assertAccessible(page, 'a token, shown once')
  await page.getByRole('button', { name: 'Done' }).click()
  const asProgram = () =>
    nobody(instance).get('/api/me', undefined, { authorization: `Bearer ${token}` })
  assert.equal((await asProgram()).status, 200)
  await page.reload()
  await page.getByText('Report script').waitFor()
  assert.ok(!(await page.content()).includes(token.slice(4)))
  await page.getByRole('button', { name: 'Revoke “Report script”' }).click()
  await page.getByLabel('To continue, type').fill('Report script')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('You have no API tokens.').waitFor()
  assert.equal((await asProgram()).status, 401)
  nothingBroke()
})

test('O1 · an admin sees who has a second factor', async () => {
  const nina = await colleague(instance, organization, 'Nina', { password })
  await withApp(nina)
  const page = await visitor({ address, cookie: admin.cookie })
  await page.goto('/admin/people')
  await page.getByRole('listitem').filter({ hasText: 'Nina' }).getByText('second factor').waitFor()
  const others = page.getByRole('listitem').filter({ hasText: 'Zoe' })
  assert.equal(await others.getByText('second factor').count(), 0)
  nothingBroke()
})

/** Sets up an authenticator app through the doors. */
async function withApp(person: Client): Promise<void> {
  await must(person.post('/api/me/security/confirmation', { password }))
  const totp = '/api/me/security/totp'
  const made = await must(person.post<{ address: string }>(totp))
  await must(person.post(`${totp}/confirmation`, { code: codeNow(made.address) }))
}

/** An authenticator that always touches, as a phone in the hand of its owner. */
async function withPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.locator('input[type=email]').waitFor()
}

async function enterPassword(page: Page, email: string): Promise<void> {
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.keyboard.press('Enter')
}
