import assert from 'node:assert/strict'
import { test } from 'node:test'
import { killUnderLoad } from './kills.ts'

test('what was acknowledged survives the kill of the server and of the database', async (t) => {
  const outcome = await killUnderLoad(6)
  t.diagnostic(JSON.stringify({ ...outcome, lost: outcome.lost.length }))
  assert.ok(outcome.acknowledged >= 70, 'notes were written between the kills')
  assert.ok(outcome.edits >= outcome.kills, 'a note was written live between the kills')
  assert.ok(outcome.unanswered > 0, 'the kills were felt')
  assert.deepEqual(outcome.lost, [])
  assert.deepEqual(outcome.unexpected, [])
  assert.equal(outcome.torn, 0, 'the change logs have no gap')
})
