import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allSettings, publicAddress, readConfig } from './config.ts'

test('without any variable, Atelier listens on this machine only and keeps its own database', () => {
  const config = readConfig({})
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8080)
  assert.equal(config.databaseUrl, null)
  assert.deepEqual(config.trustedProxies, [])
  assert.equal(publicAddress(config), 'http://127.0.0.1:8080')
})

test('an empty variable means the default', () => {
  assert.equal(readConfig({ PORT: '  ' }).port, 8080)
})

const bad: [name: string, value: string][] = [
  ['PORT', '80a'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['DATABASE_URL', 'mysql://somewhere'],
  ['PUBLIC_URL', 'atelier.example.org'],
  ['SMTP_URL', 'mail.example.org:25'],
  ['MAIL_FROM', 'nobody'],
  ['TRUSTED_PROXIES', '10.0.0.0/33'],
  ['TRUSTED_PROXIES', '127.0.0.1, proxy'],
  ['LOG_LEVEL', 'loud'],
  ['DEMO', 'perhaps'],
  ['TRASH_DAYS', '1.5'],
]
for (const [name, value] of bad) {
  test(`${name}=${value} is refused with its name and the expected form`, () => {
    assert.throws(() => readConfig({ [name]: value }), {
      name: 'CannotStart',
      message: new RegExp(`^${name}: .+ is not valid: expected .+\\.$`),
    })
  })
}

test('a bad secret is refused without being shown', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'hunter2' }),
    (error: Error) => !error.message.includes('hunter2'),
  )
})

test('proxies are read as a list of addresses and networks', () => {
  const config = readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1' })
  assert.deepEqual(config.trustedProxies, ['127.0.0.1', '10.0.0.0/8', '::1'])
})

test('an address listened on everywhere is shown as localhost, a literal IPv6 one in brackets', () => {
  assert.equal(
    publicAddress(readConfig({ HOST: '0.0.0.0', PORT: '9000' })),
    'http://localhost:9000',
  )
  assert.equal(publicAddress(readConfig({ HOST: '::1' })), 'http://[::1]:8080')
  assert.equal(publicAddress(readConfig({ PUBLIC_URL: 'https://a.example/' })), 'https://a.example')
})

test('every setting is documented by a sentence, under a name of its own', () => {
  assert.equal(new Set(allSettings.map((each) => each.name)).size, allSettings.length)
  for (const each of allSettings) assert.match(each.about, /\.$/, each.name)
})
