import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Editor } from '@tiptap/core'
import type { Locator, Page } from 'playwright-core'
import { assertAccessible, nothingBroke, visitor } from '../world/browser.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { colleague, founded, type Client } from '../world/people.ts'
import { giveRights, makeNotebook, rootOf, writeNote } from '../world/cast.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')
const sales = await groupOf(ada, { name: 'Sales', template: 'team' })
await memberOf(instance, sales, mina)
const notebook = (
  await ada.get<{ items: { id: string; kind: string }[] }>(
    `/api/spaces/${sales.id}/containers?tool=notes`,
  )
).body.items.find(({ kind }) => kind === 'notebook')!.id

/** A note of Ada’s that both may edit. */
async function shared(title: string, markdown: string): Promise<string> {
  const { body } = await ada.post<{ id: string }>(
    `/api/spaces/${sales.id}/notebooks/${notebook}/notes`,
    { title, markdown },
  )
  await ada.put(`/api/spaces/${sales.id}/items/${body.id}/editors`, {
    principals: [{ kind: 'group', id: sales.id }],
  })
  return body.id
}

async function opened(who: Client, note: string): Promise<Page> {
  const page = await visitor({ address, cookie: who.cookie })
  await page.goto(`/s/${sales.id}/notes/${note}`)
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await text(page).waitFor()
  return page
}

const text = (page: Page) => page.locator('[data-item-text]')

/**
 * Puts the caret into a paragraph after a number of letters, no matter which carets of others are in it, and waits until the
 * editor has taken it over: an edit of somebody else that arrives before would put the former one back.
 */
async function caretAt(page: Page, paragraph: number, letters: number): Promise<void> {
  await text(page).focus()
  await page.waitForFunction(
    ([which, offset]) => {
      const dom = document.querySelector('[data-item-text]') as HTMLElement & { editor: Editor }
      const block = dom.querySelectorAll(':scope > p')[which!]!
      let left = offset!
      const node = [...block.childNodes].find((each) => {
        if (!(each instanceof Text)) return false
        if (left <= each.length) return true
        left -= each.length
        return false
      })
      const { view, state } = dom.editor
      const [at, within] = node ? [node, left] : [block, 0]
      const { empty, head } = state.selection
      if (empty && head === view.posAtDOM(at, within)) return true
      getSelection()!.collapse(at, within)
      return false
    },
    [paragraph, letters],
  )
}

/** A paragraph says this, without the carets of others in it. */
async function says(page: Page, words: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const copy = document.querySelector('[data-item-text]')!.cloneNode(true) as Element
    for (const caret of copy.querySelectorAll('.ProseMirror-widget')) caret.remove()
    return [...copy.querySelectorAll('p')].some(({ textContent }) => textContent === wanted)
  }, words)
}

test('N · a text comes into the page as it is, and is not drawn a second time', async () => {
  const note = await shared('Drawn once', 'One.\n\n- [ ] Two')
  const page = await visitor({ address, cookie: ada.cookie })
  await page.addInitScript(() => {
    const drawn: string[] = []
    Object.assign(window, { drawn })
    const watch = new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        if (target instanceof Element && target.matches('[data-item-text]'))
          for (const { textContent } of addedNodes) drawn.push(textContent ?? '')
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  await page.goto(`/s/${sales.id}/notes/${note}`)
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  await says(page, 'One.')
  assert.deepEqual(await page.evaluate(() => (window as unknown as { drawn: string[] }).drawn), [])
})

test('N · the caret stays between the same letters when somebody else presses Enter before it', async () => {
  const note = await shared('Two carets', 'klmnopqrst')
  const [hers, minas] = await Promise.all([opened(ada, note), opened(mina, note)])
  await caretAt(hers, 0, 4)
  await caretAt(minas, 0, 2)
  await minas.keyboard.press('Enter')
  await text(hers).locator('p').nth(1).waitFor()
  await hers.keyboard.type('###')
  await says(minas, 'mn###opqrst')
  await caretAt(minas, 1, 0)
  await minas.keyboard.press('Backspace')
  await says(hers, 'klmn###opqrst')
  await hers.keyboard.type('!')
  await says(minas, 'klmn###!opqrst')
  nothingBroke()
})

test('Z2 · letters typed right after a command of the toolbar are in the text, by keyboard', async () => {
  const note = await shared('Commands', '')
  const page = await opened(ada, note)
  for (const [command, tag] of [
    ['Bold', 'strong'],
    ['Italic', 'em'],
    ['Strikethrough', 's'],
    ['Code', 'code'],
    ['List', 'ul:not([data-type])'],
    ['Numbered list', 'ol'],
    ['Checklist', 'ul[data-type=taskList] p'],
    ['Quotation', 'blockquote'],
    ['Code block', 'pre'],
  ] as const) {
    await text(page).click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: command, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('x')
    await page.keyboard.type('yz')
    await text(page)
      .locator(tag)
      .filter({ hasText: /^\s*xyz\s*$/ })
      .waitFor()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: command, exact: true }).focus()
    await page.keyboard.press('Enter')
  }
  nothingBroke()
})

