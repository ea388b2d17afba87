import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { assertAccessible, cut, mend, nothingBroke, visitor } from '../world/browser.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { keyboard } from '../world/keyboard.ts'
import { colleague, founded, guest, type Client } from '../world/people.ts'

const instance = await startInstance({ listen: true })
const { address } = instance
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const mina = await colleague(instance, organization, 'Mina')
const gil = await guest(instance, 'Gil')
const sales = await groupOf(ada, { name: 'Sales', template: 'extranet' })
await memberOf(instance, sales, mina)
await memberOf(instance, sales, gil)
const everybody = 'All members of Sales, present and future'
const notes = `/s/${sales.id}/notes`

test('A3 · the administrator lets all members add, those who join later as well', async () => {
  const root = (await containers(ada)).find(({ kind }) => kind === 'root')!
  const access = `/api/spaces/${sales.id}/containers/${root.id}/access`
  await ada.put(access, { ownList: true, grants: [] })
  const page = await at(ada, notes)
  await menu(page, 'Rights…')
  const dialog = page.getByRole('dialog', { name: 'Rights on “All notes”' })
  await dialog.getByText('Administrator: Ada Test').waitFor()
  await dialog.getByLabel('Give rights to').fill('Sales')
  await page.getByRole('option', { name: everybody }).click()
  await dialog.getByText('also 1 guest').waitFor()
  await dialog.getByLabel(`What ${everybody} can do`).selectOption({
    label: 'Read, comment and add notes',
  })
  await assertAccessible(page, 'the rights dialog')
  await dialog.getByRole('button', { name: 'Save these rights' }).click()
  await page.getByText('The rights on “All notes” are saved.').waitFor()
  const { body } = await ada.get<{ grants: { level: string; principal: object }[] }>(access)
  assert.deepEqual(
    body.grants.map(({ level }) => level),
    ['contributor'],
  )
  const late = await colleague(instance, organization, 'Nora')
  await memberOf(instance, sales, late)
  const hers = await at(late, notes)
  await writeNew(hers, 'Written by a newcomer')
  nothingBroke()
})

test('N · A4 · two people and a guest write one note together, once its author has let all members edit', async () => {
  const hers = await at(ada, notes)
  await writeNew(hers, 'What we offer')
  await text(hers, 'What we offer').click()
  await hers.keyboard.type('Ten benches.')
  await hers.getByText('Saved', { exact: true }).waitFor()
  const [minas, gils] = await Promise.all([at(mina, pathOf(hers)), at(gil, pathOf(hers))])
  await minas
    .getByText('Only its author, and the people the author chose, may edit this.')
    .waitFor()
  await minas.getByText('Read only').waitFor()
  await assertAccessible(minas, 'a note that one reads')

  await menu(hers, 'Who may edit or read…')
  await hers.getByRole('radio', { name: everybody }).check()
  await assertAccessible(hers, 'who may edit')
  await hers.getByRole('button', { name: 'Save', exact: true }).click()
  await minas.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await gils.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await append(minas, 'What we offer', 'Mina adds the price.')
  await append(gils, 'What we offer', 'Gil asks for drawings.')
  await append(hers, 'What we offer', 'Ada agrees.')
  for (const page of [hers, minas, gils])
    for (const said of [
      'Ten benches.',
      'Mina adds the price.',
      'Gil asks for drawings.',
      'Ada agrees.',
    ])
      await text(page, 'What we offer').getByText(said).waitFor()
  await hers.getByText('Gil Test and Mina Test are here too').waitFor()
  await assertAccessible(hers, 'a note that three write')
  for (const page of [hers, minas, gils]) await page.getByText('Saved', { exact: true }).waitFor()
  await hers.reload()
  await text(hers, 'What we offer').getByText('Gil asks for drawings.').waitFor()
  nothingBroke()
})

test('J6 · an open note closes immediately for somebody who is removed from the group', async () => {
  const farid = await colleague(instance, organization, 'Farid')
  await memberOf(instance, sales, farid)
  const { page: hers, path } = await written(ada, 'Only for members', 'Our lowest price is 460.')
  const his = await at(farid, path)
  await text(his, 'Only for members').getByText('Our lowest price is 460.').waitFor()
  await ada.delete(`/api/groups/${sales.id}/members/${farid.id}`)
  await his.getByRole('heading', { name: 'This note has closed' }).waitFor()
  assert.equal(await his.getByText('Our lowest price').count(), 0)
  await assertAccessible(his, 'a note that has closed')
  await text(hers, 'Only for members').waitFor()
  nothingBroke()
})

