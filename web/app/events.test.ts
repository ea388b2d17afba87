import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { events } from '../../server/app/events.ts'
import { notices } from '../../server/app/notices.ts'
import type { ToldEvents } from '../kernel/events.ts'
import { slices } from './events.ts'

const web = path.dirname(import.meta.dirname)
const ofTools = await Promise.all(
  globSync('tools/*/{events,notices}.ts', { cwd: web }).map(
    async (file) => (await import(path.join(web, file))) as ToldEvents,
  ),
)
const all = [...slices, ...ofTools]
const told = {
  events: all.flatMap((each) => Object.entries(each.events ?? {})),
  notices: all.flatMap((each) => Object.entries(each.notices ?? {})),
}

test('V2, E1 · every event that a history or Home tells has its words, and no other has', () => {
  const wanted = events.flatMap(({ kind, audit, feed }) => [
    ...(audit ? [`history: ${kind}`] : []),
    ...(feed ? [`home: ${kind}`] : []),
  ])
  const given = told.events.flatMap(([kind, { history, home }]) => [
    ...(history ? [`history: ${kind}`] : []),
    ...(home ? [`home: ${kind}`] : []),
  ])
  assert.deepEqual(given.toSorted(), wanted.toSorted())
})

test('E1 · every kind of notice has its sentence and its icon', () => {
  assert.deepEqual(
    told.notices.map(([kind]) => kind).toSorted(),
    notices.map(({ kind }) => kind).toSorted(),
  )
})

test('V2, E1 · a sentence says all that it names, and what is missing is no “undefined”', () => {
  const act = { detail: {}, names: {}, group: null } as never
  const notice = { who: 'Ada', what: 'Plan', group: 'Choir', role: 'moderator' }
  for (const language of ['en', 'fr'] as const) {
    for (const [kind, { history }] of told.events) {
      const sentence = history?.[language]
      const text =
        typeof sentence === 'function'
          ? sentence((field) => (field === 'people' ? '3' : `<${field}>`), act)
          : sentence
      assert.doesNotMatch(text ?? '', /undefined|NaN|\[object/, kind)
    }
    for (const [kind, words] of told.notices)
      for (const count of [1, 3])
        assert.doesNotMatch(words[language]({ ...notice, count }), /undefined|NaN|\[object/, kind)
    for (const [kind, { many }] of told.notices)
      for (const event of ['item.moved', 'item.renamed'])
        for (const place of ['Archive', undefined]) {
          const sentence = many?.[language]({ who: 'Ada', things: '3 notes', place, event })
          assert.doesNotMatch(sentence ?? '', /undefined|NaN|\[object/, kind)
        }
  }
})
