import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limits } from './archive.ts'
import { parsed, parsedInSteps } from './json.ts'

test('I12 · what is long is read in steps: others have their turn meanwhile', async () => {
  const entries = Array.from({ length: 20_000 }, (_, at) => ({ name: `files/${at}`, size: at }))
  const bytes = Buffer.from(JSON.stringify({ entries, more: 'x'.repeat(2_000_000) }))
  let turns = 0
  const other = setInterval(() => turns++, 0)
  const value = await parsedInSteps('manifest.json', bytes)
  clearInterval(other)
  assert.deepEqual(value, parsed('manifest.json', bytes))
  assert.ok(turns > 0)
})

test('X120 · brackets that lie too deep are refused also where a step ends between them', async () => {
  const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  const long = (inner: string) => Buffer.from(`["${'\\"['.repeat(170_000)}",${inner}]`)
  await assert.rejects(parsedInSteps('a', long(deep(limits.depth))))
  assert.ok(await parsedInSteps('a', long(deep(limits.depth - 1))))
})