test('N · text written without a connection is stored on the device, outlives the tab, and is merged', async () => {
  const { page: hers, path } = await written(ada, 'On the train', 'Before the tunnel.')
  const note = path.split('/').at(-1)!
  await ada.put(`/api/spaces/${sales.id}/items/${note}/editors`, {
    principals: [{ kind: 'group', id: sales.id }],
  })
  const minas = await at(mina, path)
  await minas.getByRole('toolbar', { name: 'Formatting' }).waitFor()
  await cut(hers)
  await append(hers, 'On the train', 'In the tunnel.')
  await append(minas, 'On the train', 'Mina meanwhile.')
  await hers.getByText('What you write is kept on this device').waitFor()
  assert.equal(await text(minas, 'On the train').getByText('In the tunnel.').count(), 0)
  await mend(hers)
  await text(minas, 'On the train').getByText('In the tunnel.').waitFor()
  await text(hers, 'On the train').getByText('Mina meanwhile.').waitFor()
  await hers.getByText('Saved', { exact: true }).waitFor()

  await cut(hers)
  await append(hers, 'On the train', 'In the next tunnel.')
  await hers.waitForFunction(() =>
    Object.keys(localStorage).some((key) => key.startsWith('atelier.unsent.')),
  )
  await hers.goto('about:blank')
  await mend(hers)
  await hers.goto(path)
  await text(minas, 'On the train').getByText('In the next tunnel.').waitFor()
  nothingBroke()
})

