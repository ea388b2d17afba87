import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundGroup, must } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, nobody } from '../../../test/world/people.ts'

const house = await startInstance()
const { organization, admin } = await founded(house)
const outsider = nobody(house)

const newestMail = (to: string) =>
  house.db.row<{ language: string; text: string }>({
    text: `select language, text_body as text from outbox where to_address = $1 order by created_at desc, id desc limit 1`,
    values: [to],
  })

test('O5 · the default language is that of the pages before signing in, of invitations, and of people who accept them', async () => {
  const door = () => must(outsider.get<{ language: string | null }>('/api/door'))
  assert.deepEqual(await door(), { language: 'en' })
  await must(admin.patch('/api/organization', { language: 'fr' }), 204)
  assert.deepEqual(await door(), { language: 'fr' })
  const { organization: mine } = await must(
    admin.get<{ organization: { language: string } }>('/api/me'),
  )
  assert.equal(mine.language, 'fr')
  const group = await foundGroup(admin, 'Invites', { guestsAllowed: true })
  await must(
    admin.post(`/api/groups/${group}/invitations`, { people: [{ email: 'gil@example.org' }] }),
  )
  const colleagues = { invitations: [{ email: 'new.one@example.org' }] }
  await must(admin.post('/api/organization/invitations', colleagues))
  for (const to of ['gil@example.org', 'new.one@example.org'])
    assert.equal((await newestMail(to))?.language, 'fr', to)
  const token = /invitations\/([\w-]+)/.exec((await newestMail('new.one@example.org'))!.text)![1]
  const offer = await must(outsider.get<{ language: string }>(`/api/invitations/${token}`))
  assert.equal(offer.language, 'fr')
  await must(
    outsider.post(`/api/invitations/${token}/acceptance`, {
      ...{ firstName: 'New', lastName: 'One', password: 'a sentence that is easy to keep' },
    }),
  )
  const person = await house.db.row<{ language: string }>({
    text: `select language from person where email_key = 'new.one@example.org'`,
  })
  assert.equal(person?.language, 'fr')
})

test('O5 · people who have chosen a language get mails in it, whatever the default', async () => {
  await must(admin.patch('/api/organization', { language: 'fr' }), 204)
  const emma = await colleague(house, organization, 'Emma', { language: 'en' })
  const group = await foundGroup(admin, 'In English')
  await must(admin.post(`/api/groups/${group}/invitations`, { people: [{ person: emma.id }] }))
  assert.equal((await newestMail(emma.email))?.language, 'en')
})
