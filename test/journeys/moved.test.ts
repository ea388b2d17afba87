import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nothingBroke, visitor } from '../world/browser.ts'
import { enter, foundGroup, makeNotebook, must, rootOf, writeNote } from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)

test('A9, A10 · an old link leads to a note that has moved to another group, and tells nothing to somebody who may not see it there', async () => {
  const ada = await colleague(instance, organization, 'Ada')
  const mina = await colleague(instance, organization, 'Mina')
  const [here, there] = [await foundGroup(ada, 'Here'), await foundGroup(ada, 'Elsewhere')]
  await enter(instance, here, [mina])
  const from = await makeNotebook(ada, here, await rootOf(ada, here), 'From')
  const to = await makeNotebook(ada, there, await rootOf(ada, there), 'To')
  const note = await writeNote(ada, here, from, 'Prices of steel', 'Said')
  const place = { toSpace: there, toContainer: to }
  await must(ada.post(`/api/spaces/${here}/items/${note}/move`, place))
  const old = `/s/${here}/notes/${note}`

  const page = await visitor({ address, cookie: ada.cookie })
  await page.goto(old)
  await page.getByRole('textbox', { name: /Prices of steel/ }).waitFor()
  assert.equal(new URL(page.url()).pathname, `/s/${there}/notes/${note}`)

  const hers = await visitor({ address, cookie: mina.cookie })
  await hers.goto(old)
  await hers.getByText('Page not found, or not shared with you').waitFor()
  assert.equal(new URL(hers.url()).pathname, old)
  assert.doesNotMatch(await hers.content(), /Prices of steel|Elsewhere/)
  nothingBroke()
})
