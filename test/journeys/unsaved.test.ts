import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { assertAccessible, cut, mend, nothingBroke, openTab, visitor } from '../world/browser.ts'
import { eventually } from '../world/eventually.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { colleague, founded, signedIn, type Client } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)

let towns = 0

interface Town {
  /** Their names end with it: an address is one person’s. */
  number: number
  ada: Client
  mina: Client
  space: string
  note: string
  path: string
  title: string
}

/** A group of two, and a note of Ada’s that both may edit: every test has its own. */
async function town(title: string): Promise<Town> {
  const number = ++towns
  const ada = await colleague(instance, organization, `Ada${number}`)
  const mina = await colleague(instance, organization, `Mina${number}`)
  const group = await groupOf(ada, { name: `Sales ${title}`, template: 'team' })
  await memberOf(instance, group, mina)
  const space = group.id
  const { body } = await ada.get<{ items: { id: string; kind: string }[] }>(
    `/api/spaces/${space}/containers?tool=notes`,
  )
  const notebook = body.items.find(({ kind }) => kind === 'notebook')!.id
  const made = await ada.post<{ id: string }>(`/api/spaces/${space}/notebooks/${notebook}/notes`, {
    title,
    markdown: 'Before.',
  })
  const note = made.body.id
  await ada.put(`/api/spaces/${space}/items/${note}/editors`, {
    principals: [{ kind: 'group', id: space }],
  })
  return { number, ada, mina, space, note, path: `/s/${space}/notes/${note}`, title }
}

async function stored(who: Client, { space, note }: Town): Promise<string> {
  return (await who.get<{ text: string }>(`/api/spaces/${space}/notes/${note}`)).body.text
}

async function opened(page: Page, { path, title }: Town): Promise<Page> {
  await page.goto(path)
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await text(page, title).waitFor()
  return page
}

function text(page: Page, title: string) {
  return page.getByLabel(`Text of “${title}”`)
}

async function append(page: Page, title: string, sentence: string): Promise<void> {
  await text(page, title).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type(sentence)
}

async function becomes(context: BrowserContext, who: Client): Promise<void> {
  const [name = '', value = ''] = who.cookie.split(';')[0]!.split('=')
  await context.clearCookies()
  await context.addCookies([{ name, value, url: address }])
}

const fromBase64 = (part: string) => Buffer.from(part, 'base64').toString('latin1')

const drafts = (page: Page) =>
  page.evaluate(
    () => Object.keys(localStorage).filter((key) => key.startsWith('atelier.unsent.')).length,
  )

test('N · two tabs without a connection each keep their own edits', async () => {
  const place = await town('Two tabs')
  const one = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  const two = await opened(await openTab(one.context()), place)
  await cut(one)
  await append(one, place.title, 'From the first tab.')
  await append(two, place.title, 'From the second tab.')
  await one.getByText('What you write is kept on this device').waitFor()
  await two.getByText('What you write is kept on this device').waitFor()
  await eventually(async () => (await drafts(one)) === 2, 'two drafts')
  await two.close()
  await one.goto('about:blank')
  await mend(one)
  await opened(one, place)
  await text(one, place.title).getByText('From the first tab.').waitFor()
  await text(one, place.title).getByText('From the second tab.').waitFor()
  await one.getByText('Saved', { exact: true }).waitFor()
  assert.match(await stored(place.ada, place), /Before[^]*From the (first|second)[^]*From the/)
  await eventually(async () => (await drafts(one)) === 0, 'nothing waits any more')
  nothingBroke()
})

test('N · text written without a connection is sent when it is back, from any page', async () => {
  const place = await town('Left behind')
  const page = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  await cut(page)
  await append(page, place.title, 'Written in the tunnel.')
  await page.getByText('What you write is kept on this device').waitFor()
  await page.goto('about:blank')
  await mend(page)
  await page.goto('/')
  await page.locator('h1').first().waitFor()
  await eventually(
    async () => (await stored(place.ada, place)).includes('Written in the tunnel.'),
    'it is sent from another page',
  )
  await eventually(async () => (await drafts(page)) === 0, 'nothing waits any more')
  nothingBroke()
})

