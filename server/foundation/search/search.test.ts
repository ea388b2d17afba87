import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, makeNotebook, must, stage, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, type Client } from '../../../test/world/people.ts'
import { itemFacts } from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, PersonId } from '../../kernel/ids.ts'
import { indexAll } from './work.ts'
import { forgetPositions, itemsWithoutRow } from './index-store.ts'
import { askedWords, readQuery } from './query.ts'
import { codesOf, codesOfSearched } from './pairs.ts'
import * as store from './store.ts'
import { lexemesOf } from './words.ts'

const instance = await startInstance()
const { db, app } = instance
const world = await stage(instance)
const { cast, group, open, closed, elsewhere, organization } = world
const { ada, mina, gil, xavier, edna, rita } = cast
const place = `/api/spaces/${group}`

interface Part {
  text: string
  found: boolean
}
interface Found {
  items: { id: string; title: string; marked: Part[]; passage: Part[] }[]
  next: string | null
}

const asQuery = (asked: Record<string, string>) => new URLSearchParams(asked).toString()
const find = (who: Client, q: string, more: Record<string, string> = {}) =>
  must(who.get<Found>(`/api/search?${asQuery({ q, ...more })}`))
const titles = async (who: Client, q: string, more?: Record<string, string>) =>
  (await find(who, q, more)).items.map(({ title }) => title)
const saidIn = (parts: Part[]) =>
  parts.map(({ text, found }) => (found ? `[${text}]` : text)).join('')

test('Q1 · a text is found by its words, their beginnings and their other forms in French and English', async () => {
  await writeNote(
    mina,
    group,
    open,
    'Quai',
    'Les réunions du mercredi sont longues; les chevaux attendent.',
  )
  await writeNote(mina, group, open, 'Wharf', 'She was running happily past the universities.')
  for (const [q, title] of [
    ['réunion', 'Quai'],
    ['REUNIONS', 'Quai'],
    ['mercr', 'Quai'],
    ['longues chevaux', 'Quai'],
    ['run', 'Wharf'],
    ['runs', 'Wharf'],
    ['university', 'Wharf'],
    ['universities past', 'Wharf'],
  ] as const)
    assert.deepEqual(await titles(mina, q), [title], q)
  for (const q of ['réunion wharf', 'ercredi', 'zzz', '-mercredi', '"', '!!', '🎉'])
    assert.deepEqual(await titles(mina, q), [], q)
})

test('Q1 · the words of a phrase are adjacent, words with a minus must not occur, and an open phrase may continue', async () => {
  await writeNote(mina, group, open, 'Ordre', 'L’ordre du jour est long. Le jour est court.')
  await writeNote(mina, group, open, 'Autre', 'Du jour au lendemain, un autre ordre.')
  assert.deepEqual((await titles(mina, 'ordre jour ')).toSorted(), ['Autre', 'Ordre'])
  assert.deepEqual(await titles(mina, '"ordre du jour"'), ['Ordre'])
  assert.deepEqual(await titles(mina, '«ordre du jo'), ['Ordre'])
  assert.deepEqual(await titles(mina, 'ordre jour -lendemain'), ['Ordre'])
  assert.deepEqual(await titles(mina, 'jour -"est long"'), ['Autre'])
  await writeNote(mina, group, open, 'Pairs', 'Il est de la fête pour la forme de la la.')
  await writeNote(mina, group, open, 'Apart', 'La fête de tout est là, pour elle.')
  const said = '"de la"'
  for (const q of [said, '"est de la"', '"DE LÀ fete"', '"forme de la la"', '«est de l', '"la la"'])
    assert.deepEqual(await titles(mina, q), ['Pairs'], q)
  assert.deepEqual(await titles(mina, `fete -${said}`), ['Apart'])
  assert.deepEqual(await titles(mina, '"la de"'), [])
})

