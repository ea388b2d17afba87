import assert from 'node:assert/strict'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { must } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { founded, password } from '../../test/world/people.ts'
import { readConfig } from '../kernel/config.ts'
import { guardSealingKey, notOpening, whyNotThisKey } from './sealing-key.ts'

/** An instance on which an authenticator app was set up, and its key. */
async function sealedHouse() {
  const house = await startInstance()
  const { admin } = await founded(house)
  await must(admin.post('/api/me/security/confirmation', { password }))
  await must(admin.post('/api/me/security/totp'))
  const { db, config } = house
  return { db, config, file: path.join(config.dataDir, 'sealing-key') }
}

test('O1 · a house in which nothing is sealed makes its key, and starts with another', async () => {
  const { db, config } = await startInstance()
  const file = path.join(config.dataDir, 'sealing-key')
  await guardSealingKey(db, config)
  rmSync(file)
  await guardSealingKey(db, config)
  writeFileSync(file, 'ab'.repeat(32))
  await guardSealingKey(db, config)
  assert.equal(await whyNotThisKey(db, config), undefined)
})

test('O1 · without the key that its secrets are sealed with, the server does not start, and says what to do', async () => {
  const { db, config, file } = await sealedHouse()
  await guardSealingKey(db, config)
  renameSync(file, `${file}.away`)
  await assert.rejects(guardSealingKey(db, config), /sealing-key .* is missing.*backup/s)
  assert.match((await whyNotThisKey(db, config))!, /is missing/, 'doctor sees it too')
  renameSync(`${file}.away`, file)
  await guardSealingKey(db, config)
})

test('O1 · with another key it does not start either, nor with something that is no key', async () => {
  const { db, config, file } = await sealedHouse()
  writeFileSync(file, 'ab'.repeat(32))
  await assert.rejects(
    guardSealingKey(db, config),
    /not the one that this database was sealed with/,
  )
  assert.deepEqual(await notOpening(db, config), { seeds: 1, notices: false })
  writeFileSync(file, 'not a key')
  await assert.rejects(guardSealingKey(db, config), /does not hold a key/)
})

test('O1 · a database from before keys were known by a fingerprint is asked what opens', async () => {
  const { db, config, file } = await sealedHouse()
  await db.run({ text: 'delete from sealing_key' })
  await guardSealingKey(db, config)
  await db.run({ text: 'delete from sealing_key' })
  writeFileSync(file, 'ab'.repeat(32))
  await assert.rejects(guardSealingKey(db, config), /not the one/)
})

test('O1 · a key that is lost for good is given up by its name, and no other', async () => {
  const { db, config, file } = await sealedHouse()
  rmSync(file)
  const name = /LOST_SEALING_KEY=(\w+)/.exec((await whyNotThisKey(db, config))!)![1]!
  const given = (lostSealingKey: string) => ({ ...config, lostSealingKey })
  await assert.rejects(guardSealingKey(db, given('1234567890abcdef')), /is missing/)
  await guardSealingKey(db, given(name))
  await guardSealingKey(db, config)
  assert.deepEqual(await notOpening(db, config), { seeds: 1, notices: false })
  rmSync(file)
  await assert.rejects(
    guardSealingKey(db, given(name)),
    /is missing/,
    'the setting was left standing',
  )
  assert.equal(readConfig({ LOST_SEALING_KEY: name }).lostSealingKey, name)
})
