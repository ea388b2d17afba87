import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { scenes } from './scenes.ts'
import type { Town } from './town.ts'

// `npm run gallery` looks at every scene in both themes, at 320, 390 and 1440 px, and with axe. A page without a scene would be
// looked at by nobody.

const web = path.resolve(import.meta.dirname, '../../web')

test('Z2 · every page has a scene in the gallery', () => {
  const visited = scenes.map(({ at }) => at(anyTown()).split(/[?#]/)[0]!)
  const missing = pages().filter(
    (page) => !visited.some((address) => patternOf(page).test(address)),
  )
  assert.deepEqual(missing, [])
})

/** The addresses of all pages, as the slices declare them. */
function pages(): string[] {
  const declared = globSync('**/pages.ts', { cwd: web, exclude: ['kernel/**'] }).flatMap((file) => {
    let below = ''
    return [...readFileSync(path.join(web, file), 'utf8').matchAll(declaration)].flatMap(
      ([, list, page]) => {
        if (list) below = list === 'inSpace' ? '/s/{space}' : ''
        return page ? [page === '/' && below ? below : below + page] : []
      },
    )
  })
  const tools = globSync('tools/*/tool.ts', { cwd: web }).flatMap((file) => {
    const tool = `/s/{space}/${file.split(path.sep)[1]}`
    return [tool, `${tool}/in/{container}`, `${tool}/{item}`]
  })
  assert.ok(declared.length > 40, 'the declarations of pages have another form')
  return [...declared, ...tools].filter((page) => page !== '/kit')
}

const declaration = /(everywhere|inSpace|atTheDoor): \[|path: '(\/[^']*)'/g

function patternOf(page: string): RegExp {
  return new RegExp(`^${page.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

/** Where everything is called x. */
function anyTown(): Town {
  const x: unknown = new Proxy(() => undefined, {
    get: (_target, name) => (name === Symbol.toPrimitive ? () => 'x' : x),
  })
  const links = {
    ...{ invited: '/invitations/x', colleague: '/invitations/x', own: '/invitations/x' },
    reset: '/reset-password/x',
  }
  return new Proxy({} as Town, {
    get: (_target, name) => (name === 'links' ? links : name === 'setUp' ? '/set-up' : x),
  })
}
