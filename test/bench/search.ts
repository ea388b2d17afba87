import { search, type Filters } from '../../server/foundation/search/store.ts'
import { askedWords, readQuery } from '../../server/foundation/search/query.ts'
import type { Database } from '../../server/kernel/db.ts'
import type { PersonId } from '../../server/kernel/ids.ts'
import { numbered, type Size } from './fixture.ts'
import { openHouse, reading, type House } from './house.ts'
import { quantile, valueRow, type Row } from './measure.ts'
import { withFiftyGroups } from './newest.ts'

const fullSize: Size = { people: 5_000, groups: 500, items: 1_000_000 }
const quickSize: Size = { people: 1_000, groups: 400, items: 100_000 }
/** The same groups five times: other people's content must not change the cost. */
const fiveTimes = (size: Size): Size => ({
  ...size,
  groups: size.groups * 5,
  items: size.items * 5,
})

const askers = Array.from({ length: 10 }, (_, n) => numbered<PersonId>('person', n * 37 + 11))
const ruler = numbered<PersonId>('person', 999)
const anywhere: Filters = {
  ...{ space: null, container: null, tool: null, kind: null },
  ...{ author: null, tag: null, from: null, to: null },
}

/** As one types, over all one’s spaces: words of every frequency, beginnings, two words, phrases, and nothing at all. */
export async function searchRows(quick: boolean, say: (sentence: string) => void): Promise<Row[]> {
  const size = quick ? quickSize : fullSize
  const usual = await measured(size, say)
  const larger = await measured(fiveTimes(size), say)
  return [
    ...usual.kinds.map(([kind, p95]) =>
      valueRow(
        `search of a person with 50 groups, ${kind}: p95`,
        'ms in db',
        { value: p95 },
        {
          atMost: 20,
        },
      ),
    ),
    valueRow(
      `search of an administrator of ${size.groups} groups: p95 of all`,
      'ms in db',
      {
        value: usual.ruler,
      },
      { atMost: 60 },
    ),
    valueRow(
      'search, against a fifth of the items: median of all',
      'ratio',
      {
        value: larger.median / usual.median,
      },
      { atMost: 1.6 },
    ),
  ]
}

async function measured(size: Size, say: (sentence: string) => void) {
  const house = await openHouse(size, say)
  try {
    await fillWords(house.db, say)
    const asked = Object.entries(await queries(house))
    const kinds: [string, number][] = []
    const all: number[] = []
    await withFiftyGroups(house, askers, async () => {
      for (const [kind, typed] of asked) {
        const times = await timesOf(house, askers, typed)
        kinds.push([kind, quantile(times, 0.95)])
        all.push(...times)
      }
    })
    return { kinds, median: quantile(all, 0.5), ruler: await ofRuler(house, asked) }
  } finally {
    await house.stop()
  }
}

async function timesOf(house: House, people: PersonId[], typed: string): Promise<number[]> {
  const words = askedWords(readQuery(typed)!)
  const times: number[] = []
  for (let round = 0; round < 4; round++)
    for (const person of people) {
      const before = house.busy() ?? performance.now()
      await search(reading(house), person, words, anywhere, undefined, 21)
      if (round > 0) times.push((house.busy() ?? performance.now()) - before)
    }
  return times
}

/** Within a transaction that is undone, one person administers all groups. */
async function ofRuler(house: House, asked: [string, string][]): Promise<number> {
  await house.db.run({ text: 'begin' })
  try {
    await house.db.run({
      text: 'delete from flat_membership where person_id = $1',
      values: [ruler],
    })
    await house.db.run({
      text: `insert into flat_membership (group_id, person_id, via_id, role)
        select id, $1, id, 'administrator' from workgroup limit 500`,
      values: [ruler],
    })
    const times: number[] = []
    for (const [, typed] of asked) times.push(...(await timesOf(house, [ruler], typed)))
    return quantile(times, 0.95)
  } finally {
    await house.db.run({ text: 'rollback' })
  }
}

/** What is asked, by how many items say it. */
async function queries({ db, size }: House): Promise<Record<string, string>> {
  const words = await db.rows<{ word: string; ndoc: number }>({
    text: `select word, ndoc from ts_stat('select words from search_row tablesample system (10)') order by ndoc desc, word`,
  })
  const least = size.items / 10
  const said = (share: number) => words.find(({ ndoc }) => ndoc <= share * least)!.word
  const [third, quarter, few] = [said(0.3), said(0.25), said(0.04)]
  return {
    'a rare word': `${words[Math.floor(words.length * 0.9)]!.word} `,
    'a word of 1 %': `${said(0.01)} `,
    'a common word': `${few} `,
    'a very common word': `${third} `,
    'one letter': third.slice(0, 1),
    'two letters': few.slice(0, 2),
    'four letters': said(0.01).slice(0, 4),
    'two words': `${third} ${quarter} `,
    'a word and two letters': `${said(0.05)} ${few.slice(0, 2)}`,
    'a phrase': `"${third} ${quarter}"`,
    'a word that nothing says': 'zzzzqq ',
  }
}

/** 200 words an item, four of them in its title, as frequent as words are: the nth one n times less than the first. */
async function fillWords(db: Database, say: (sentence: string) => void): Promise<void> {
  if (await db.row({ text: 'select from search_row limit 1' })) return
  say('filling it with words')
  const steps = [
    'set statement_timeout = 0',
    'drop index search_row_by_key',
    `create function pg_temp.word(n int) returns text language sql immutable as $$
      select substr('abcdefghijklmnoprstvw', 1 + n % 21, 1) || substr('aeiou', 1 + n / 21 % 5, 1)
        || substr('lmnrstbcd', 1 + n / 105 % 9, 1) || substr('aeiou', 1 + n / 945 % 5, 1)
        || case when n >= 4725 then substr('lmnrstbcdv', 1 + n / 4725 % 10, 1) || to_hex(n / 47250) else '' end $$`,
    `insert into search_row (space_id, item_id, seq, words)
      select i.space_id, i.id, 0, (
        select string_agg(word || ':' || places, ' ') from (
          select word, string_agg(at || case when at <= 4 then 'A' else '' end, ',') as places
          from (select at, pg_temp.word(floor(exp(random() * ln(40000 + 0 * at)))::int + 0 * length(i.title)) as word
            from generate_series(1, 200) at) said group by word) lexeme)::tsvector
      from item i`,
    `create index search_row_by_key on search_row using gin (search_keys(space_id, words)) with (fastupdate = off)`,
    'vacuum analyze search_row',
  ]
  for (const text of steps) await db.run({ text })
}
