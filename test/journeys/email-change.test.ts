import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, password } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)

test('O3 · a person changes their e-mail address by a link, and the old one takes it back', async () => {
  const marie = await colleague(instance, organization, 'Marie', { password })
  const page = await visitor({ address, cookie: marie.cookie })
  await page.goto('/me')
  await page.getByRole('link', { name: 'Change the e-mail address' }).click()
  await page.getByRole('heading', { name: 'E-mail address', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('New e-mail address').fill('marie.new@example.org')
  await assertAccessible(page, 'asking for another address')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByRole('heading', { name: 'An address to confirm' }).waitFor()
  await assertAccessible(page, 'an address waits for its proof')

  await page.goto(await linkTo('marie.new@example.org', 'change-email'))
  await page.getByRole('heading', { name: 'Use this address' }).waitFor()
  await assertAccessible(page, 'using a new address')
  await page.getByRole('button', { name: 'Use this address' }).click()
  await page.getByText('You sign in with marie.new@example.org from now on.').waitFor()

  const owner = await visitor({ address })
  await owner.goto(await linkTo('marie@example.org', 'stop-email-change'))
  await owner.getByRole('heading', { name: 'Undo the change of address?' }).waitFor()
  await assertAccessible(owner, 'taking a change of address back')
  await owner.getByRole('button', { name: 'Undo the change' }).click()
  await owner.getByRole('heading', { name: 'Your address is back' }).waitFor()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  nothingBroke()
})

async function linkTo(to: string, page: string): Promise<string> {
  const mail = await instance.db.row<{ text: string }>({
    text: 'select text_body as text from outbox where to_address = $1 order by created_at desc, id desc limit 1',
    values: [to],
  })
  const link = new RegExp(`/${page}/[\\w-]{43}`).exec(mail?.text ?? '')?.[0]
  assert.ok(link, `a link to ${page}`)
  return link
}