test('Z2 · after a dialog of the toolbar the caret is in the text', async () => {
  const page = await opened(ada, await shared('Dialogs', 'Words '))
  const { hasFocus } = keyboard(page)
  await text(page).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.getByRole('button', { name: 'Link', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Link' }).getByLabel('Address').fill('example.org')
  await page.keyboard.press('Enter')
  await hasFocus(text(page), 'the text')
  await page.keyboard.type(' and on')
  await text(page).getByText('example.org and on').waitFor()
  await text(page).getByRole('link', { name: 'example.org', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Picture', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Insert a picture' }).waitFor()
  await page.keyboard.press('Escape')
  await hasFocus(text(page), 'the text')
  await page.keyboard.type('!')
  await text(page).getByText('and on!').waitFor()
  await page.evaluate(() => {
    const first = document.querySelector('[data-item-text] > p')!.firstChild!
    getSelection()!.collapse(first, 0)
    document.querySelector<HTMLElement>('[data-note-toolbar] [tabindex="0"]')!.focus()
  })
  await page.getByRole('button', { name: 'Bold', exact: true }).click()
  await page.keyboard.type('All ')
  await text(page).getByText('All Words').waitFor()
  nothingBroke()
})

test('N, Z2 · a slash at the beginning of a line inserts by keyboard what its name begins with, elsewhere it is a letter', async () => {
  const note = await shared('Minutes', '')
  const page = await opened(ada, note)
  const list = page.getByRole('listbox', { name: 'Insert' })
  await text(page).focus()
  await page.keyboard.type('/')
  await list.getByRole('option', { name: 'Text', exact: true, selected: true }).waitFor()
  const chosen = await list.getByRole('option', { selected: true }).getAttribute('id')
  assert.equal(await text(page).getAttribute('aria-activedescendant'), chosen)
  await assertAccessible(page, 'what can be inserted')
  await page.keyboard.press('ArrowDown')
  await list.getByRole('option', { name: 'Heading 1', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await list.waitFor({ state: 'detached' })
  await page.keyboard.type('What we agreed')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/warn')
  await list.getByRole('option', { name: 'Warning', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Only on Mondays and/or 1 / 2')
  const warning = text(page).getByRole('note', { name: 'Warning' })
  await warning.getByText('Only on Mondays and/or 1 / 2', { exact: true }).waitFor()
  assert.equal(await list.count(), 0)
  await page.getByRole('group', { name: 'Callout' }).getByRole('button', { name: 'Tip' }).click()
  await text(page).getByRole('note', { name: 'Tip' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/nothing of the kind')
  await page.keyboard.press('Enter')
  await text(page).locator(':scope > p', { hasText: '/nothing of the kind' }).waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  nothingBroke()
})

test('N · the outline leads to a heading, and the reading view shows a note without the means to change it', async () => {
  const long = Array.from({ length: 60 }, (_, at) => `Line ${at}.`).join('\n\n')
  const note = await shared('Plan', `# Ground\n\n${long}\n\n## Roof\n\n${long}`)
  const page = await opened(ada, note)
  await page.getByRole('button', { name: 'Outline', exact: true }).click()
  const outline = page.getByRole('navigation', { name: 'Outline' })
  const entries = outline.getByRole('button')
  await entries.nth(1).waitFor()
  assert.deepEqual(await entries.allTextContents(), ['Ground', 'Roof'])
  await entries.nth(1).click()
  await text(page).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('The ')
  await outline.getByRole('button', { name: 'The Roof' }).waitFor()
  assert.equal(await inView(text(page).getByRole('heading', { name: 'The Roof' })), true)
  await assertAccessible(page, 'an outline')
  await menu(page, 'Reading view')
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor({ state: 'detached' })
  assert.equal(await text(page).getAttribute('contenteditable'), 'false')
  await assertAccessible(page, 'the reading view')
  await text(page).focus()
  await page.keyboard.type('cn?')
  await page.getByRole('button', { name: 'Write', exact: true }).focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  assert.equal(
    await page.getByRole('dialog').count(),
    1,
    'letters in a read-only text open nothing',
  )
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  nothingBroke()
})

test('UI · details, comments, links and history are tabs of one panel beside the text, which stays open from item to item', async () => {
  const [first, second] = [await shared('Boards', 'Oak.'), await shared('Screws', 'Brass.')]
  await ada.put(`/api/spaces/${sales.id}/items/${first}/tags/wood`)
  const asked: string[] = []
  const page = await opened(ada, first)
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const panel = page.getByRole('complementary')
  const tab = (name: string) => panel.getByRole('tab', { name, exact: true })
  const focused = page.locator(':focus')
  const opener = page.getByRole('button', { name: 'Details', exact: true })
  await opener.click()
  const details = panel.getByRole('tabpanel', { name: 'Details' })
  await details.getByText('Where it is').waitFor()
  assert.deepEqual(await details.locator('dt').allTextContents(), [
    ...['Where it is', 'Created', 'Last change', 'Tags'],
    ...['Who can see it', 'Following', 'Address'],
  ])
  await details.getByRole('link', { name: 'Notebook' }).waitFor()
  await details.getByText(`${address}/s/${sales.id}/notes/${first}`).waitFor()
  await assertAccessible(page, 'the details of an item')
  const all = ['Details', 'Comments', 'Links', 'History', 'Outline', 'Versions', 'More actions']
  await inOneLine(page.locator('header'), all)
  await page.emulateMedia({ colorScheme: 'dark' })
  await assertAccessible(page, 'the details of an item, dark')
  await page.keyboard.press('Tab')
  await tab('Details').and(focused).waitFor()
  const isHistory = (path: string) => path.endsWith(`/items/${first}/history`)
  assert.equal(asked.some(isHistory), false, 'a tab that is not shown asks for nothing')
  for (const [key, name] of [
    ['ArrowLeft', 'Versions'],
    ['Home', 'Details'],
    ['ArrowRight', 'Comments'],
    ['ArrowRight', 'Links'],
    ['ArrowRight', 'History'],
  ] as const) {
    await page.keyboard.press(key)
    await tab(name).and(focused).waitFor()
    await panel.getByRole('tabpanel', { name }).waitFor()
    await page.waitForURL(`**?panel=${name.toLowerCase()}`)
  }
  await panel.getByText('Ada Test added this').waitFor()
  assert.equal(asked.some(isHistory), true)
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  await opener.and(focused).waitFor()
  await page.keyboard.press('Enter')
  await details.waitFor()

  await page.goto(`/s/${sales.id}/notes/${second}`)
  await details.getByText(`${address}/s/${sales.id}/notes/${second}`).waitFor()
  await text(page).waitFor()
  assert.equal(await panel.and(focused).count(), 0, 'a panel that was left open takes no focus')
  await page.getByRole('button', { name: 'Comments' }).click()
  await panel.getByRole('tabpanel', { name: 'Comments' }).waitFor()
  await page.getByRole('button', { name: 'Comments' }).click()
  await panel.waitFor({ state: 'detached' })
  await page.reload()
  await text(page).waitFor()
  assert.equal(await panel.count(), 0, 'a panel that was closed stays closed')
  nothingBroke()
})

test('UI · on a phone the panel is a sheet that keeps the focus, and the row below the title fits 320 pixels', async () => {
  const title = 'A title that is long enough for two lines on a phone'
  const note = await shared(title, 'Oak.')
  const page = await visitor({
    address,
    cookie: mina.cookie,
    options: { viewport: { width: 320, height: 640 } },
  })
  await page.goto(`/s/${sales.id}/notes/${note}?view=reading`)
  const row = page.locator('header').filter({ has: page.getByRole('heading', { level: 1 }) })
  await row.getByRole('button', { name: 'Write', exact: true }).waitFor()
  await inOneLine(row, ['Write', 'Details', 'Comments', 'More actions'])
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320)
  await row.getByRole('button', { name: 'Details' }).click()
  const sheet = page.getByRole('dialog', { name: 'Details' })
  await sheet.getByText('Where it is').waitFor()
  await assertAccessible(page, 'the details of an item on a phone')
  const { tabTo, press, hasFocus } = keyboard(page)
  await tabTo(sheet.getByRole('tab', { name: 'Details' }))
  await press('ArrowRight')
  await page.getByRole('dialog', { name: 'Comments' }).waitFor()
  for (let step = 0; step < 12; step++) {
    await press('Tab')
    await hasFocus(page.getByRole('dialog'), 'Tab stays in the sheet')
  }
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await hasFocus(row.getByRole('button', { name: 'Details' }), 'the focus returns')
  nothingBroke()
})

test('N · a link to an item shows each reader its title, says who cannot open it, and opens it for them alone', async () => {
  const { privateSpace } = (await ada.get<{ privateSpace: string }>('/api/me')).body
  const own = (
    await ada.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${privateSpace}/containers?tool=notes`,
    )
  ).body.items.find(({ kind }) => kind === 'notebook')!.id
  const { body: budget } = await ada.post<{ id: string }>(
    `/api/spaces/${privateSpace}/notebooks/${own}/notes`,
    { title: 'Budget' },
  )
  await ada.put(`/api/spaces/${privateSpace}/items/${budget.id}/visit`)
  const note = await shared('Before the fair', 'See.')
  const reader = await opened(mina, note)
  const page = await opened(ada, note)
  await caretAt(page, 0, 4)
  await page.keyboard.type(' [[')
  await page.getByRole('option', { name: /Budget/ }).waitFor()
  await assertAccessible(page, 'the offers of items')
  await page.getByRole('option', { name: /Budget/ }).click()
  const link = text(page).getByRole('link', { name: 'Budget' })
  await link.waitFor()
  await page.getByText('1 reader of this note cannot open “Budget”.').waitFor()
  await text(reader).getByText('not shared with you').waitFor()
  await page.evaluate(
    ([address]) => {
      const data = new DataTransfer()
      data.setData('text/plain', location.origin + address!)
      const paste = { clipboardData: data, bubbles: true, cancelable: true }
      document.querySelector('[data-item-text]')!.dispatchEvent(new ClipboardEvent('paste', paste))
    },
    [`/s/${privateSpace}/notes/${budget.id}`],
  )
  await link.nth(1).waitFor()
  await page.getByRole('button', { name: 'See who' }).first().click()
  await page.getByText('Mina Test cannot open this.').waitFor()
  await assertAccessible(page, 'links that somebody cannot open')
  await page.getByRole('button', { name: 'Let 1 person read it' }).click()
  await page.getByText('1 person can now read “Budget”.').waitFor()
  await reader.reload()
  await text(reader).getByRole('link', { name: 'Budget' }).first().click()
  await reader.getByRole('heading', { name: 'Budget' }).waitFor()
  nothingBroke()
})

test('N · mentioning somebody who cannot see the note is said at once, in its text and in a comment, and lets them alone read it', async () => {
  const closed = await makeNotebook(ada, sales.id, await rootOf(ada, sales.id), 'Closed')
  await giveRights(ada, sales.id, closed, [])
  const note = await writeNote(ada, sales.id, closed, 'For few')
  const address = `/api/spaces/${sales.id}/items/${note}`
  const page = await opened(ada, note)
  await caretAt(page, 0, 0)
  const unseen = page.getByText('Mina Test cannot see this, and is not told of the mention.')
  const mention = async () => {
    await page.keyboard.type('@Mina')
    await page.getByRole('option', { name: /Mina Test/ }).waitFor()
    await page.keyboard.press('Enter')
  }
  await mention()
  await unseen.hover() // so that it stays
  await page.getByRole('button', { name: 'Let them read it' }).waitFor()
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Close' }).click()
  await unseen.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Comments' }).click()
  await page.getByLabel('Write a comment').click()
  await mention()
  await unseen.hover()
  await assertAccessible(page, 'a mention of somebody who cannot see the note')
  assert.equal((await mina.get(address)).status, 404)
  await page.getByRole('button', { name: 'Let them read it' }).click()
  await page.getByText('Mina Test can now read this.').waitFor()
  assert.equal((await mina.get(address)).status, 200)
  nothingBroke()
})

test('N · a comment on a passage follows it through edits, is resolved and opened again, and outlives it', async () => {
  const note = await shared('Terms', 'First.\n\nWe pay in ten days. We deliver on Monday.')
  const [hers, minas] = await Promise.all([opened(ada, note), opened(mina, note)])
  await select(minas, 1, 'ten days')
  await minas.keyboard.press('ControlOrMeta+Alt+m')
  const written = minas.getByRole('complementary', { name: 'Comments' })
  await written.getByLabel('Comment on this passage').and(minas.locator(':focus')).waitFor()
  await text(minas).locator('[data-passage]').getByText('ten days', { exact: true }).waitFor()
  await minas.keyboard.type('Thirty, please.')
  await assertAccessible(minas, 'a comment on a passage')
  await written.getByRole('button', { name: 'Comment', exact: true }).click()
  const marked = text(hers).locator('[data-passage]')
  await marked.getByText('ten days', { exact: true }).waitFor()
  await caretAt(hers, 1, 3)
  await hers.keyboard.press('Enter')
  await text(minas).locator(':scope > p').nth(2).waitFor()
  for (const page of [hers, minas])
    await text(page)
      .locator('p:nth-of-type(3) [data-passage]')
      .getByText('ten days', { exact: true })
      .waitFor()
  await hers.getByRole('button', { name: 'Comments' }).click()
  const panel = hers.getByRole('complementary', { name: 'Comments' })
  await panel.getByRole('button', { name: 'Go to the passage: ten days' }).click()
  await text(hers).and(hers.locator(':focus')).waitFor()
  assert.equal(await hers.evaluate(() => String(getSelection())), 'ten days')
  await act(panel, 'Mina Test', 'Resolve')
  await marked.waitFor({ state: 'detached' })
  await panel.getByText('1 comment resolved').click()
  await act(panel, 'Mina Test', 'Reopen')
  await marked.waitFor()
  await panel.getByRole('button', { name: 'Go to the passage: ten days' }).click()
  await text(hers).and(hers.locator(':focus')).waitFor()
  await hers.keyboard.press('Delete')
  await panel.getByText('This passage is no longer in the text.').waitFor()
  await panel.getByText('Thirty, please.').waitFor()
  nothingBroke()
})

test('N · words are found and replaced by keyboard, all at once, and all are undone at once', async () => {
  const note = await shared('Cranes', 'A crane and a crane.\n\nCranes and **cranes**.')
  const page = await opened(ada, note)
  await text(page).focus()
  await page.keyboard.press('ControlOrMeta+f')
  const bar = page.getByRole('search', { name: 'Find in the text' })
  await bar.getByLabel('Find', { exact: true }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type('crane')
  await bar.getByText('1 of 4', { exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await bar.getByText('2 of 4', { exact: true }).waitFor()
  await page.keyboard.press('Shift+Enter')
  await bar.getByText('1 of 4', { exact: true }).waitFor()
  await assertAccessible(page, 'finding words')
  await bar.getByRole('button', { name: 'Whole words' }).press('Enter')
  await bar.getByText('1 of 2', { exact: true }).waitFor()
  await bar.getByLabel('Replace with').fill('lift')
  await page.keyboard.press('Enter')
  await says(page, 'A lift and a crane.')
  await bar.getByText('1 of 1', { exact: true }).waitFor()
  await bar.getByRole('button', { name: 'Whole words' }).press('Enter')
  await bar.getByText('1 of 3', { exact: true }).waitFor()
  await bar.getByRole('button', { name: 'Replace all' }).press('Enter')
  await bar.getByText('3 matches replaced', { exact: true }).waitFor()
  await says(page, 'lifts and lifts.')
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await text(page).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('ControlOrMeta+z')
  await says(page, 'Cranes and cranes.')
  await says(page, 'A lift and a crane.')
  nothingBroke()
})

test('A4 · a note is validated and opened again by its author, in front of somebody who writes in it', async () => {
  const note = await shared('Agreement', 'We agree.')
  const [hers, minas] = await Promise.all([opened(ada, note), opened(mina, note)])
  const toolbarOf = (page: Page) => page.getByRole('toolbar', { name: 'Formatting' })
  await menu(hers, 'Validate…')
  await hers.locator('[role=dialog]:focus-within').waitFor()
  await hers.getByRole('dialog').getByRole('button', { name: 'Validate it' }).press('Enter')
  for (const page of [hers, minas]) {
    await page.getByText('Validated by Ada Test on', { exact: false }).waitFor()
    await toolbarOf(page).waitFor({ state: 'detached' })
  }
  assert.equal(await text(minas).getAttribute('contenteditable'), 'false')
  assert.equal(await minas.getByRole('button', { name: 'Change it again…' }).count(), 0)
  await assertAccessible(hers, 'a validated note')
  await hers.getByRole('button', { name: 'Change it again…' }).press('Enter')
  const dialog = hers.getByRole('dialog')
  await dialog.locator('textarea:focus').waitFor() // it takes the focus once the dialog is there
  await dialog.getByRole('button', { name: 'Open it for changes' }).press('Enter')
  await dialog.getByRole('link', { name: 'Enter a reason.' }).waitFor()
  await dialog.getByLabel('Why does it have to change?').fill('The date was wrong')
  await dialog.getByRole('button', { name: 'Open it for changes' }).press('Enter')
  for (const page of [hers, minas]) await toolbarOf(page).waitFor()
  nothingBroke()
})

test('I1 · a draft is seen by its author alone until it is published in the group', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  await page.goto(`/s/${sales.id}/notes?new=note`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Title').fill('Roughly')
  await dialog.getByLabel('Begin as a draft').check()
  await assertAccessible(page, 'a new draft')
  await dialog.getByRole('button', { name: 'Write it' }).click()
  await page.getByText(/^A draft for Sales/).waitFor()
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  const theirs = async () => {
    const path = `/api/spaces/${sales.id}/notes?limit=200`
    const { body } = await mina.get<{ items: { title: string }[] }>(path)
    return body.items.some(({ title }) => title === 'Roughly')
  }
  assert.equal(await theirs(), false)
  await page.goto(`/s/${sales.id}/notes`)
  await page.getByRole('navigation', { name: 'Your drafts' }).getByText('Roughly').click()
  await page.getByRole('button', { name: 'Publish' }).press('Enter')
  await page.waitForURL(`**/s/${sales.id}/notes/**`)
  await page.getByText(/^A draft for Sales/).waitFor({ state: 'detached' })
  assert.equal(await theirs(), true)
  nothingBroke()
})

test('N · a note that is moved or deleted while somebody writes loses nothing that was stored', async () => {
  const note = await shared('Moved away', 'Before.')
  const minas = await opened(mina, note)
  await text(minas).click()
  await minas.keyboard.press('ControlOrMeta+End')
  await minas.keyboard.type(' Stored.')
  await minas.getByText('Saved', { exact: true }).waitFor()
  await ada.delete(`/api/spaces/${sales.id}/items/${note}`)
  await minas.getByRole('heading', { name: 'This note has closed' }).waitFor()
  await minas.getByText('Everything you had saved is safe in the note.').waitFor()
  await ada.post(`/api/spaces/${sales.id}/items/${note}/restoring`)
  const { body } = await ada.get<{ text: string }>(`/api/spaces/${sales.id}/notes/${note}`)
  assert.match(body.text, /Before\. Stored\./)
  nothingBroke()
})

test('N · somebody writes in a very long note, and the text is stored', async () => {
  const lines = Array.from(
    { length: 3000 },
    (_, line) => `Line ${line} of a long text with some words in it.`,
  )
  const note = await shared('Long', lines.join('\n\n'))
  const page = await opened(ada, note)
  await caretAt(page, 0, 0)
  await page.keyboard.type('At the beginning. ')
  await page.getByText('Saved', { exact: true }).waitFor()
  const { body } = await ada.get<{ text: string }>(`/api/spaces/${sales.id}/notes/${note}`)
  assert.match(body.text, /^At the beginning\. Line 0/)
  nothingBroke()
})

/** Selects these words of a paragraph. */
async function select(page: Page, paragraph: number, words: string): Promise<void> {
  await text(page).focus()
  await page.evaluate(
    ([which, wanted]) => {
      const block = document.querySelectorAll('[data-item-text] > p')[which]!
      const node = [...block.childNodes].find((each) => each.textContent!.includes(wanted))!
      const at = node.textContent!.indexOf(wanted)
      getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length)
    },
    [paragraph, words] as const,
  )
}

/** Chooses from the menu of a comment. */
async function act(panel: Locator, author: string, entry: string): Promise<void> {
  await panel.getByRole('button', { name: `Actions on the comment by ${author}` }).click()
  await panel.page().getByRole('menuitem', { name: entry }).click()
}

async function menu(page: Page, entry: string): Promise<void> {
  await page.locator('header').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** Buttons are beside each other, whatever the width. */
async function inOneLine(row: Locator, names: readonly string[]): Promise<void> {
  const middles = names.map((name) =>
    row.getByRole('button', { name }).evaluate((button) => {
      const { top, bottom } = button.getBoundingClientRect()
      return Math.round((top + bottom) / 2)
    }),
  )
  assert.equal(new Set(await Promise.all(middles)).size, 1, names.join())
}

function inView(thing: Locator): Promise<boolean> {
  return thing.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
}
