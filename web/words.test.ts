import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

// Every word file of the interface, as it is.
const files = globSync('**/{words,*-words}.ts', { cwd: import.meta.dirname }).filter(
  (file) => file !== path.join('kernel', 'words.ts'),
)

for (const file of files) {
  test(`Z2 · ${file} speaks French with French spaces, quotes and apostrophes`, async () => {
    const { words } = (await import(path.join(import.meta.dirname, file))) as {
      words: { en: unknown; fr: unknown }
    }
    const wrong = textsOf(words.fr).filter(isWrongInFrench)
    assert.deepEqual(wrong, [])
  })

  test(`Z2 · ${file} says everything in French that it says in English`, async () => {
    const { words } = (await import(path.join(import.meta.dirname, file))) as {
      words: { en: unknown; fr: unknown }
    }
    assert.deepEqual(namesOf(words.fr), namesOf(words.en))
    assert.deepEqual(
      textsOf(words.fr).filter((text) => text.trim() === ''),
      [],
    )
  })
}

for (const file of globSync('**/{events,notices}.ts', {
  cwd: import.meta.dirname,
  exclude: ['app/**', 'kernel/**', 'foundation/notices/**'],
}))
  test(`Z2 · ${file} speaks French with French spaces, quotes and apostrophes`, async () => {
    const told = (await import(path.join(import.meta.dirname, file))) as object
    const french = Object.values(told).flatMap((words) => textsOf(onlyFrench(words)))
    assert.ok(french.length > 0)
    assert.deepEqual(french.filter(isWrongInFrench), [])
  })

/** Everything below `fr`, at any depth. */
function onlyFrench(words: unknown): unknown[] {
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words).flatMap(([name, inner]) =>
    name === 'fr' ? [inner] : onlyFrench(inner),
  )
}

function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return literalsOf(words.toString())
  if (typeof words !== 'object' || words === null) return []
  return Object.values(words).flatMap(textsOf)
}

/** The texts of a function of words, without the code between them. */
function literalsOf(source: string): string[] {
  const literals = source.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals
    .map((literal) => literal.slice(1, -1).replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X'))
    .filter((text) => text !== '')
}

function isWrongInFrench(text: string): boolean {
  return / [:;!?»]|\u00a0[;!?]|« |[\p{L}\d][;!?»]|[\p{L}][:](?!\/)|\p{L}'\p{L}|"/u.test(text)
}

function namesOf(words: unknown, at = ''): string[] {
  if (typeof words !== 'object' || words === null) return [at]
  return Object.entries(words).flatMap(([name, word]) => namesOf(word, `${at}.${name}`))
}