test('Q1 · what says it in its title or tags comes first, then the newest', async () => {
  const tagged = await writeNote(mina, group, open, 'A', 'Nothing else.')
  await must(mina.put(`${place}/items/${tagged}/tags/Zinnia`), 204)
  await writeNote(mina, group, open, 'Zinnia in its title', 'x')
  await writeNote(mina, group, open, 'B', 'A zinnia in the text.')
  const last = await writeNote(mina, group, open, 'C', 'Nothing.')
  await must(mina.post(`${place}/items/${last}/comments`, { body: 'I saw a zinnia.' }), 201)
  assert.deepEqual(await titles(mina, 'zinnia'), ['Zinnia in its title', 'A', 'C', 'B'])
  const pages: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page: Found = await find(mina, 'zinnia', { limit: '1', ...(after && { after }) })
    pages.push(...page.items.map(({ title }) => title))
    after = page.next
  }
  assert.deepEqual(pages, ['Zinnia in its title', 'A', 'C', 'B'], 'page by page')
})

test('Q1 · the passage shows the words found, as they are written, cut between letters', async () => {
  const long = `${'Avant cela, rien. '.repeat(60)}Le <b>Héron</b> cendré 👨‍👩‍👧 niche ici. ${'Après cela, rien. '.repeat(60)}`
  await writeNote(mina, group, open, 'Oiseaux', long.replaceAll('<', '\\<'))
  const { items } = await find(mina, 'heron niche')
  const said = saidIn(items[0]!.passage)
  assert.match(said, /^… .*Le <b>\[Héron\]<\/b> cendré 👨‍👩‍👧 \[niche\] ici\..* …$/u)
  assert.ok(said.length < 330)
  const table =
    '| Nom | Ville |\n| --- | --- |\n| Zoé | Brest |\n| Max | Lyon |\n\n- un point\n- deux points.\n- trois'
  await writeNote(mina, group, open, 'Adresses', table)
  const inTable = (await find(mina, 'brest')).items[0]!.passage
  assert.equal(
    saidIn(inTable),
    'Nom · Ville · Zoé · [Brest] · Max · Lyon · un point · deux points. trois',
  )
  const titled = await find(mina, 'oise')
  assert.equal(saidIn(titled.items[0]!.marked), '[Oiseaux]')
})

test('Q1 · a search is narrowed by space, place, tool, kind, author, tag and day', async () => {
  const folder = await makeNotebook(ada, group, world.root, 'Folder', 'folder')
  const inside = await makeNotebook(ada, group, folder, 'Inside')
  await writeNote(ada, group, inside, 'Mirabelle inside', 'x')
  const other = await writeNote(mina, group, open, 'Mirabelle open', 'x')
  await must(mina.put(`${place}/items/${other}/tags/Fruit%20d%E2%80%99%C3%A9t%C3%A9`), 204)
  const of = (more: Record<string, string>) => titles(ada, 'mirabelle', more)
  assert.equal((await of({})).length, 2)
  assert.equal((await of({ space: group })).length, 2)
  assert.deepEqual(await of({ space: elsewhere }), [])
  assert.deepEqual(await of({ container: folder }), ['Mirabelle inside'])
  assert.deepEqual(await of({ container: open }), ['Mirabelle open'])
  assert.deepEqual(await of({ person: ada.id }), ['Mirabelle inside'])
  assert.deepEqual(await of({ tag: "fruit d'ete" }), ['Mirabelle open'])
  assert.equal((await of({ tool: 'notes', kind: 'note' })).length, 2)
  assert.deepEqual(await of({ tool: 'tasks' }), [])
  assert.deepEqual(await of({ to: '2020-01-01' }), [])
  assert.equal((await of({ from: '2020-01-01' })).length, 2)
})