test('J6 · somebody removed while offline is told that their text is not in the note, and can take it', async () => {
  const place = await town('Removed')
  const page = await opened(await visitor({ address, cookie: place.mina.cookie }), place)
  await cut(page)
  await append(page, place.title, 'Typed in the train.')
  await page.getByText('What you write is kept on this device').waitFor()
  await place.ada.delete(`/api/groups/${place.space}/members/${place.mina.id}`)
  await mend(page)
  await page.getByRole('heading', { name: 'This note has closed' }).waitFor()
  await page.getByText('You no longer have access to the text').waitFor()
  assert.equal(await page.getByText('Before.').count(), 0, 'of the note nothing is left')
  assert.equal(await page.getByText('safe in the note').count(), 0)
  const mine = page.getByRole('region', { name: 'What you wrote' })
  await mine.filter({ hasText: /^Typed in the train\.$/ }).waitFor()
  await assertAccessible(page, 'a text that was not saved')
  assert.doesNotMatch(await stored(place.ada, place), /train/)
  await page.goto('/')
  await page.getByText('1 text that you wrote is not saved.').waitFor()
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await assertAccessible(page, 'texts that were not saved')
  await page.getByRole('button', { name: 'Keep as a private note' }).click()
  await page.getByText('It is a note in your private space.').waitFor()
  assert.equal(await page.getByText('that you wrote is not saved').count(), 0)
  const { privateSpace } = (await place.mina.get<{ privateSpace: string }>('/api/me')).body
  const { items } = (
    await place.mina.get<{ items: { preview: string }[] }>(`/api/spaces/${privateSpace}/notes`)
  ).body
  assert.deepEqual(
    items.map(({ preview }) => preview),
    ['Typed in the train.'],
  )
  nothingBroke()
})

test('N · a text waits for its author, even if somebody else signs in in the same browser', async () => {
  const place = await town('One browser')
  const page = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  await cut(page)
  await place.ada.delete('/api/session')
  await append(page, place.title, 'Only Ada wrote this.')
  await page.getByText('What you write is kept on this device').waitFor()
  await page.goto('about:blank')
  await becomes(page.context(), place.mina)
  await mend(page)
  await opened(page, place)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.waitForTimeout(1500)
  assert.equal(await page.getByText('Only Ada wrote this.').count(), 0)
  const left = await page.evaluate(() => Object.entries(localStorage))
  assert.ok(
    left.some(([key]) => key.startsWith('atelier.unsent.')),
    'her draft is still there',
  )
  const readable = left.flatMap(([, value]) => value.split('.')).map((part) => fromBase64(part))
  assert.ok(!`${left.join(' ')} ${readable.join(' ')}`.includes('Ada wrote'), 'and sealed')
  assert.doesNotMatch(await stored(place.mina, place), /Only Ada/)
  const ada = await signedIn(instance, place.ada.id)
  await becomes(page.context(), ada)
  await page.reload()
  await text(page, place.title).getByText('Only Ada wrote this.').waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  assert.match(await stored(ada, place), /Only Ada/)
  const writers = await instance.db.rows<{ person: string }>({
    text: 'select person_id as person from live_text_client where item_id = $1',
    values: [place.note],
  })
  assert.deepEqual([...new Set(writers.map(({ person }) => person))], [place.ada.id])
  nothingBroke()
})

test('N · an open page of one person sends nothing on the connection of another', async () => {
  const place = await town('Taken over')
  const page = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  await cut(page)
  await place.ada.delete('/api/session')
  await append(page, place.title, 'Ada before Mina came.')
  await page.getByText('What you write is kept on this device').waitFor()
  await becomes(page.context(), place.mina)
  await mend(page)
  await eventually(
    async () => (await page.getByText('Ada before Mina came.').count()) === 0,
    'the page is Mina’s',
  )
  await page.waitForTimeout(1500)
  assert.doesNotMatch(await stored(place.mina, place), /Ada before/)
  assert.equal(await drafts(page), 1)
  nothingBroke()
})

test('I12 · a text that is too large is refused with words, stays on the screen, and is not sent again', async () => {
  const place = await town('Too large')
  const page = await visitor({ address, cookie: place.ada.cookie })
  // A browser on a busy machine needs a while to draw so long a text.
  page.setDefaultTimeout(60_000)
  let tries = 0
  const isLarge = (payload: string | Buffer) => payload.length > 500_000
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => (tries += isLarge(payload) ? 1 : 0)),
  )
  await opened(page, place)
  await text(page, place.title).click()
  await page.evaluate(() => {
    const data = new DataTransfer()
    // Three bytes a letter: the limit counts bytes, and each letter takes time to draw.
    data.setData('text/plain', `Begin ${'€€€€€€€ '.repeat(50_000)}`)
    const target = document.querySelector('[data-item-text]')!
    target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await page.getByText('It is too long to be added here.').waitFor()
  await page.getByText('Not saved', { exact: true }).waitFor()
  const shown = await text(page, place.title).evaluate((all) => all.textContent.slice(0, 40))
  assert.match(shown, /Begin €€€€€€€ €/)
  await page.waitForTimeout(2000)
  assert.equal(tries, 0)
  assert.doesNotMatch(await stored(place.ada, place), /Begin/)
  await page.reload()
  await page.getByText('It is too long to be added here.').waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  await append(page, place.title, 'Short words.')
  await page.getByText('Saved', { exact: true }).waitFor()
  assert.match(await stored(place.ada, place), /Short words/)
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByText('It is too long to be added here.').waitFor({ state: 'detached' })
  // Drawing so long a text keeps the browser busy for those after it.
  await page.context().close()
  nothingBroke()
})

