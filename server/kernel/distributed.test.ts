import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { listed, refusedShapes, shapes } from '../../test/world/refused-shapes.ts'

// Finds statements of a shape that a distributed PostgreSQL refuses, in the sources, without running one; model.test.ts finds
// them among the statements that it runs. The remaining ones are listed in distributed.txt, each with a reason: the list only
// gets shorter.

test('no statement has a shape that a distributed PostgreSQL refuses, but those that are listed with a reason', () => {
  const found = statements().flatMap(({ at, text }) =>
    refusedShapes(text).map((shape) => `${at}: ${shape}`),
  )
  for (const [at, reason] of listed()) assert.ok(reason, `${at} has no reason`)
  assert.deepEqual(
    [...new Set(found)].toSorted(),
    listed()
      .map(([at]) => at)
      .toSorted(),
  )
})

test('a shape that is refused is found', () => {
  const refused = [
    'insert into a (b) values ($1) on conflict (b) do update set at = the_time()',
    'update a set at = the_time() where b = $1',
    'select seq from space_counter where space_id = any($1::uuid[]) order by space_id for update',
    'select from unnest($1) a cross join lateral (select from b limit 1) b',
    'select from a left join lateral (select from b) b on true',
  ]
  for (const [at, text] of refused.entries()) assert.match(text, shapes[at]![1])
  assert.doesNotMatch('update a set at = $1 where until > the_time()', shapes[1]![1])
})

interface Statement {
  /** Its file, and its name or its beginning. */
  at: string
  text: string
}

/** The statements of the server, with the constants of the same file that they interpolate. */
function statements(): Statement[] {
  return readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && !file.includes('demo/'))
    .flatMap((file) => statementsIn(file, readFileSync(`server/${file}`, 'utf8')))
}

function statementsIn(file: string, source: string): Statement[] {
  const constants = new Map(
    [...source.matchAll(/\bconst (\w+) =\s*(?:\([^)]*\) =>\s*)?`([^`]*)`/g)].map(
      ([, name, text]) => [name!, text!],
    ),
  )
  const written = [
    ...source.matchAll(/(?:\bname: ['`]([^'`]+)['`],\s*)?\btext: (?:`([^`]*)`|'([^']*)')/g),
  ]
  return written.map(([, name, template, plain]) => {
    const text = whole(template ?? plain ?? '', constants)
    return { at: `${file} ${name ?? text.trim().slice(0, 40).replaceAll(/\s+/g, ' ')}`, text }
  })
}

function whole(text: string, constants: Map<string, string>, depth = 3): string {
  return text.replaceAll(/\$\{(\w*)[^}]*\}/g, (_, name: string) => {
    const known = depth > 0 ? constants.get(name) : undefined
    return known === undefined ? '{}' : whole(known, constants, depth - 1)
  })
}
