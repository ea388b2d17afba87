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
  const loads = () => asked.filter((path) => path === `/api/spaces/${group}/notes/${mine}`).length
  await eventually(async () => loads() > 1) // once more when its changes are reported
  await comment(others, 'First')
  await told(({ item, kind }) => item === others && kind === 'comment.added')
  await page.waitForLoadState('networkidle')

  asked.length = 0
  for (let n = 0; n < 20; n++) await comment(others, `Loud ${n}`)
  await must(ada.put(`/api/spaces/${group}/items/${others}/tags/last`), 204)
  await told(({ item, kind }) => item === others && kind === 'item.tagged')
  // What is unread in each tool is counted again some seconds later, once for all changes.
  const unread = `/api/spaces/${group}/unread`
  const ofGroup = () => asked.filter((path) => path.includes(group) && path !== unread)
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

test('J6, A11 · what happens before an open page hears of changes is shown once it does', async () => {
  const edna = await colleague(instance, organization, 'Edna')
  const nestor = await colleague(instance, organization, 'Nestor')
  const paul = await colleague(instance, organization, 'Paul')
  const group = await foundGroup(edna, 'Late')
  await enter(instance, group, [nestor, paul])
  const notebook = await makeNotebook(edna, group, await rootOf(edna, group), 'Plans')
  const pages = await Promise.all(
    [nestor, paul].map(async ({ cookie }) => {
      const page = await visitor({ address, cookie })
      const connect = await connectsLate(page)
      await page.goto(`/s/${group}/notes/in/${notebook}`)
      await page.getByRole('heading', { name: 'Plans' }).waitFor()
      return { page, connect }
    }),
  )
  await writeNote(edna, group, notebook, 'Written meanwhile')
  await must(edna.delete(`/api/groups/${group}/members/${paul.id}`), 204)
  for (const { connect } of pages) connect()
  await pages[0]!.page.getByText('Written meanwhile').first().waitFor()
  await pages[1]!.page.getByRole('heading', { name: 'Plans' }).waitFor({ state: 'detached' })
  nothingBroke()
})

/** Holds back everything that the page says on its live connection until the returned function is called. */
async function connectsLate(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.routeWebSocket('**/api/live', (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => void promise.then(() => server.send(message)))
  })
  return resolve
}