test('I1 · items that somebody may not see change no byte of their results, whatever text is in them', async () => {
  await writeNote(mina, group, open, 'Sorrel for all', 'sorrel')
  const asked = ['sorrel', 'so', 'sorrel root', '"sorrel root"']
  const seen = async () => JSON.stringify(await Promise.all(asked.map((q) => find(gil, q))))
  const before = await seen()
  await writeNote(edna, group, closed, 'Sorrel root', 'sorrel root')
  const internal = await writeNote(mina, group, open, 'Sorrel root', 'sorrel root')
  await must(mina.put(`${place}/items/${internal}/internal-only`, { internalOnly: true }))
  const gone = await writeNote(mina, group, open, 'Sorrel root', 'sorrel root')
  await must(mina.delete(`${place}/items/${gone}`), 204)
  await writeNote(
    xavier,
    elsewhere,
    await notebookOf(xavier, elsewhere),
    'Sorrel root',
    'sorrel root',
  )
  assert.equal(await seen(), before)
  assert.deepEqual(await titles(rita, 'sorrel root'), ['Sorrel root', 'Sorrel root'])
})

async function notebookOf(who: Client, space: string): Promise<string> {
  const { items } = await must(
    who.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${space}/containers?tool=notes`,
    ),
  )
  return items.find(({ kind }) => kind === 'notebook')!.id
}

test('A11 · a search reflects moves, trash, restoring, marks, tools switched off and lost access immediately', async () => {
  const person = await colleague(instance, organization, 'Quentin')
  await enter(instance, group, [person])
  const note = await writeNote(ada, group, open, 'Tansy', 'tansy')
  const item = `${place}/items/${note}`
  const sees = async (who: Client, expected: boolean, why: string) =>
    assert.deepEqual(await titles(who, 'tansy'), expected ? ['Tansy'] : [], why)
  await sees(person, true, 'a member')
  await must(ada.post(`${item}/move`, { toSpace: group, toContainer: closed }))
  await sees(person, false, 'moved to where they see nothing')
  await must(ada.post(`${item}/move`, { toSpace: group, toContainer: open }))
  await sees(person, true, 'and back')
  await must(ada.delete(item), 204)
  await sees(person, false, 'in the trash')
  await must(ada.post(`${item}/restoring`))
  await sees(person, true, 'restored')
  await must(ada.put(`${item}/internal-only`, { internalOnly: true }))
  await sees(gil, false, 'internal')
  await must(ada.put(`${item}/internal-only`, { internalOnly: false }))
  await sees(gil, true, 'not internal any more')
  await must(ada.patch(`/api/groups/${group}`, { settings: { tools: [] } }))
  await sees(ada, false, 'the tool is off')
  await must(ada.patch(`/api/groups/${group}`, { settings: { tools: ['notes'] } }))
  await sees(person, true, 'on again')
  await must(ada.delete(`/api/groups/${group}/members/${person.id}`), 204)
  await sees(person, false, 'removed')
})

test('Q1 · an item that moves to another space is found there, with words that change later', async () => {
  const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const own = await notebookOf(mina, privateSpace)
  const note = await writeNote(mina, group, open, 'Umbel', 'umbel')
  await must(mina.post(`${place}/items/${note}/move`, { toSpace: privateSpace, toContainer: own }))
  assert.deepEqual(await titles(mina, 'umbel'), ['Umbel'])
  assert.deepEqual(await titles(ada, 'umbel'), [])
  await must(mina.patch(`/api/spaces/${privateSpace}/notes/${note}`, { title: 'Umbrella' }))
  assert.deepEqual(await titles(mina, 'umbrella'), ['Umbrella'])
})

test('Q1 · a long text is found once the follower has read it, and everything again after a rebuild', async () => {
  const long = await writeNote(mina, group, open, 'Very long', 'verbena '.repeat(9000))
  assert.deepEqual(await titles(mina, 'verbena'), [])
  await indexAll(app.house)
  assert.deepEqual(await titles(mina, 'verbena'), ['Very long'])
  await must(mina.patch(`${place}/notes/${long}`, { title: 'Very long indeed' }))
  await indexAll(app.house)
  assert.deepEqual(await titles(mina, 'indeed'), ['Very long indeed'])
  await db.run({ text: 'delete from search_row where space_id = $1', values: [group] })
  assert.notEqual(await itemsWithoutRow(db), 0)
  assert.deepEqual(await titles(mina, 'verbena'), [])
  await forgetPositions(db)
  await indexAll(app.house)
  assert.deepEqual(await titles(mina, 'verbena'), ['Very long indeed'])
  assert.equal(await itemsWithoutRow(db), 0)
})

/** All pages of a search that scans this many of the newest items before it uses the index. */
async function allPages(
  who: PersonId,
  q: string,
  limit: number,
  looked: { first: number; all: number },
): Promise<string[]> {
  const ctx = { db } as unknown as PublicContext
  const words = askedWords(readQuery(q)!)
  const found: string[] = []
  for (let after: store.After | undefined, more = true; more;) {
    const rows = await store.search(ctx, who, words, store.anywhere, after, limit + 1, looked)
    found.push(...rows.slice(0, limit).map(({ id }) => id))
    const last = rows.at(limit - 1)
    more = rows.length > limit
    if (last) after = [last.head ? 'head' : 'body', last.changedAt, last.id as ItemId]
  }
  return found
}

/** The same result from every item of the instance, with the one formula of the rule book. */
async function bruteForce(who: PersonId, q: string): Promise<string[]> {
  const { everywhere, head } = askedWords(readQuery(q)!)
  const rows = await db.rows<{ id: string }>({
    text: `select i.id from item i
      join container c on c.space_id = i.space_id and c.id = i.container_id
      join search_row s on s.space_id = i.space_id and s.item_id = i.id
      cross join lateral rights_on($1, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
      where i.trashed_at is null and c.trashed_at is null and s.words @@ $2::tsquery
        and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, r.left_over) & 2 <> 0
      order by s.words @@ $3::tsquery desc, i.changed_at desc, i.id desc`,
    values: [who, everywhere, head],
  })
  return rows.map(({ id }) => id)
}

test('A1 · a search finds exactly what the rule book allows, in the same order with every query', async () => {
  const words = ['ambre', 'brume', 'cendre', 'dune', 'écume', 'forêts', 'givre', 'de', 'la']
  let seed = 7
  const next = (most: number) => (seed = (seed * 48271) % 2147483647) % most
  const some = (count: number) =>
    Array.from({ length: count }, () => words[next(words.length)]).join(' ')
  await must(ada.patch(`/api/groups/${group}`, { settings: { historyHorizon: 'joined' } }))
  const late = await colleague(instance, organization, 'Late')
  for (let n = 0; n < 40; n++) {
    const who = [ada, mina, edna, gil][next(4)]!
    const note = await writeNote(
      who === edna ? edna : who,
      group,
      who === edna ? closed : open,
      some(2),
      some(n % 2 === 0 ? 4 : 6),
    )
    if (next(6) === 0 && who !== gil)
      await who.put(`${place}/items/${note}/internal-only`, { internalOnly: true })
    if (next(8) === 0) await who.delete(`${place}/items/${note}`)
    if (next(5) === 0)
      await who.put(`${place}/items/${note}/editors`, {
        editors: [{ kind: 'person', id: late.id }],
      })
    if (n === 20) await enter(instance, group, [late])
  }
  await db.run({
    text: `update item set created_at = created_at - interval '3 days' where space_id = $1 and id < (select id from item where space_id = $1 order by id desc offset 20 limit 1)`,
    values: [group],
  })
  const asked = [
    'ambre ',
    'bru',
    'e',
    'cendre dune',
    'foret giv',
    '"dune ecume"',
    'ambre -givre',
    'c d',
    '"de la"',
    '"la dune" "de l',
    '"foret givre"',
    '"dune for',
    '"dune f',
    '"la foret"',
  ]
  for (const { id } of [ada, mina, edna, gil, rita, late, xavier, cast.farid, cast.nestor])
    for (const q of asked) {
      const expected = await bruteForce(id, q)
      for (const [limit, looked] of [
        [200, { first: 400, all: 2000 }],
        [5, { first: 4, all: 9 }],
        [3, { first: 5, all: 20 }],
        [7, { first: 0, all: 0 }],
      ] as const)
        assert.deepEqual(
          await allPages(id, q, limit, looked),
          expected,
          `${q} by ${limit} after ${JSON.stringify(looked)}`,
        )
    }
})

test('Q1 · the index tells the words of a phrase from the same words apart, in a text of any length', async () => {
  const far = Array.from({ length: 200 }, (_, n) => `mot${n}`).join(' ')
  await writeNote(mina, group, open, 'Side by side', 'Un grand bateau rouge est là.')
  await writeNote(mina, group, open, 'Apart', 'Un bateau bleu, une voile rouge.')
  await writeNote(mina, group, open, 'Far apart', `Un bateau, ${far}, une voile rouge.`)
  for (const q of ['"bateau rouge"', '"bateaux rouges"', '"bateau rou']) {
    const matches = await db.rows<{ title: string }>({
      text: `select i.title from search_row r join item i on i.space_id = r.space_id and i.id = r.item_id
        where search_keys(r.space_id, r.words) @@ replace($1, '@', right($2::text, 8))::tsquery`,
      values: [askedWords(readQuery(q)!).bodyKeys, group],
    })
    assert.deepEqual(matches, [{ title: 'Side by side' }], q)
  }
})

test('Q1 · two words that a phrase finds side by side have a code of the phrase, whatever their forms', () => {
  const forms =
    'run runs running runner die dies dying note notes not them the then une un uni unis cheval chevaux forêt forêts foret été ete es est 会 议 2026'
      .split(' ')
      .map(lexemesOf)
  const isForm = (word: readonly string[], asked: readonly string[], begins: boolean) =>
    word.some((each) => asked.includes(each) || (begins && each.startsWith(asked[0]!)))
  let coded = 0
  for (const begins of [false, true])
    for (const one of forms)
      for (const other of forms) {
        const codes = codesOfSearched(one, other, begins)
        if (!codes) continue
        coded++
        for (const first of forms.filter((word) => isForm(word, one, false)))
          for (const second of forms.filter((word) => isForm(word, other, begins)))
            assert.ok(
              codesOf(first, second).some((code) => codes.includes(code)),
              JSON.stringify([first, second, one, other]),
            )
      }
  assert.ok(coded > 500)
})

test('X121 · typed text is data: nothing breaks, and nothing is a pattern', async () => {
  const odd = [
    "'",
    '\\',
    "' | 'x",
    'a:*',
    '!a',
    '(((',
    'a & b',
    '<->',
    '\u0007',
    '%',
    '_',
    '.*',
    '@~a',
    '@=a',
    'the',
    'le la les',
    'a',
    'é',
    '会议',
    '🎉',
    '👨‍👩‍👧',
    'مُحَمَّد',
    'ΟΔΟΣ',
    'ﬁ',
    '\ud800',
    'a'.repeat(300),
    'a '.repeat(150),
    '"a '.repeat(75),
    '-a '.repeat(100),
  ]
  for (const q of odd) {
    const { status } = await mina.get(`/api/search?${asQuery({ q })}`)
    assert.ok(status === 200, `${JSON.stringify(q)} ${status}`)
  }
  for (const q of ['', 'a'.repeat(301)]) {
    const { status } = await mina.get(`/api/search?${asQuery({ q })}`)
    assert.equal(status, 400)
  }
  const kept = ['会议室', 'مُحَمَّد', 'ΟΔΟΣ ἡ', 'ﬁn', '🎉', 'x\u00adylophone', '１２３']
  for (const title of kept) {
    await writeNote(mina, group, open, `Odd ${title}`, 'x')
    const { items } = await find(mina, title)
    assert.equal(
      items[0]?.title.normalize('NFKC').replace('\u00ad', ''),
      `Odd ${title}`.normalize('NFKC').replace('\u00ad', ''),
    )
  }
  assert.deepEqual((await titles(mina, '议室')).length, 1)
  assert.deepEqual((await titles(mina, 'οδος')).length, 1)
})
