import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doors } from '../../server/app/doors.ts'

/** What people who share a group see of each other (O3), with the person's id and whether they are a guest here. */
const card = ['id', 'firstName', 'lastName', 'organization', 'email', 'picture', 'guest']

/** Doors that return more about a person, and why. Fields that a schema does not name are never sent. */
const more: Record<string, string[]> = {
  // oneself
  getMe: ['company', 'language', 'timeZone', 'alwaysAskMe', 'presenceHidden'],
  // the groups that the asker shares with them
  getPerson: ['sharedGroups'],
  // the content of the uploaded file: no existing person
  inviteColleaguesFromCsv: ['line', 'orgRole', 'plan', 'groups', 'problem', 'code'],
  // the invented people of a demonstration
  getDemo: ['role'],
}

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  allOf?: Schema[]
}

/** Every object in a schema that names a person. */
function people(schema: Schema | undefined): string[][] {
  if (!schema) return []
  const { properties = {}, items, anyOf = [], allOf = [] } = schema
  const own = 'lastName' in properties ? [Object.keys(properties)] : []
  return [
    ...own,
    ...[...Object.values(properties), ...anyOf, ...allOf, ...(items ? [items] : [])].flatMap(
      people,
    ),
  ]
}

test('O3 · whichever door shows a person, it shows the five fields of their card and nothing more', () => {
  const shown = doors.flatMap(({ spec }) =>
    people(spec.answer as Schema).map((fields) => ({ door: spec.name, fields })),
  )
  assert.ok(shown.length > 20, 'the cards are found')
  const wrong = shown.flatMap(({ door, fields }) => {
    const extra = fields.filter((field) => !card.includes(field) && !more[door]?.includes(field))
    return extra.length > 0 ? [`${door}: ${extra.join(', ')}`] : []
  })
  assert.deepEqual(wrong, [])
})