test('A8 · everybody sees who can see a note and why, and what each of them can reach', async () => {
  const { page, path } = await written(ada, 'Seen by whom', 'Something')
  await page.getByRole('button', { name: /Who sees this/ }).click()
  const panel = page.getByRole('complementary', { name: 'Who can see this?' })
  await panel.getByText('All members of the group, including those who join later.').waitFor()
  const members = /^\d+ members? can read and comment$/
  const guestRow = panel.getByRole('listitem').filter({ hasText: 'Gil Test' })
  await guestRow.getByText('Guest · Acme').waitFor()
  await guestRow.getByText('can read and comment · as every member').waitFor()
  await panel.getByRole('heading', { name: members }).waitFor()
  assert.equal(await panel.getByText('Mina Test').count(), 0)
  await assertAccessible(page, 'who can see this')
  await panel.getByRole('button', { name: 'Show their names' }).click()
  await panel.getByText('Mina Test', { exact: true }).waitFor()
  await assertAccessible(page, 'the names of members')
  const note = path.split('/').at(-1)!
  const principals = [{ kind: 'person', id: mina.id }]
  await ada.put(`/api/spaces/${sales.id}/items/${note}/editors`, { principals })
  const minasRow = panel.getByRole('listitem').filter({ hasText: 'Mina Test' })
  await minasRow.getByText('can read, comment and edit').waitFor()
  await minasRow.getByRole('button', { name: /Change who may edit or read/ }).click()
  await page.getByRole('radio', { name: /Nobody else/ }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await panel.getByRole('heading', { name: members }).waitFor()
  await panel.getByRole('button', { name: /^Change the rights… \(\d+ members? can/ }).click()
  const list = page.getByRole('dialog', { name: 'Rights on “Notes”' })
  await list.getByLabel(`What ${everybody} can do`).waitFor()
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await guestRow.getByRole('button', { name: /What can they access here/ }).click()
  await panel.getByText('What Gil Test can access here').waitFor()
  await panel.getByText('Notebook', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  nothingBroke()
})

test('A9 · moving a note says who will see it, and can be taken back', async () => {
  const page = await visitor({ address, cookie: ada.cookie })
  await page.goto(`/s/${await privateSpaceOf(ada)}/notes`)
  await writeNew(page, 'My own thoughts')
  await onlyAda(page)
  await menu(page, 'Move…')
  const dialog = page.getByRole('dialog', { name: 'Move “My own thoughts”' })
  await dialog.getByLabel('Space').selectOption({ label: 'Sales' })
  await dialog.getByRole('combobox', { name: 'Place' }).fill('Notebook')
  await page.getByRole('option', { name: 'Notebook' }).click()
  await dialog.getByText(/Gil Test.* will be able to see it/).waitFor()
  await assertAccessible(page, 'the move dialog')
  await dialog.getByRole('button', { name: 'Move it here' }).click()
  await page.waitForURL(new RegExp(sales.id))
  await page.getByText('1 guest from Acme').waitFor()
  await undo(page)
  await onlyAda(page)
  nothingBroke()
})

test('A7 · a notebook of my private space is shared with a colleague, who finds it under “Shared with me”', async () => {
  const space = await privateSpaceOf(ada)
  const page = await at(ada, `/s/${space}/notes`)
  await page.getByRole('treeitem', { name: /Notebook/ }).click()
  await page.getByRole('heading', { name: 'Notebook', level: 1 }).waitFor()
  await menu(page, 'Rights…')
  const dialog = page.getByRole('dialog', { name: 'Rights on “Notebook”' })
  await dialog.getByRole('radio', { name: 'A list of its own' }).check()
  await dialog.getByLabel('Give rights to').fill('Mina')
  await page.getByRole('option', { name: /Mina Test/ }).click()
  await dialog.getByRole('button', { name: 'Save these rights' }).click()
  await page.getByText('2 people').waitFor()
  await page.goto(`/s/${space}/notes`)
  await writeNew(page, 'For one pair of eyes')
  await menu(page, 'Who may edit or read…')
  await page.getByLabel('Who else may read it').fill('Nora')
  await page.getByRole('option', { name: /Nora Test/ }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('3 people').waitFor()
  const minas = await at(mina, '/shared')
  await minas.getByRole('heading', { name: /Ada Test/ }).waitFor()
  await assertAccessible(minas, 'shared with me')
  await minas.getByRole('link', { name: /Notebook/ }).click()
  await minas.getByRole('link', { name: /My own thoughts/ }).click()
  await minas.getByRole('heading', { name: 'My own thoughts', level: 1 }).waitFor()
  nothingBroke()
})

test('N · a version shows what it changed, is brought back, and that is undone; the history shows it', async () => {
  const { page, path } = await written(ada, 'Our price', 'Four hundred and eighty.')
  const note = path.split('/').at(-1)!
  await ada.post(`/api/spaces/${sales.id}/items/${note}/versions`, { label: 'Sent in May' })
  await append(page, 'Our price', 'From June it is five hundred.')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Versions', exact: true }).click()
  const panel = page.getByRole('complementary', { name: 'Versions' })
  await panel.getByRole('button', { name: 'Save a named version' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Sent in June')
  await page.getByRole('button', { name: 'Save the version' }).click()
  await panel.getByRole('button', { name: /Sent in June/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Version of/ })
  await dialog.locator('ins').filter({ hasText: 'From June it is five hundred' }).waitFor()
  const another = dialog.getByLabel('Compare this version with')
  const first = await another.getByRole('option').last().getAttribute('value')
  await another.selectOption(first)
  await dialog.locator('ins').filter({ hasText: 'Four hundred and eighty.' }).waitFor()
  await dialog.getByRole('button', { name: 'Show the whole version' }).click()
  const whole = dialog.getByRole('document', { name: 'Text of this version' })
  await whole.getByText('Four hundred and eighty.').waitFor()
  await assertAccessible(page, 'what a version changed')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await panel.getByRole('button', { name: /Sent in May/ }).click()
  await page.getByRole('button', { name: 'Restore this version' }).click()
  const shown = text(page, 'Our price')
  await shown.getByText('From June it is five hundred.').waitFor({ state: 'detached' })
  await undo(page)
  await shown.getByText('From June it is five hundred.').waitFor()
  await panel.getByRole('tab', { name: 'History' }).click()
  const history = page.getByRole('complementary', { name: 'History' })
  await history.getByText('Ada Test wrote in this').first().waitFor()
  await assertAccessible(page, 'the history of an item')
  nothingBroke()
})

test('N · inserting a picture asks what it shows, a link leads nowhere unsafe, title and tags are changed in place', async () => {
  const { page } = await written(ada, 'With a picture', 'See ')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  const link = page.getByRole('dialog', { name: 'Link' })
  await link.getByLabel('Address').fill('javascript:alert(1)')
  await link.getByRole('button', { name: 'Save the link' }).click()
  await link.getByText('begins with https://').first().waitFor()
  await link.getByLabel('Address').fill('example.org/wood')
  await link.getByLabel('Text').fill('the catalogue')
  await assertAccessible(page, 'the link dialog')
  await link.getByRole('button', { name: 'Save the link' }).click()
  const shown = text(page, 'With a picture')
  const set = shown.getByRole('link', { name: 'the catalogue' })
  assert.equal(await set.getAttribute('href'), 'https://example.org/wood')

  await page.getByRole('button', { name: 'Picture' }).click()
  const dialog = page.getByRole('dialog', { name: 'Insert a picture' })
  const buffer = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#864' } })
    .png()
    .toBuffer()
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'oak.png', mimeType: 'image/png', buffer })
  await dialog.getByLabel('What does the picture show?').fill('A board of oak')
  await assertAccessible(page, 'the picture dialog')
  await dialog.getByRole('button', { name: 'Insert the picture' }).click()
  const picture = shown.getByRole('img', { name: 'A board of oak' })
  await picture.waitFor()
  await page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('[data-item-text] img')?.naturalWidth === 40,
  )

  await page.getByRole('textbox', { name: 'Title' }).fill('With a board')
  await page.keyboard.press('Enter')
  await text(page, 'With a board').waitFor()
  await page.getByRole('button', { name: 'Add a tag' }).click()
  await page.keyboard.type('wood')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove the tag wood' }).waitFor()
  await page.getByRole('button', { name: 'Add to my favourites' }).click()
  await page.getByRole('button', { name: 'Remove from my favourites' }).waitFor()
  await page.getByRole('button', { name: 'History', exact: true }).click()
  await page.getByRole('complementary', { name: 'History' }).getByRole('listitem').first().waitFor()
  await printed(page, /^With a board\s+By Ada Test\s+changed \d+ \w+ \d{4}\s+See the catalogue$/)
  await page.goto(`${notes}?tag=wood`)
  await page.getByRole('link', { name: /With a board/ }).waitFor()
  assert.equal(await page.getByRole('list', { name: 'All notes' }).getByRole('listitem').count(), 1)
  await assertAccessible(page, 'notes with a tag')
  await page.getByRole('link', { name: /With a board/ }).click()
  await text(page, 'With a board').waitFor()
  await page.goBack()
  await page.waitForFunction(() => document.activeElement?.textContent?.includes('With a board'))
  nothingBroke()
})

test('N · several Markdown files are shown and imported at once, an import is undone, and a note is exported', async () => {
  const page = await at(ada, notes)
  await menu(page, 'Import Markdown…')
  const dialog = page.getByRole('dialog', { name: 'Import Markdown' })
  await dialog.locator('input[type=file]').setInputFiles([
    { name: 'a.md', mimeType: 'text/markdown', buffer: Buffer.from('# The wood\n\n- [ ] Oak\n') },
    { name: 'Paint.md', mimeType: 'text/markdown', buffer: Buffer.from('Only **green**.\n') },
    { name: 'Old.txt', mimeType: 'text/plain', buffer: Buffer.from('R\xe9union\r', 'latin1') },
    { name: 'Plan.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 1]) },
  ])
  await dialog.getByText('# The wood - [ ] Oak').waitFor()
  await dialog.getByText('It does not look like text.').waitFor()
  await dialog.getByLabel('Or paste Markdown').fill('Pasted title\n\nPasted text')
  await assertAccessible(page, 'the import dialog')
  await dialog.getByRole('button', { name: 'Import 5 notes' }).click()
  await page.getByText('4 notes imported. Old.txt: not in Unicode').waitFor()
  await dialog.getByText(/Plan.png could not be imported: This is not a text file/).waitFor()
  await assertAccessible(page, 'the import dialog with a file that is no text')
  await dialog.getByRole('button', { name: 'Do not import Plan.png' }).click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: /Paint/ }).waitFor()
  await page.getByRole('link', { name: /Pasted title/ }).waitFor()
  await page.getByRole('link', { name: /The wood/ }).click()
  await page.getByRole('checkbox', { name: 'Done: Oak' }).check()
  await page.getByText('Saved', { exact: true }).waitFor()
  await menu(page, 'Export…')
  const formats = page.getByRole('dialog', { name: 'Export “The wood”' })
  await formats.getByRole('radio', { name: 'Markdown' }).check()
  await assertAccessible(page, 'the export dialog')
  const coming = page.waitForEvent('download')
  await formats.getByRole('button', { name: 'Save the file' }).click()
  const file = await coming
  assert.equal(file.suggestedFilename(), 'The wood.md')
  assert.match(await readFile(await file.path(), 'utf8'), /- \[x\] Oak/)

  await page.goto(notes)
  await menu(page, 'Export…')
  const folder = page.getByRole('dialog', { name: /^Export/ })
  const arriving = page.waitForEvent('download')
  await folder.getByRole('button', { name: 'Save the file' }).click()
  assert.match((await arriving).suggestedFilename(), /\.pdf$/)
  await menu(page, 'Import Markdown…')
  await dialog.getByLabel('Or paste Markdown').fill('Imported by mistake')
  await dialog.getByRole('button', { name: 'Import 1 note' }).click()
  const mistake = page.getByRole('link', { name: /Imported by mistake/ })
  await mistake.waitFor()
  await undo(page)
  await mistake.waitFor({ state: 'detached' })
  nothingBroke()
})

test('N · unread items are counted wherever a place is shown, until I read them or mark them as read', async () => {
  const nils = await groupOf(ada, { name: 'Nils', template: 'extranet' })
  await memberOf(instance, nils, mina)
  const { body } = await ada.get<{ items: { id: string; kind: string }[] }>(
    `/api/spaces/${nils.id}/containers?tool=notes`,
  )
  const notebook = body.items.find(({ kind }) => kind === 'notebook')!.id
  for (const title of ['One', 'Two', 'Three'])
    await ada.post(`/api/spaces/${nils.id}/notebooks/${notebook}/notes`, { title })
  const page = await at(mina, `/s/${nils.id}/notes`)
  const branch = (count: string) => page.getByRole('treeitem', { name: `Notebook ${count}` })
  const chip = page
    .getByRole('navigation', { name: 'Favourite and recent groups' })
    .getByRole('link', { name: /Nils/ })
  await branch('3 unread').waitFor()
  await chip.getByText('3 unread').waitFor()
  await page.getByRole('link', { name: /^One/ }).click()
  await page.getByRole('heading', { name: 'One', level: 1 }).waitFor()
  await chip.getByText('2 unread').waitFor()
  await page.goBack()
  await branch('2 unread').click()
  await page.getByRole('heading', { name: 'Notebook', level: 1 }).waitFor()
  await menu(page, 'Mark as read')
  await page.getByText('“Notebook” is marked as read.').waitFor()
  await branch('3').waitFor()
  await chip.getByText(/unread/).waitFor({ state: 'detached' })

  await ada.post(`/api/spaces/${nils.id}/notebooks/${notebook}/notes`, { title: 'Four' })
  await branch('1 unread').waitFor()
  await chip.getByText('1 unread').waitFor()
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('combobox', { name: 'Find or do something' })
  await palette.fill('everything in this')
  const all = /Mark everything in this space as read/
  await page.getByRole('option', { name: all, selected: true }).waitFor()
  await palette.press('Enter')
  await page.getByText('Everything in this space is marked as read.').waitFor()
  await branch('4').waitFor()
  await chip.getByText(/unread/).waitFor({ state: 'detached' })
  nothingBroke()
})

test('N · a deleted note is restored immediately, or later from the trash', async () => {
  const { page } = await written(ada, 'A mistake', 'Or not')
  await menu(page, 'Delete')
  await page.getByText('“A mistake” is in the trash.').waitFor()
  await undo(page)
  await page.goto(notes)
  await page.getByRole('link', { name: /A mistake/ }).click()
  await menu(page, 'Delete')
  await page.getByText('“A mistake” is in the trash.').waitFor() // leaving the page would end the request
  await page.goto(`/s/${sales.id}/trash`)
  await assertAccessible(page, 'the trash')
  await page.getByRole('button', { name: 'Restore A mistake' }).click()
  await page.getByText('“A mistake” is restored.').waitFor()
  await page.goto(notes)
  await page.getByRole('link', { name: /A mistake/ }).waitFor()
  nothingBroke()
})

test('N · several notes are chosen and deleted by keyboard, and all come back with one undo', async () => {
  await written(ada, 'Spare one', 'A')
  const { page } = await written(ada, 'Spare two', 'B')
  await page.goto(notes)
  await page.getByRole('link', { name: /Spare one/ }).waitFor()
  await page.keyboard.press('j')
  await page.locator('[data-row]:focus').waitFor()
  for (const title of ['Spare one', 'Spare two']) {
    await page.getByRole('checkbox', { name: `Select ${title}` }).focus()
    await page.keyboard.press('Space')
  }
  const bar = page.getByRole('toolbar', { name: '2 rows selected' })
  await bar.getByRole('button', { name: 'Add to favourites' }).waitFor()
  await assertAccessible(page, 'chosen notes')
  await bar.getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('2 items in the trash.').waitFor()
  await page.getByRole('link', { name: /Spare one/ }).waitFor({ state: 'detached' })
  await undo(page)
  for (const title of [/Spare one/, /Spare two/])
    await page.getByRole('link', { name: title }).waitFor()
  nothingBroke()
})

test('N · A9 · notes are moved together, or dragged onto a notebook, after saying who sees them there; each act has one undo', async () => {
  const [root] = await containers(ada)
  const reports = { parent: root!.id, kind: 'notebook', name: 'Reports' }
  await ada.post(`/api/spaces/${sales.id}/containers`, reports)
  const notebook = (await containers(ada)).find(({ name }) => name === 'Notebook')!.id
  for (const title of ['Loose one', 'Loose two'])
    await ada.post(`/api/spaces/${sales.id}/notebooks/${notebook}/notes`, { title })
  const page = await at(ada, notes)
  const choose = async () => {
    for (const title of ['Loose one', 'Loose two'])
      await page.getByRole('checkbox', { name: `Select ${title}` }).check({ force: true })
    return page.getByRole('toolbar', { name: '2 rows selected' })
  }
  await (await choose()).getByRole('button', { name: 'Move…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move 2 items' })
  await dialog.getByRole('combobox', { name: 'Place' }).fill('repo')
  await page.getByRole('option', { name: 'Reports' }).click()
  await dialog.getByText('2 guests').or(dialog.getByText('1 guest')).first().waitFor()
  await assertAccessible(page, 'moving several notes')
  await dialog.getByRole('button', { name: 'Move them here' }).click()
  await page.getByText('2 items moved to Reports.').waitFor()
  await page.getByRole('treeitem', { name: 'Reports 2' }).waitFor()
  await undo(page)
  const empty = page.getByRole('treeitem', { name: 'Reports', exact: true })
  await empty.waitFor()

  await (await choose()).getByRole('button', { name: 'Copy…' }).click()
  const copying = page.getByRole('dialog', { name: 'Copy 2 items' })
  await copying.getByRole('combobox', { name: 'Place' }).fill('repo')
  await page.getByRole('option', { name: 'Reports' }).click()
  await copying.getByRole('button', { name: 'Copy them here' }).click()
  await page.getByText('2 items copied to Reports.').waitFor()
  await page.getByRole('treeitem', { name: 'Reports 2' }).waitFor()
  await undo(page)
  await empty.waitFor()
  const copies = page.getByRole('link', { name: /Loose one/ }).nth(1)
  await copies.waitFor({ state: 'detached' })

  await (await choose()).getByRole('button', { name: 'Tag…' }).click()
  await page.getByLabel('Tag', { exact: true }).fill('loose')
  await page.getByRole('button', { name: 'Add the tag' }).click()
  await page.getByText('2 items tagged loose.').waitFor()
  const loose = page.getByRole('button', { name: 'loose', exact: true })
  await loose.nth(1).waitFor()

  await (await choose()).getByRole('button', { name: 'Remove a tag…' }).click()
  const untagging = page.getByRole('dialog', { name: 'Remove a tag' })
  const offered = untagging.getByLabel('Tag', { exact: true }).locator('option')
  assert.deepEqual(await offered.allInnerTexts(), ['loose (2 items)'])
  await assertAccessible(page, 'removing a tag from several notes')
  await untagging.getByRole('button', { name: 'Remove the tag' }).click()
  await page.getByText('Tag loose removed from 2 items.').waitFor()
  await loose.first().waitFor({ state: 'detached' })
  await undo(page)
  await loose.nth(1).waitFor()

  const follow = page.getByRole('button', { name: 'Follow', exact: true })
  await choose()
  await follow.click()
  await page.getByText('You follow 2 items.').waitFor()
  await choose()
  await page.getByRole('button', { name: 'Stop following' }).waitFor()
  await undo(page)
  await follow.waitFor()
  await page.getByRole('button', { name: 'Clear selection' }).click()

  await page.getByRole('link', { name: /Loose one/ }).dragTo(empty)
  const one = page.getByRole('dialog', { name: 'Move “Loose one”' })
  await one.getByText('The same people will see it there.').waitFor()
  await one.getByRole('button', { name: 'Move it here' }).click()
  await page.getByRole('treeitem', { name: 'Reports 1' }).waitFor()
  nothingBroke()
})

test('N · a comment mentions a whole group, is edited, deleted and brought back', async () => {
  const { page, path } = await written(ada, 'Spoken about', 'Something')
  const minas = await at(mina, path)
  await minas.getByRole('button', { name: 'Comments' }).click()
  const field = minas.getByLabel('Write a comment')
  await field.click()
  await minas.keyboard.type('Please read, @Sal')
  await minas.getByRole('option', { name: /Sales/ }).waitFor()
  await minas.keyboard.press('Enter')
  await minas.keyboard.type('today.')
  await assertAccessible(minas, 'comments')
  await minas.getByRole('button', { name: 'Comment', exact: true }).click()
  await minas.getByText('Please read, @Sales today.').waitFor()
  await page.getByRole('button', { name: /Comments 1/ }).waitFor()
  await minas.getByRole('button', { name: 'Actions on the comment by Mina Test' }).click()
  await minas.getByRole('menuitem', { name: 'Delete' }).click()
  await minas.getByText('Please read, @Sales today.').waitFor({ state: 'detached' })
  await undo(minas)
  await minas.getByText('Please read, @Sales today.').waitFor()
  nothingBroke()
})

test('Z2 · a note is found, written, formatted and left by keyboard alone', async () => {
  const page = await at(ada, notes)
  const { hasFocus } = keyboard(page)
  const tree = page.getByRole('tree', { name: 'Folders and notebooks' })
  await tree.getByRole('treeitem', { name: 'Notebook' }).waitFor()
  await tree.getByRole('treeitem', { name: 'All notes' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Notebook', level: 1 }).waitFor()
  await page.keyboard.press('n')
  const title = page.getByRole('dialog', { name: 'New note' }).getByLabel('Title')
  await hasFocus(title, 'the title of a new note')
  await page.keyboard.type('By keys alone')
  await page.keyboard.press('Enter')
  const shown = text(page, 'By keys alone')
  await shown.waitFor()
  await hasFocus(shown, 'one goes on in the text of a new note')
  await page.keyboard.type('Plain and ')
  await page.keyboard.press('Alt+F10')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.keyboard.type('bold')
  await shown
    .locator('strong')
    .filter({ hasText: /^bold$/ })
    .waitFor()
  await page.keyboard.press('Alt+F10')
  await page.keyboard.press('Escape') // the tip
  await page.keyboard.press('Escape')
  await page.keyboard.type('er')
  await shown.getByText('Plain and bolder').waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.type('@Gil')
  await page.getByRole('option', { name: /Gil Test/ }).waitFor()
  await page.keyboard.press('Enter')
  await shown
    .locator('[data-type=mention]')
    .filter({ hasText: /^@Gil Test$/ })
    .waitFor()
  await page.getByText('Saved', { exact: true }).waitFor()
  await assertAccessible(page, 'a note that one writes')
  nothingBroke()
})

test('Z2 · neither the line being written nor the focus is ever behind a bar: at a desk, on a phone, at 400 % zoom', async () => {
  const { page } = await written(ada, 'A long list', 'First.')
  const { press, type } = keyboard(page)
  const sizes = { desk: [1280, 600], phone: [390, 700], zoomed: [320, 256] } as const
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height })
    await text(page, 'A long list').click()
    await press('ControlOrMeta+End')
    for (let line = 0; line < 20; line++) {
      await press('Enter')
      await type('b')
    }
    await inSight(page, `the last line, ${size}`)
    for (let line = 0; line < 19; line++) await press('ArrowUp')
    await inSight(page, `a line far above, ${size}`)
    if (size === 'phone') await withKeyboard(page)
  }
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height })
    await page.goto(notes)
    await page.getByRole('link', { name: /A long list/ }).waitFor()
    for (const key of ['Tab', 'Shift+Tab'])
      for (let step = 0; step < 30; step++) {
        await press(key)
        assert.equal(await hiddenFocus(page), '', `${key}, ${size}`)
      }
  }
  nothingBroke()
})

