import { vectorOf } from '../../server/foundation/search/vector.ts'
import type { Database } from '../../server/kernel/db.ts'
import { hashOf } from './house.ts'

/** The words that French and English texts use most, in this order; the others are made of the syllables below. */
const commonest = `the de of la and le to et a les in des is en for un que that du it une on est with pour as qui was dans be par this sur are au from plus by pas or avec at ce you sont not il an ne we se our nous all leur have vous will cette can meeting`
const syllables = 'ba ce di fo gra lu mon ne pra qui ré sto tu vé man ter cor lis ven our'
const endings = 's es e er ing ed ment tion ions ant ité ly al age eur euse'

const vocabularySize = 40_000
const wordsInParagraph = 30
const wordsInTitle = 4

/**
 * Fills the search index of all items with texts of 34 words, every eighth of 274, four of them in the title. Words are as
 * frequent as in real texts: the nth one is used n times less often than the first (Zipf). Twenty
 * items share a title; each says one number that no other says.
 */
export async function fillTexts(
  db: Database,
  items: number,
  say: (sentence: string) => void,
): Promise<void> {
  const version = hashOf('texts.ts', 'fixture.ts')
  const filled = await db.row({
    text: `select from pg_class where oid = 'search_row'::regclass and obj_description(oid) = $1`,
    values: [version],
  })
  if (filled) return
  say('filling it with texts')
  const next = random(7)
  const vocabulary = vocabularyOf(next)
  const word = () => vocabulary[Math.floor(vocabularySize ** next()) - 1]!
  const some = (count: number) => Array.from({ length: count }, word).join(' ')
  const count = Math.ceil(items / 20)
  await db.run({ text: 'set statement_timeout = 0' })
  await db.run({ text: `set maintenance_work_mem = '1GB'` })
  await db.run({
    text: 'create temp table paragraph (n int primary key, head tsvector, body tsvector)',
  })
  for (let from = 0; from < count; from += 1000) {
    const texts = Array.from({ length: Math.min(1000, count - from) }, (_, n) => {
      const head = vectorOf({ head: [some(wordsInTitle)], body: [] })
      const body = vectorOf({ head: [], body: [some(wordsInParagraph)] })
      return { n: from + n, head, body }
    })
    await db.run({
      text: `insert into paragraph select * from jsonb_to_recordset($1) as t (n int, head tsvector, body tsvector)`,
      values: [JSON.stringify(texts)],
    })
  }
  const steps = [
    'analyze paragraph',
    'truncate search_row',
    'drop index if exists search_row_by_key',
    `create function pg_temp.any_of(item bigint, nth int) returns int language sql immutable as $$
      select ((hashint8extended(item, nth) & 1073741823) % ${count})::int $$`,
    'create aggregate pg_temp.joined (tsvector) (sfunc = tsvector_concat, stype = tsvector)',
    `insert into search_row (space_id, item_id, seq, changed_at, words)
      select i.space_id, i.id, 0, i.changed_at, head.head || body.words || ('''' || 300000000 + i.n || ''':9')::tsvector
      from (select space_id, id, changed_at, row_number() over () as n from item) i
      cross join lateral (select t.head from paragraph t where t.n = pg_temp.any_of(i.n, 0) offset 0) head
      cross join lateral (
        select pg_temp.joined(t.body) as words from generate_series(1, case when i.n % 8 = 0 then 9 else 1 end) nth join paragraph t on t.n = pg_temp.any_of(i.n, nth::int)) body`,
    'drop table paragraph',
    `create index search_row_by_key on search_row using gin (search_keys(space_id, words)) with (fastupdate = off)`,
    'vacuum analyze search_row',
    `comment on table search_row is '${version}'`,
  ]
  for (const text of steps) await db.run({ text })
}

function vocabularyOf(next: () => number): string[] {
  const [common, parts, ends] = [commonest, syllables, endings].map((line) => line.split(' '))
  const words = new Set(common)
  const pick = (from: string[] = []) => from[Math.floor(next() ** 1.5 * from.length)]!
  while (words.size < vocabularySize) {
    const stem = Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(parts)).join('')
    words.add(stem)
    if (next() < 0.5) words.add(stem + pick(ends))
  }
  return [...words].slice(0, vocabularySize)
}

/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
