import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { tools } from '../../server/app/tools.ts'
import type { WebTool } from '../../web/kernel/pages.ts'

const root = path.resolve(import.meta.dirname, '../..')
/** By its place: what the pages of tools are made of is not compiled with the tests. */
const { tools: webTools } = (await import(path.join(root, 'web/app/tools.ts'))) as {
  tools: readonly WebTool[]
}

/** The lists of tools, examples, the demo, whose scenes are made of the tools, and doctor, whose remarks are notes. */
const mayName = [
  'server/app/tools.ts',
  'server/app/examples.ts',
  'server/operations/doctor.ts',
  'server/operations/demo/**',
  'web/app/tools.ts',
  'web/app/kit-page.tsx',
  'web/kernel/api.generated.ts',
]

/** Every word that a tool has for itself and its kinds; folders, roots and files (of all items) are the spine's. */
const names = tools.flatMap(({ name, items, containers }) => [
  name,
  ...Object.keys(items).filter((kind) => kind !== 'file'),
  ...Object.keys(containers).filter((kind) => kind !== 'root' && kind !== 'folder'),
])

/** As a value or in an address: `'notes'`, `/notes/`. A sentence may have a note in it. */
const asValue = new RegExp(`(['"\`/])(?:${names.join('|')})s?(?=['"\`/?])`)
/** The words for the containers of a tool, in both languages: `notebook`, `carnet`. */
const asWord = new RegExp(
  webTools
    .flatMap(({ containers }) => Object.values(containers))
    .flatMap(({ words }) => [words.en.several, words.fr.several])
    .map((word) => word.replace(/s$/, ''))
    .join('|'),
  'i',
)

function linesThatName(folder: string, pattern: RegExp): string[] {
  const all = globSync(`${folder}/**/*.{ts,tsx}`, {
    cwd: root,
    exclude: [`${folder}/tools/**`, `${folder}/**/*.test.ts`, ...mayName],
  })
  return all.flatMap((file) =>
    withoutComments(readFileSync(path.join(root, file), 'utf8'))
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  )
}

/** Lines stay where they are. */
function withoutComments(source: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, '')
  return source.replace(/\/\*[^]*?\*\//g, blank).replace(/(^|\s)\/\/.*$/gm, '$1')
}

test('nothing outside the folder of a tool names the tool, its kinds or its pages', () => {
  assert.ok(asValue.test(`'notes'`) && asValue.test('`/s/${space}/notes/in`'))
  assert.ok(!asValue.test(`'a note of it'`) && asWord.test('Notebooks'))
  for (const folder of ['web', 'server'])
    assert.deepEqual([...linesThatName(folder, asValue), ...linesThatName(folder, asWord)], [])
})

test('a tool of the web has every kind of its server, and its pages where everybody looks for them', () => {
  for (const { name, items, containers } of tools) {
    const web = webTools.find((each) => each.name === name)
    assert.ok(web, `web/app/tools.ts lists ${name}`)
    const own = Object.keys(containers).filter((kind) => kind !== 'root' && kind !== 'folder')
    assert.deepEqual(Object.keys(web.containers), own)
    assert.deepEqual(Object.keys(web.items), Object.keys(items))
    const pages = web.inSpace?.map((page) => page.path.replace(/\{\w+\}/g, '*')) ?? []
    for (const page of [`/${name}`, `/${name}/in/*`, `/${name}/*`] as const)
      assert.ok(pages.includes(page), `${name} has a page at ${page}`)
  }
})
