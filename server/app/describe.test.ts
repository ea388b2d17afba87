import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../test/world/instance.ts'
import { judge } from '../kernel/judge.ts'
import { doors } from './doors.ts'

interface Media {
  schema?: object
  example?: unknown
}
interface Operation {
  operationId: string
  summary?: string
  security?: object[]
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { content?: Record<string, Media> }>
}

const instance = await startInstance()
const answer = await instance.app.inject({ url: '/api/openapi.json' })
const { openapi, paths } = answer.json<{
  openapi: string
  paths: Record<string, Record<string, Operation>>
}>()
const operations = Object.values(paths).flatMap((path) => Object.values(path))

test('Z1 · every door is described: with a summary, how it refuses, and who may ask', () => {
  assert.match(openapi, /^3\.1/)
  assert.deepEqual(
    operations.map(({ operationId }) => operationId).toSorted(),
    doors.map(({ spec }) => spec.name).toSorted(),
  )
  for (const { operationId, summary, requestBody, responses, security } of operations) {
    assert.ok(summary && responses['default'], operationId)
    const { who, spec } = doors.find(({ spec }) => spec.name === operationId)!
    assert.equal(security?.length === 0, who === 'anyone', operationId)
    assert.equal(
      JSON.stringify(security) === '[{"session":[]}]',
      spec.inPerson === true && who === 'signed-in',
      operationId,
    )
    assert.deepEqual(
      spec.upload?.types,
      spec.upload && Object.keys(requestBody?.content ?? {}),
      operationId,
    )
  }
})

test('Z1 · every example is of the shape that it explains', () => {
  const ajv = judge()
  let checked = 0
  for (const { operationId, requestBody, responses } of operations)
    for (const part of [requestBody, responses['200'], responses['201']])
      for (const { schema, example } of Object.values(part?.content ?? {})) {
        if (!schema || (schema as { format?: string }).format === 'binary') continue
        assert.ok(
          ajv.validate(schema, example),
          `${operationId}: ${ajv.errorsText()} ${JSON.stringify(example)}`,
        )
        checked++
      }
  assert.ok(checked > 100)
})
