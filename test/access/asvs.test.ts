import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const root = path.resolve(import.meta.dirname, '../..')
const file = 'docs/security/asvs.tsv'
const rows = readFileSync(path.join(root, file), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))

test('Every requirement of OWASP ASVS 5.0 at level 2 has a line, and every test that a line names exists', () => {
  assert.equal(rows.length, 253)
  assert.equal(new Set(rows.map(([id]) => id)).size, 253)
  const tests = globSync('{server,test,bin}/**/*.test.ts', { cwd: root })
    .filter((each) => !each.endsWith('asvs.test.ts'))
    .map((each) => readFileSync(path.join(root, each), 'utf8'))
    .join('\n')
  const wrong = rows.flatMap(([id, level, what, status, ...more]) => {
    const [, kind, said = ''] = /^(test|n\/a|open)(?:: (.+))?$/.exec(status ?? '') ?? []
    if (!kind || !/^[12]$/.test(level!) || !what || more.length > 0) return [`${id}: not a line`]
    if (kind === 'n/a' && said.length < 5) return [`${id}: not applicable, because?`]
    return kind === 'test' && !(said.length > 10 && tests.includes(said))
      ? [`${id}: there is no test “${said}”`]
      : []
  })
  assert.deepEqual(wrong, [])
})