/** Waits until nothing covers the place where the next letter appears. */
async function inSight(page: Page, what: string): Promise<void> {
  const seen = await page
    .waitForFunction(() => {
      const caret = getSelection()?.getRangeAt(0).getClientRects()[0]
      if (!caret || caret.bottom > innerHeight) return false
      const shown = [caret.top + 1, caret.bottom - 1].map((y) =>
        document.elementFromPoint(caret.left + 1, y),
      )
      return shown.every((each) => each?.closest('[data-item-text]'))
    })
    .catch(() => undefined)
  assert.ok(seen, what)
}

/** The element that has the focus, if other things cover it whole. */
function hiddenFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return ''
    const { left, top, width, height } = focused.getBoundingClientRect()
    if (height > innerHeight) return ''
    const places = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y] as const))
    const isSeen = places.some(([x, y]) => {
      const shown = document.elementFromPoint(left + width * x, top + height * y)
      return shown && (focused.contains(shown) || shown.contains(focused))
    })
    return isSeen ? '' : focused.outerHTML.slice(0, 200)
  })
}

/** A phone lays its keyboard over the page: the tools are just above it, and the line being written above them. */
async function withKeyboard(page: Page): Promise<void> {
  const top = 380
  await page.evaluate((height) => {
    Object.defineProperty(visualViewport, 'height', { value: height, configurable: true })
    visualViewport?.dispatchEvent(new Event('resize'))
  }, top)
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type('c')
  const tools = (await page.getByRole('toolbar', { name: 'Formatting' }).boundingBox())!
  assert.equal(tools.y + tools.height, top)
  await inSight(page, 'the last line above the keyboard')
  const below = await page.evaluate(
    () => getSelection()?.getRangeAt(0).getClientRects()[0]?.bottom ?? 0,
  )
  assert.ok(below <= tools.y, 'the line is above the tools')
  await page.evaluate(() => {
    Reflect.deleteProperty(visualViewport!, 'height')
    visualViewport?.dispatchEvent(new Event('resize'))
  })
}

