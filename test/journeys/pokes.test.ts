import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { eventually } from '../world/eventually.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)

/** The requests of a page to the server, and the lines it receives. */
function follow(page: Page) {
  const asked: string[] = []
  const lines: { item: string | null; kind: string }[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/') && request.method() === 'GET') asked.push(pathname)
  })
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string') return
      const message = JSON.parse(payload) as { type: string; changes?: typeof lines }
      if (message.type === 'changes') lines.push(...message.changes!)
    }),
  )
  const told = (condition: (line: (typeof lines)[number]) => boolean) =>
    eventually(async () => lines.some(condition))
  return { asked, told }
}

test('A11, X111 · an open page fetches again what a poke affects, once, and nothing else', async () => {
  const ada = await colleague(instance, organization, 'Ada')
  const mina = await colleague(instance, organization, 'Mina')
  const group = await foundGroup(ada, 'Busy')
  await enter(instance, group, [mina])
  const root = await rootOf(ada, group)
  const [quiet, loud] = [
    await makeNotebook(ada, group, root, 'Quiet'),
    await makeNotebook(ada, group, root, 'Loud'),
  ]
  const mine = await writeNote(ada, group, quiet, 'Read by Mina')
  const others = await writeNote(ada, group, loud, 'Written by others')
  const comment = (note: string, body: string) =>
    must(ada.post(`/api/spaces/${group}/items/${note}/comments`, { body, mentions: [] }), 201)

  const page = await visitor({ address, cookie: mina.cookie })
  const { asked, told } = follow(page)
  await page.goto(`/s/${group}/notes/${mine}`)
  await page.getByRole('textbox', { name: /Read by Mina/ }).waitFor()
  await page.getByText('Read only').waitFor()
  // The first pull of a page only learns where the log is.
  await eventually(async () => {
    await comment(others, 'First')
    return asked.filter((path) => path === `/api/spaces/${group}/notes/${mine}`).length > 1
  })
  await comment(others, 'Second')
  await told(({ item, kind }) => item === others && kind === 'comment.added')
  await page.waitForLoadState('networkidle')

  asked.length = 0
  for (let n = 0; n < 20; n++) await comment(others, `Loud ${n}`)
  await must(ada.put(`/api/spaces/${group}/items/${others}/tags/last`), 204)
  await told(({ item, kind }) => item === others && kind === 'item.tagged')
  const ofGroup = () => asked.filter((path) => path.includes(group))
  assert.deepEqual(ofGroup(), [], 'nothing of what it shows was touched')

  await must(ada.patch(`/api/spaces/${group}/notes/${mine}`, { title: 'Renamed for Mina' }))
  await page.getByRole('textbox', { name: /Renamed for Mina/ }).waitFor()
  assert.ok(ofGroup().length <= 4, ofGroup().join('\n'))
  assert.deepEqual(ofGroup(), [...new Set(ofGroup())], 'each once')
  assert.ok(
    ofGroup().every((path) => path.includes(mine)),
    ofGroup().join('\n'),
  )
  nothingBroke()
})
