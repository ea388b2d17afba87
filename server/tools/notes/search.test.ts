import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded } from '../../../test/world/people.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')

interface Items {
  items: { id: string; name?: string; title?: string }[]
}

async function notebook(name: string): Promise<{ group: string; notebook: string }> {
  const group = await groupOf(ada, { name })
  const { body } = await ada.get<Items>(`/api/spaces/${group.id}/containers?tool=notes`)
  const made = await ada.post<{ id: string }>(`/api/spaces/${group.id}/containers`, {
    parent: body.items[0]!.id,
    kind: 'notebook',
    name: 'Notes',
  })
  return { group: group.id, notebook: made.body.id }
}

const asQuery = (asked: Record<string, string>) => new URLSearchParams(asked).toString()
const titles = (items: { title?: string }[]) => items.map(({ title }) => title)

test('Q1 · a note is found regardless of case, accents, apostrophes and the order of typed words', async () => {
  const { group, notebook: book } = await notebook('Équipe de Besançon')
  const title = 'Réunion d’équipe à Besançon'
  const path = `/api/spaces/${group}/notebooks/${book}/notes`
  await ada.post(path, { title, markdown: 'Ordre du jour : ΣΊΣΥΦΟΣ, Straße, Łódź, ﾊﾞﾅﾅ' })
  const typed = [
    ...[
      'reunion',
      'besancon',
      "d'équipe",
      'd’equipe',
      'Réunion'.normalize('NFD'),
      'réunion besançon',
    ],
    ...[
      'BESANÇON réunion',
      'σίσυφος',
      'strasse',
      'lodz',
      'バナナ',
      'Réu\u00adnion',
      'jour reunion',
    ],
  ]
  for (const search of typed) {
    const asked = asQuery({ search })
    for (const list of [path, `/api/spaces/${group}/notes`]) {
      const { body } = await ada.get<Items>(`${list}?${asked}`)
      assert.deepEqual(titles(body.items), [title], `${search} in ${list}`)
    }
  }
  for (const search of ['%', '_', 'réunion lyon', '.*']) {
    const { body } = await ada.get<Items>(`${path}?${asQuery({ search })}`)
    assert.deepEqual(body.items, [], search)
  }
})

test('Q1 · the palette finds notes as it finds people', async () => {
  const { group, notebook: book } = await notebook('Titles')
  await ada.post(`/api/spaces/${group}/notebooks/${book}/notes`, { title: 'L’État ΔΌΓΜΑΤΟΣ' })
  for (const q of ["l'etat", 'δόγματος', 'ΔΟΓΜΑΤΟΣ état']) {
    const { body } = await ada.get<{ items: { title: string }[] }>(`/api/search?${asQuery({ q })}`)
    assert.deepEqual(titles(body.items), ['L’État ΔΌΓΜΑΤΟΣ'], q)
  }
})

test('Q1 · a colleague with a name in capitals with a final sigma is found in small letters', async () => {
  const person = await colleague(instance, organization, 'ΓΙΏΡΓΟΣ', { lastName: 'ΠΑΠΑΔΌΠΟΥΛΟΣ' })
  for (const search of ['γιώργος', 'παπαδοπουλος γιωργος']) {
    const { body } = await ada.get<Items>(`/api/people?${asQuery({ search })}`)
    assert.deepEqual(
      body.items.map(({ id }) => id),
      [person.id],
      search,
    )
  }
})

test('a list by title continues where its first page ended, whatever letters the titles have', async () => {
  const { group, notebook: book } = await notebook('In order')
  const path = `/api/spaces/${group}/notebooks/${book}/notes`
  const made = ['ΣΟΦΟΣ', 'İzmir', 'Été', 'ete 2', 'Œuf', 'oeuf 2', 'Straße', 'Zoo']
  for (const title of made) await ada.post(path, { title })
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await ada.get<Items & { next: string | null }>(
      `${path}?sort=title&limit=1${after}`,
    )
    seen.push(...titles(body.items).map(String))
    after = body.next ? `&after=${body.next}` : ''
  } while (after !== '')
  assert.deepEqual(seen, ['Été', 'ete 2', 'İzmir', 'Œuf', 'oeuf 2', 'Straße', 'Zoo', 'ΣΟΦΟΣ'])
})
