import { anywhere, search } from '../../server/foundation/search/store.ts'
import { askedWords, readQuery } from '../../server/foundation/search/query.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { numbered, type Size } from './fixture.ts'
import { openHouse, reading, type House } from './house.ts'
import { quantile, valueRow, type Row } from './measure.ts'
import { withFiftyGroups } from './newest.ts'
import { fillTexts } from './texts.ts'

const fullSize: Size = { people: 1_000, groups: 500, items: 1_000_000 }
const quickSize: Size = { people: 1_000, groups: 100, items: 10_000 }
/** The same groups five times: other people's content must not change the cost. */
const fiveTimes = (size: Size): Size => ({
  ...size,
  groups: size.groups * 5,
  items: size.items * 5,
})

const askers = Array.from({ length: 10 }, (_, n) => numbered<PersonId>('person', n * 37 + 11))
const ruler = numbered<PersonId>('person', 999)

/** As one types, over all one’s spaces: words of every frequency, beginnings, two words, phrases, and nothing at all. */
export async function searchRows(quick: boolean, say: (sentence: string) => void): Promise<Row[]> {
  const size = quick ? quickSize : fullSize
  const usual = await measured(size, say)
  const larger = await measured(fiveTimes(size), say)
  return [
    ...rowsOf('search of a person with 50 groups', usual.person, 20),
    ...rowsOf(`search of an administrator of ${size.groups} groups`, usual.ruler, 60),
    valueRow(
      'search of a person with 50 groups, against a fifth of the items: median of all',
      'ratio',
      { value: median(larger.person) / median(usual.person) },
      { atMost: 1.6 },
    ),
  ]
}

/** Milliseconds of each search, by what was asked. */
type Times = Record<string, number[]>

const median = (times: Times) => quantile(Object.values(times).flat(), 0.5)

function rowsOf(name: string, times: Times, atMost: number): Row[] {
  return Object.entries(times).map(([kind, each]) =>
    valueRow(`${name}, ${kind}: p95`, 'ms in db', { value: quantile(each, 0.95) }, { atMost }),
  )
}

async function measured(
  size: Size,
  say: (sentence: string) => void,
): Promise<{ person: Times; ruler: Times }> {
  const house = await openHouse(size, say)
  try {
    await fillTexts(house.db, size.items, say)
    const asked = await queries(house)
    return {
      person: await withFiftyGroups(house, askers, () => timesOf(house, askers, asked)),
      ruler: await asRuler(house, () => timesOf(house, [ruler], asked)),
    }
  } finally {
    await house.stop()
  }
}

const rounds = 4

/** The first round warms up and does not count. */
async function timesOf(
  house: House,
  people: PersonId[],
  asked: Record<string, string>,
): Promise<Times> {
  const times: Times = {}
  for (const [kind, typed] of Object.entries(asked)) {
    const words = askedWords(readQuery(typed)!)
    const all: number[] = []
    for (let round = 0; round < rounds; round++)
      for (const person of people) {
        const before = house.busy() ?? performance.now()
        await search(reading(house), person, words, anywhere, undefined, 21)
        all.push((house.busy() ?? performance.now()) - before)
      }
    times[kind] = all.slice(people.length)
  }
  return times
}

/** Within a transaction that is undone, one person administers all groups. */
async function asRuler<T>({ db }: House, measure: () => Promise<T>): Promise<T> {
  await db.run({ text: 'begin' })
  try {
    await db.run({ text: 'delete from flat_membership where person_id = $1', values: [ruler] })
    await db.run({
      text: `insert into flat_membership (group_id, person_id, via_id, role)
        select id, $1, id, 'administrator' from workgroup limit 500`,
      values: [ruler],
    })
    return await measure()
  } finally {
    await db.run({ text: 'rollback' })
  }
}

/** The queries, by how many items match them. */
async function queries({ db, size }: House): Promise<Record<string, string>> {
  const share = Math.min(100, 2_000_000 / size.items)
  const words = await db.rows<{ word: string; ndoc: number }>({
    text: `select word, ndoc from ts_stat('select words from search_row tablesample system (${share}) repeatable (1)')
      where word ~ '^[a-z]{2,}$' order by ndoc desc, word`,
  })
  const looked = (size.items * share) / 100
  const said = (part: number, nth = 0) =>
    words.slice(words.findIndex(({ ndoc }) => ndoc <= part * looked))[nth]!.word
  return {
    'a rare word': `${words[Math.floor(words.length * 0.9)]!.word} `,
    'a word of 1 %': `${said(0.01)} `,
    'a common word': `${said(0.04)} `,
    'a very common word': `${said(0.3)} `,
    'one letter': said(0.3).slice(0, 1),
    'two letters': said(0.04).slice(0, 2),
    'four letters': said(0.01).slice(0, 4),
    'two common words': `${said(0.05)} ${said(0.05, 1)} `,
    'two very common words': `${said(0.3)} ${said(0.3, 1)} `,
    'a word and two letters': `${said(0.05)} ${said(0.04).slice(0, 2)}`,
    'a phrase of common words': `"${said(0.05)} ${said(0.05, 1)}"`,
    'a phrase of more common words': `"${said(0.1)} ${said(0.1, 1)}"`,
    'a phrase of very common words': `"${said(0.3)} ${said(0.3, 1)}"`,
    'a phrase of a very common and a common word': `"${said(0.3)} ${said(0.05)}"`,
    'a word that nothing says': 'zzzzqq ',
  }
}
