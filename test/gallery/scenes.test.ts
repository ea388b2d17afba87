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

test('Z2 · every dialog and side panel is opened by a scene, or by a test that looks at it with axe', () => {
  const lines = readFileSync(path.join(import.meta.dirname, 'dialogs.txt'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  assert.deepEqual(
    lines.map((line) => line.split(':')[0]),
    dialogs(),
  )
  assert.deepEqual(
    lines.filter((line) => !isOpened(line)),
    [],
  )
  // Only fewer.
  assert.equal(lines.filter((line) => line.includes(': nothing')).length, 2)
})

/** Each component that shows a dialog or a panel, as `{file} {component}`. */
function dialogs(): string[] {
  const files = globSync('**/*.tsx', { cwd: web, exclude: ['ui/**', 'app/kit-page.tsx'] })
  const found = files.toSorted().flatMap((file) => {
    let component = ''
    const source = readFileSync(path.join(web, file), 'utf8')
    return [...source.matchAll(dialog)].flatMap(([, named]) => {
      component = named ?? component
      return named ? [] : [`${file.replace(/\.tsx$/, '')} ${component}`]
    })
  })
  assert.ok(found.length > 50, 'dialogs have another form')
  return [...new Set(found)]
}

const dialog = /^(?:export )?function (\w+)|<(?:Dialog|SidePanel|ConfirmByTyping)\b/gm

function isOpened(line: string): boolean {
  const [, scene, file, says] = /: (?:nothing, |scene (\S+)$|(\S+) ('.+')$)/.exec(line) ?? ['']
  if (scene) return scenes.some(({ name }) => name === scene)
  if (!file) return line.includes(': nothing, ')
  const journey = path.resolve(import.meta.dirname, `../journeys/${file}.test.ts`)
  return new RegExp(`assertAccessible\\(\\w+, ${says}\\)`).test(readFileSync(journey, 'utf8'))
}

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
