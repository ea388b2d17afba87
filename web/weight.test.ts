import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { ensureWeb } from '../bin/setup/web.mjs'

// What a browser loads before it shows Home for the first time, in bytes, which are the same on every machine; how long that
// takes is a benchmark (test/bench/web.ts).

const kilobytes = 180
const allTools = 9

const assets = path.join(await ensureWeb(), 'assets')

test('Home needs no more than 180 KB of compressed JavaScript, also with nine tools', async () => {
  const files = new Set(
    ['index', 'home-page', 'events'].flatMap((chunk) => [...loadedWith(built(chunk))]),
  )
  const home = [...files].reduce((sum, file) => sum + compressed(read(file)), 0)
  const declared = globSync('tools/*/tool.ts', { cwd: import.meta.dirname })
  const tool = Math.max(...(await Promise.all(declared.map(declarationOf))))
  const whole = (home + (allTools - declared.length) * tool) / 1000
  assert.ok(whole <= kilobytes, `${whole.toFixed(1)} KB, of which ${tool} bytes for each tool`)
})

/** The file of a chunk, which is called like the module at its beginning. */
function built(chunk: string): string {
  const [found, ...others] = readdirSync(assets).filter((file) =>
    new RegExp(`^${chunk}-[\\w-]{8}\\.js$`).test(file),
  )
  assert.ok(found && others.length === 0, `no chunk, or several, are called ${chunk}`)
  return found
}

/** The file, and those without which it does not run. */
function loadedWith(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known
  known.add(file)
  for (const [, next = ''] of read(file).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
    loadedWith(next, known)
  return known
}

const read = (file: string): string => readFileSync(path.join(assets, file), 'utf8')

const compressed = (code: string): number => brotliCompressSync(code).length

/** What every tool adds to the first page: its name, its words and where its code is. */
async function declarationOf(file: string): Promise<number> {
  const input = path.join(import.meta.dirname, file)
  const bundle = await rolldown({ input, external: (id) => id !== input, logLevel: 'silent' })
  const { output } = await bundle.generate({ minify: true })
  return compressed(output[0].code)
}