test('A2 · somebody who loses their right while they write keeps their words', async () => {
  const place = await town('Right taken')
  const page = await opened(await visitor({ address, cookie: place.mina.cookie }), place)
  await cut(page)
  await append(page, place.title, 'Too late by a moment.')
  await page.getByText('What you write is kept on this device').waitFor()
  await place.ada.put(`/api/spaces/${place.space}/items/${place.note}/editors`, { principals: [] })
  await mend(page)
  await page.getByText('You may no longer edit the text').waitFor()
  await text(page, place.title).getByText('Too late by a moment.').waitFor()
  await page.getByRole('button', { name: 'Show the text as it is saved' }).click()
  await page.getByText('Read only').waitFor()
  assert.equal(await text(page, place.title).getByText('Too late').count(), 0)
  const mine = page.getByRole('region', { name: 'What you wrote' })
  await mine.filter({ hasText: /^Too late by a moment\.$/ }).waitFor()
  nothingBroke()
})

test('N · where the browser has no room for a draft, that is said', async () => {
  const place = await town('No room')
  const page = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  await page.evaluate(() => {
    const set = Storage.prototype.setItem
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith('atelier.unsent.')) throw new DOMException('full', 'QuotaExceededError')
      set.call(this, key, value)
    }
  })
  await cut(page)
  await append(page, place.title, 'Nowhere but here.')
  await page.getByText('this browser has no room for it').waitFor()
  await mend(page)
  await page.getByText('Saved', { exact: true }).waitFor()
  assert.match(await stored(place.ada, place), /Nowhere but here/)
  nothingBroke()
})

test('N · the server ends in the middle of an edit and answers late: nothing disappears from the screen', async () => {
  const place = await town('Server gone')
  const page = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  await append(page, place.title, 'Said before. ')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.evaluate(() => {
    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) {
      // The connection breaks with the edit on its way.
      if (typeof data !== 'string') this.close()
      else send.call(this, data)
      WebSocket.prototype.send = send
    }
    // Messages of the next connection arrive late, and the person continues to write until then.
    Object.defineProperty(WebSocket.prototype, 'onmessage', {
      set(this: WebSocket, hear: (event: MessageEvent) => void) {
        this.addEventListener('message', (event) => setTimeout(() => hear(event), 700))
      },
    })
  })
  await page.keyboard.type('Said meanwhile.', { delay: 120 })
  await text(page, place.title).getByText('Said before. Said meanwhile.').waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  await eventually(
    async () => (await stored(place.ada, place)).includes('Said before. Said meanwhile.'),
    'it is stored once',
  )
  nothingBroke()
})

test('A8 · while looking as somebody else an open note is for reading only, and nobody is told', async () => {
  const place = await town('Looked at')
  const page = await opened(await visitor({ address, cookie: place.ada.cookie }), place)
  const minas = await opened(await visitor({ address, cookie: place.mina.cookie }), place)
  await minas.getByText(`Ada${place.number} Test is here too`).waitFor()
  const viewing = await place.ada.post<{ token: string; expiresAt: string }>(
    `/api/groups/${place.space}/viewings`,
    { role: 'member' },
  )
  assert.equal(viewing.status, 201)
  await page.evaluate((view) => sessionStorage.setItem('view-as', JSON.stringify(view)), {
    group: place.space,
    ...viewing.body,
    role: 'member',
    guest: false,
    name: null,
  })
  await page.reload()
  await page.getByText('Read only').waitFor()
  assert.equal(await page.getByRole('toolbar', { name: 'Formatting' }).count(), 0)
  await text(page, place.title).click()
  await page.keyboard.type('Typed by error.') // no letter that is a command
  await minas.getByText(`Ada${place.number} Test is here too`).waitFor({ state: 'detached' })
  await append(minas, place.title, 'Mina goes on.')
  await text(page, place.title).getByText('Mina goes on.').waitFor()
  assert.doesNotMatch(await stored(place.mina, place), /by error/)
  nothingBroke()
})

test('N · the title stays for somebody who gets the right to edit while reading', async () => {
  const place = await town('Given the right')
  const editors = `/api/spaces/${place.space}/items/${place.note}/editors`
  await place.ada.put(editors, { principals: [] })
  const page = await visitor({ address, cookie: place.mina.cookie })
  await page.goto(place.path)
  await page.getByText('Read only').waitFor()
  await place.ada.put(editors, { principals: [{ kind: 'group', id: place.space }] })
  await page.getByRole('textbox', { name: 'Title' }).waitFor()
  assert.equal(await page.getByRole('textbox', { name: 'Title' }).innerText(), place.title)
  nothingBroke()
})
