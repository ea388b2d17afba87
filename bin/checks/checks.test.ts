import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'

type Check = (clone: string) => Promise<string> | string
const { imports } = await load<{ imports: Check }>('./imports.mjs')
const { facts } = await load<{ facts: Check }>('./facts.mjs')
const { words } = await load<{ words: Check }>('./words.mjs')
const { english } = await load<{ english: Check }>('./english.mjs')

const project = path.resolve(import.meta.dirname, '../..')
const clone = mkdtempSync('/tmp/atelier-checks-')
after(() => rmSync(clone, { recursive: true }))

for (const name of [
  '.dependency-cruiser.cjs',
  'tsconfig.json',
  'test/tsconfig.json',
  'package.json',
])
  cpSync(path.join(project, name), path.join(clone, name), { recursive: true })
cpSync(path.join(project, 'server/kernel/config.ts'), path.join(clone, 'server/kernel/config.ts'))
symlinkSync(path.join(project, 'node_modules'), path.join(clone, 'node_modules'))

/** Imports plain JavaScript without types. */
async function load<T>(file: string): Promise<T> {
  return (await import(file)) as T
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(clone, file)), { recursive: true })
  writeFileSync(path.join(clone, file), text)
}

for (let n = 0; n < 60; n++) write(`server/tools/notes/n${n}.ts`, `export const n${n} = ${n}\n`)
write('test/world/cast.ts', 'export const cast = 1\n')
write('web/app/main.tsx', 'export const app = 1\n')

test('an import that the layers forbid is found and explained', async () => {
  write(
    'server/kernel/wrong.ts',
    `import type { n1 } from '../tools/notes/n1.ts'\nexport type N = typeof n1\n`,
  )
  write('server/tools/files/wrong.ts', `import { n2 } from '../notes/n2.ts'\nexport const x = n2\n`)
  const said = await imports(clone)
  assert.match(said, /server\/kernel\/wrong\.ts → server\/tools\/notes\/n1\.ts/)
  assert.match(said, /The kernel holds no word of the domain/)
  assert.match(said, /a-tool-never-imports-another/)
})

test('a document that names something that does not exist is found', async () => {
  write('docs/specification.md', '- A1 Rights\n')
  write('docs/operating.md', 'Run `npm run conquer`, see `server/nowhere.ts` and (A9); `PROT=1`.\n')
  const said = await facts(clone)
  assert.match(said, /no script for “npm run conquer”/)
  assert.match(said, /there is no server\/nowhere\.ts/)
  assert.match(said, /has no rule A9/)
  assert.match(said, /the setting PORT is not documented/)
})

test('a word that nothing says is found; one that is chosen by a kind is not', async () => {
  write(
    'web/app/words.ts',
    `export const words = { en: { said: 'a', dead: 'b', kind: { chosen: (n: number) => 'c' } } }\n`,
  )
  write('web/app/page.ts', `export const page = (w: any) => [w.en.said, w.kind['chosen']]\n`)
  assert.equal(await words(clone), 'web/app/words.ts: nothing says “dead”')
})

test('an idiom in a comment or a document is found, with the better word; code is left alone', async () => {
  for (const folder of ['web', 'bin', 'docs', 'database/access'])
    mkdirSync(path.join(clone, folder), { recursive: true })
  write('README.md', 'Whoever left comes back.\n')
  write('server/kernel/idiom.ts', `/** Built anew. */\nexport const anew = 1 // of late\n`)
  const said = (await english(clone)).split('\n').filter((line) => /README|idiom/.test(line))
  assert.deepEqual(said, [
    'README.md:1: “Whoever” reads better as: anyone who',
    'server/kernel/idiom.ts:1: “anew” reads better as: again',
    'server/kernel/idiom.ts:2: “of late” reads better as: recently',
  ])
})
