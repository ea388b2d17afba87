import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { nothingBroke, visitor } from '../world/browser.ts'
import { eventually } from '../world/eventually.ts'
import { startInstance } from '../world/instance.ts'
import { founded } from '../world/people.ts'

const house = await startInstance({ listen: true })
const { admin } = await founded(house)
const { address } = house
after(nothingBroke)

test('E1 · the browser shows a pushed notice while no page asks for it, under its tag, once', async () => {
  const page = await visitor({ address, cookie: admin.cookie })
  await page.context().grantPermissions(['notifications'], { origin: address })
  await page.goto('/notices')
  const devtools = await page.context().newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations
      if (one) resolve(one.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  const registrationId = await registered
  const push = (title: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', {
      origin: address,
      registrationId,
      data: JSON.stringify({ title, body: 'Minutes', path: '/notices', tag: 'one' }),
    })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const all = await registration.getNotifications()
      return all.map(({ title, body, data }) => [title, body, (data as { path: string }).path])
    })
  const until = async (title: string) => {
    await eventually(async () => (await shown())[0]?.[0] === title, title)
    return shown()
  }
  await push('Ada wrote')
  assert.deepEqual(await until('Ada wrote'), [['Ada wrote', 'Minutes', '/notices']])
  await push('Ada and Bo wrote')
  assert.deepEqual(await until('Ada and Bo wrote'), [['Ada and Bo wrote', 'Minutes', '/notices']])
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: address,
    registrationId,
    data: '{}',
  })
  assert.equal((await shown()).length, 1, 'what says nothing shows nothing')
})