async function at(who: Client, path: string): Promise<Page> {
  const page = await visitor({ address, cookie: who.cookie })
  await page.goto(path)
  await page.locator('h1').first().waitFor()
  return page
}

async function writeNew(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).first().click()
  await page.getByRole('dialog', { name: 'New note' }).getByLabel('Title').fill(title)
  await page.getByRole('button', { name: 'Write it' }).click()
  await text(page, title).waitFor()
  await page.getByRole('toolbar', { name: 'Formatting' }).waitFor()
}

/** A note with a first sentence, open before its author. */
async function written(who: Client, title: string, sentence: string) {
  const page = await at(who, notes)
  await writeNew(page, title)
  await text(page, title).click()
  await page.keyboard.type(sentence)
  await page.getByText('Saved', { exact: true }).waitFor()
  return { page, path: pathOf(page) }
}

async function append(page: Page, title: string, sentence: string): Promise<void> {
  await text(page, title).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.press('Enter')
  await page.keyboard.type(sentence)
}

function text(page: Page, title: string) {
  return page.getByLabel(`Text of “${title}”`)
}

/** A page in the dark is printed black on white, with its pictures, and these words alone. */
async function printed(page: Page, words: RegExp): Promise<void> {
  await page.evaluate(() => {
    localStorage.setItem('atelier.appearance', 'dark')
  })
  await page.reload()
  await page.locator('[data-item-text] img').waitFor()
  await page.getByRole('complementary').getByRole('listitem').first().waitFor()
  await page.emulateMedia({ media: 'print' })
  assert.match(await page.evaluate(() => document.body.innerText), words)
  const colours = await page.evaluate(() =>
    [document.documentElement, document.querySelector('h1')!, ...document.querySelectorAll('p, a')]
      .filter((each) => each.checkVisibility())
      .map((each) => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor].join()),
  )
  assert.deepEqual([...new Set(colours)], ['rgb(0, 0, 0),rgba(0, 0, 0, 0)'])
  const pdf = String(await page.pdf())
  assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1)
  assert.equal(pdf.match(/\/Subtype \/Image\b/g)?.length, 1)
  await page.emulateMedia({ media: 'screen' })
}

async function menu(page: Page, entry: string): Promise<void> {
  await page.locator('header').getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

async function undo(page: Page): Promise<void> {
  const notices = page.getByRole('region', { name: 'Notices' })
  await notices.getByRole('button', { name: /^Undo/ }).last().click()
}

async function onlyAda(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Who sees this: Only you' }).waitFor()
}

function pathOf(page: Page): string {
  return new URL(page.url()).pathname
}

async function containers(who: Client) {
  const { body } = await who.get<{ items: { id: string; kind: string; name: string }[] }>(
    `/api/spaces/${sales.id}/containers?tool=notes`,
  )
  return body.items
}

async function privateSpaceOf(who: Client): Promise<string> {
  return (await who.get<{ privateSpace: string }>('/api/me')).body.privateSpace
}
