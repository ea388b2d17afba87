import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf, memberOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded } from '../../../test/world/people.ts'

const instance = await startInstance()
const { organization } = await founded(instance)

interface Page {
  items: { card: { firstName: string } }[]
  next: string | null
}

test('A8 · the people who can see something are listed by name, ignoring accents, page by page', async () => {
  const names = ['Ada', 'Élan', 'Emma', 'Zora', 'Ève']
  const [ada, ...others] = await Promise.all(
    names.map((name) => colleague(instance, organization, name)),
  )
  const group = await groupOf(ada!, { name: 'Names', template: 'team' })
  for (const each of others) await memberOf(instance, group, each)
  const { items } = (
    await ada!.get<{ items: { id: string }[] }>(`/api/spaces/${group.id}/containers`)
  ).body
  const audience = `/api/spaces/${group.id}/containers/${items[0]!.id}/audience?limit=2`
  const found: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const { body }: { body: Page } = await ada!.get<Page>(
      `${audience}${after && `&after=${after}`}`,
    )
    found.push(...body.items.map(({ card }) => card.firstName))
    after = body.next
  }
  assert.deepEqual(found, ['Ada', 'Élan', 'Emma', 'Ève', 'Zora'])
  const forged = Buffer.from('["nobody"]').toString('base64url')
  assert.equal((await ada!.get(`${audience}&after=${forged}`)).status, 200)
})
