import { words as appWords } from '../../web/app/words.ts'
import { words as accessWords } from '../../web/access/words.ts'
import { words as reminderWords } from '../../web/foundation/reminders/words.ts'
import { words as commentWords } from '../../web/foundation/comments/words.ts'
import { words as pageWords } from '../../web/foundation/items/item-words.ts'
import { words as itemWords } from '../../web/foundation/items/words.ts'
import { words as liveTextWords } from '../../web/foundation/live-text/words.ts'
import { words as spaceWords } from '../../web/foundation/spaces/words.ts'
import { words as validationWords } from '../../web/foundation/versions/validation-words.ts'
import { words as findWords } from '../../web/foundation/live-text/find-words.ts'
import { words as versionWords } from '../../web/foundation/versions/words.ts'
import { sealed, sealWith } from '../../web/kernel/sealing.ts'
import { words as exportWords } from '../../web/tools/notes/export-words.ts'
import { words as noteWords } from '../../web/tools/notes/note-words.ts'
import { words as notesWords } from '../../web/tools/notes/words.ts'
import { words as kitWords } from '../../web/ui/words.ts'
import { failing, menu, note, noteNoun, s, silence, type Scene, type Visit } from './scene.ts'
import type { Town } from './town.ts'

const importedFiles = [
  ['Compte rendu du chantier.md', '# Lundi\n\nLa grue arrive à sept heures, côté rue.\n'.repeat(9)],
  [`${'Un nom de fichier qui ne finit pas '.repeat(3)}.txt`, 'Les prises sont à remonter.'],
  ['Plan.png', '\u0001\u0002'],
].map(([name = '', text = '']) => ({ name, mimeType: '', buffer: Buffer.from(text) }))

/** Opens the newest or the oldest version. */
const version =
  (which: 'first' | 'last'): Scene['act'] =>
  async ({ page, say }) => {
    const list = page.getByRole('list', { name: say(versionWords).all })
    await list.getByRole('button')[which]().click()
    await page.getByRole('button', { name: say(versionWords).restore }).waitFor()
  }

/** Notebooks, notes, and the rights on both. */
export const noteScenes: readonly Scene[] = [
  { name: 'notes', who: 'amina', at: ({ groups }) => s(groups.hotel, '/notes') },
  { name: 'notes-private', who: 'helene', at: ({ homes }) => s(homes.helene, '/notes') },
  { name: 'notes-private-empty', who: 'leo', at: ({ homes }) => s(homes.leo, '/notes') },
  { name: 'notes-many', who: 'helene', at: ({ groups }) => s(groups.many, '/notes') },
  { name: 'notes-empty', who: 'thomas', at: ({ groups }) => s(groups.empty, '/notes') },
  {
    name: 'reminder-dialog',
    who: 'amina',
    at: ({ notes }) => note(notes.site),
    act: menu(({ say }) => say(reminderWords).remindMe),
  },
  {
    name: 'reminder-dialog-own',
    who: 'amina',
    at: ({ notes }) => note(notes.site),
    act: menu(
      ({ say }) => say(reminderWords).remindMe,
      async ({ page, say }) => {
        await page.getByRole('radio', { name: say(reminderWords).own }).check()
        await page.getByLabel(say(reminderWords).repeats).selectOption('weekly')
      },
    ),
  },
  { name: 'reminders', who: 'amina', at: () => '/reminders' },
  { name: 'reminders-none', who: 'leo', at: () => '/reminders' },
  { name: 'notes-archived', who: 'julien', at: ({ groups }) => s(groups.fair, '/notes') },
  {
    name: 'notes-of-a-reader',
    who: 'sofia',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}`),
  },
  {
    name: 'notes-folder',
    who: 'helene',
    at: ({ folder: { space, id } }) => s(space, `/notes/in/${id}`),
  },
  {
    name: 'notes-none-found',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes?q=xyz'),
  },
  {
    name: 'notes-templates',
    who: 'sofia',
    at: ({ groups }) => s(groups.everybody, '/notes?show=template'),
  },
  {
    name: 'notes-selected',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    async act({ page }) {
      for (const row of [0, 1])
        await page.locator('main input[type=checkbox]').nth(row).check({ force: true })
    },
  },
  {
    name: 'notes-selected-move',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    async act({ page, say }) {
      for (const row of [0, 1])
        await page.locator('main input[type=checkbox]').nth(row).check({ force: true })
      await page.getByRole('button', { name: say(itemWords).moveIt }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(say(spaceWords).place).click()
      await page.getByRole('listbox').getByRole('option').first().click()
      await dialog.getByText(say(spaceWords).seenBy).waitFor()
    },
  },
  {
    name: 'notes-selected-tag',
    who: 'helene',
    at: ({ homes }) => s(homes.helene, '/notes'),
    async act({ page, say }) {
      await page.locator('main input[type=checkbox]').first().check({ force: true })
      await page.getByRole('button', { name: say(itemWords).bulk.tag, exact: true }).click()
    },
  },
  {
    name: 'notes-selected-untag',
    who: 'helene',
    at: ({ homes }) => s(homes.helene, '/notes'),
    async before({ town: { people, homes } }) {
      const space = `/api/spaces/${homes.helene}`
      const { body } = await people.helene.get<{ items: { id: string }[] }>(`${space}/notes`)
      for (const { id } of body.items.slice(0, 2))
        for (const tag of ['2027', 'devis'])
          await people.helene.put(`${space}/items/${id}/tags/${tag}`)
    },
    async act({ page, say }) {
      for (const row of [0, 1])
        await page.locator('main input[type=checkbox]').nth(row).check({ force: true })
      await page.getByRole('button', { name: say(itemWords).bulk.untag }).click()
    },
  },
  {
    name: 'notes-unread-menu',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/notes'),
    async act({ page, say }) {
      await page
        .getByRole('button', { name: say(kitWords).more })
        .filter({ visible: true })
        .first()
        .click()
      await page.getByRole('menuitem', { name: say(spaceWords).markAllRead }).waitFor()
    },
  },
  {
    name: 'palette-mark-read',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/notes'),
    async act({ page, say }) {
      await page.keyboard.press('ControlOrMeta+k')
      const field = page.getByRole('combobox', { name: say(appWords).palette })
      await field.pressSequentially(say(spaceWords).markAllRead.slice(0, 12))
      await page.getByRole('option', { name: say(spaceWords).markAllRead }).waitFor()
    },
  },
  {
    name: 'notebook-menu',
    who: 'helene',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}`),
    async act({ page, say }) {
      await page
        .getByRole('button', { name: say(kitWords).more })
        .filter({ visible: true })
        .first()
        .click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'note-new-place',
    who: 'helene',
    at: ({ ownList: { space } }) => s(space, '/notes'),
    async act({ page, press, say }) {
      await press(say(noteNoun).make)
      await page.getByRole('dialog').getByLabel(say(spaceWords).place).click()
      await page.getByRole('listbox').getByRole('option').first().waitFor()
    },
  },
  {
    name: 'notes-waiting',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    before: silence('**/api/spaces/*/containers*'),
    waits: true,
  },
  {
    name: 'notebook-not-there',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/notes/in/01a200b1-0000-7000-8000-000000000000'),
  },
  {
    name: 'note-new',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    act: ({ press, say }) => press(say(noteNoun).make),
  },
  {
    name: 'notes-import',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    act: menu(({ say }) => say(notesWords).import),
  },
  {
    name: 'notes-import-chosen',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    act: menu(
      ({ say }) => say(notesWords).import,
      async ({ page }) => {
        const dialog = page.getByRole('dialog')
        await dialog.locator('input[type=file]').setInputFiles(importedFiles)
        await dialog.getByText('Lundi').waitFor()
      },
    ),
  },
  {
    name: 'notebook-new',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/notes'),
    act: menu(({ language }) => ({ en: 'New notebook…', fr: 'Nouveau carnet…' })[language]),
  },
  {
    name: 'notebook-rename',
    who: 'helene',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}`),
    act: menu(({ say }) => say(spaceWords).renameIt),
  },
  {
    name: 'notebook-move',
    who: 'helene',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}`),
    act: menu(({ say }) => say(spaceWords).moveIt),
  },
  {
    name: 'rights-own-list',
    who: 'helene',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}`),
    act: menu(({ say }) => say(spaceWords).rights),
  },
  {
    name: 'rights-follows',
    who: 'helene',
    at: ({ folder: { space, id } }) => s(space, `/notes/in/${id}`),
    act: menu(({ say }) => say(spaceWords).rights),
  },
  {
    name: 'rights-read-only',
    who: 'sofia',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}`),
    act: menu(({ say }) => say(spaceWords).rights),
  },
  {
    name: 'who-can-see-notebook',
    who: 'helene',
    at: ({ ownList: { space, id } }) => s(space, `/notes/in/${id}?panel=who`),
  },
  { name: 'note', who: 'rui', at: ({ notes }) => note(notes.site) },
  { name: 'note-of-a-guest', who: 'claire', at: ({ notes }) => note(notes.site) },
  { name: 'note-wide-table', who: 'marek', at: ({ notes }) => note(notes.plan) },
  { name: 'note-long', who: 'helene', at: ({ notes }) => note(notes.long) },
  { name: 'note-why-not', who: 'sofia', at: ({ notes }) => note(notes.long) },
  { name: 'note-take-over', who: 'helene', at: ({ notes }) => note(notes.left) },
  { name: 'note-template', who: 'sofia', at: ({ notes }) => note(notes.template) },
  {
    name: 'note-not-there',
    who: 'amina',
    at: ({ groups }) => note({ space: groups.hotel, id: '01a200b1-0000-7000-8000-000000000000' }),
  },
  {
    name: 'note-waiting',
    who: 'rui',
    at: ({ notes }) => note(notes.site),
    before: silence('**/api/spaces/*/notes/*'),
    waits: true,
  },
  {
    name: 'note-failing',
    who: 'rui',
    at: ({ notes }) => note(notes.site),
    before: failing('**/api/spaces/*/notes/*'),
  },
  {
    name: 'note-unsaved',
    who: 'rui',
    at: ({ notes }) => note(notes.site),
    before: async ({ page, town, language }) =>
      page.addInitScript(keepDraft, await draftOf(town, language)),
    act: ({ page, say }) => page.getByText(say(liveTextWords).title).waitFor(),
  },
  { name: 'note-details', who: 'rui', at: ({ notes }) => note(notes.site, '?panel=details') },
  {
    name: 'note-printed',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    act: ({ page }) => page.emulateMedia({ media: 'print' }),
  },
  { name: 'note-comments', who: 'claire', at: ({ notes }) => note(notes.site, '?panel=comments') },
  { name: 'note-who-can-see', who: 'amina', at: ({ notes }) => note(notes.site, '?panel=who') },
  {
    name: 'note-who-can-see-200',
    who: 'helene',
    at: ({ notes }) => note(notes.long, '?panel=who'),
  },
  {
    name: 'note-export',
    who: 'amina',
    at: ({ notes }) => note(notes.site),
    act: menu(({ say }) => say(exportWords).command),
  },
  {
    name: 'notes-export',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/notes'),
    act: menu(({ say }) => say(exportWords).command),
  },
  {
    name: 'note-links-of-its-author',
    who: 'rui',
    at: ({ notes }) => note(notes.site, '?panel=links'),
  },
  { name: 'note-links', who: 'amina', at: ({ notes }) => note(notes.site, '?panel=links') },
  {
    name: 'note-comment-on-passage',
    who: 'claire',
    at: ({ notes }) => note(notes.site),
    async act({ page, say }) {
      await page.locator('[data-item-text]').focus()
      await page.evaluate(() => {
        const words = document.querySelector('[data-item-text] p')!
        getSelection()!.selectAllChildren(words)
      })
      await page.getByRole('button', { name: say(commentWords).ask, exact: true }).click()
      await page.getByLabel(say(commentWords).writeOnPassage).waitFor()
    },
  },
  { name: 'note-outline', who: 'helene', at: ({ notes }) => note(notes.long, '?panel=outline') },
  { name: 'note-reading', who: 'rui', at: ({ notes }) => note(notes.site, '?view=reading') },
  {
    name: 'note-insert',
    who: 'rui',
    at: ({ notes }) => note(notes.rough),
    before: restoreRough,
    async act({ page, say }) {
      await page.locator('[data-item-text]').press('ControlOrMeta+End')
      await page.keyboard.press('Enter')
      await page.keyboard.type('/')
      await page.getByRole('listbox', { name: say(noteWords).insert }).waitFor()
    },
  },
  {
    name: 'note-item-offers',
    who: 'rui',
    at: ({ notes }) => note(notes.rough),
    before: restoreRough,
    async act({ page, say }) {
      await page.locator('[data-item-text]').press('ControlOrMeta+End')
      await page.keyboard.type(' [[jour')
      await page.getByRole('listbox', { name: say(noteWords).itemsToLink }).waitFor()
    },
  },
  { name: 'note-draft', who: 'helene', at: ({ notes }) => note(notes.draft) },
  { name: 'note-validated', who: 'helene', at: ({ notes }) => note(notes.agreed) },
  { name: 'note-validated-of-a-reader', who: 'sofia', at: ({ notes }) => note(notes.agreed) },
  {
    name: 'note-validate',
    who: 'rui',
    at: ({ notes }) => note(notes.rough),
    act: menu(({ say }) => say(validationWords).validate),
  },
  {
    name: 'note-change-again',
    who: 'helene',
    at: ({ notes }) => note(notes.agreed),
    act: ({ press, say }) => press(say(validationWords).again),
  },
  {
    name: 'note-find',
    who: 'rui',
    at: ({ notes }) => note(notes.rough),
    before: restoreRough,
    async act({ page, say }) {
      await page.locator('[data-item-text]').press('ControlOrMeta+f')
      await page.getByLabel(say(findWords).find, { exact: true }).fill('grue')
      await page.getByText(say(findWords).place(1, 2)).waitFor()
    },
  },
  {
    name: 'note-picture-dialog',
    who: 'rui',
    at: ({ notes }) => note(notes.rough),
    async act({ page, say, press }) {
      await press(say(noteWords).image)
      await page.getByLabel(say(noteWords).alt).waitFor()
    },
  },
  { name: 'note-versions', who: 'rui', at: ({ notes }) => note(notes.site, '?panel=versions') },
  {
    name: 'note-version-naming',
    who: 'rui',
    at: ({ notes }) => note(notes.site, '?panel=versions'),
    async act({ page, say, press }) {
      await press(say(versionWords).nameNow)
      await page.getByRole('dialog').getByRole('textbox').waitFor()
    },
  },
  {
    name: 'note-version-difference',
    who: 'rui',
    at: ({ notes }) => note(notes.site, '?panel=versions'),
    act: version('first'),
  },
  {
    name: 'note-version-first',
    who: 'rui',
    at: ({ notes }) => note(notes.site, '?panel=versions'),
    act: version('last'),
  },
  {
    name: 'note-history',
    who: 'rui',
    at: ({ notes }) => note(notes.site, '?panel=history'),
    act: ({ page, say }) => page.getByRole('list', { name: say(pageWords).historyOf }).waitFor(),
  },
  {
    name: 'note-menu',
    who: 'rui',
    at: ({ notes }) => note(notes.site),
    async act({ page, say }) {
      await page
        .getByRole('button', { name: say(kitWords).more })
        .filter({ visible: true })
        .first()
        .click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'note-editors',
    who: 'rui',
    at: ({ notes }) => note(notes.site),
    act: menu(({ say }) => say(pageWords).editors),
  },
  {
    name: 'note-move-with-warning',
    who: 'rui',
    at: ({ notes }) => note(notes.site),
    act: menu(
      ({ say }) => say(pageWords).move,
      async ({ page, town, say }) => {
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel(say(itemWords).whichSpace).selectOption(town.groups.production)
        await dialog.getByLabel(say(spaceWords).place).click()
        await page.getByRole('listbox').getByRole('option').first().click()
        await page.waitForTimeout(700)
      },
    ),
  },
  {
    name: 'note-copy',
    who: 'claire',
    at: ({ notes }) => note(notes.site),
    act: menu(({ say }) => say(pageWords).copy),
  },
  {
    name: 'note-who-panel-reach',
    who: 'amina',
    at: ({ notes }) => note(notes.site, '?panel=who'),
    act: ({ page, say }) =>
      page
        .getByRole('button', { name: new RegExp(say(accessWords).reach.slice(0, 12)) })
        .first()
        .click(),
  },
]

/** Takes away what the pictures before this one have written. */
async function restoreRough({ town }: Visit): Promise<void> {
  const { space, id } = town.notes.rough
  await town.people.rui.post(`/api/spaces/${space}/items/${id}/versions/1/restoring`)
}

/** Text of Rui's that the server refused, sealed as his browser keeps it: an empty update, and the words. */
async function draftOf({ people: { rui }, notes: { site } }: Town, language: 'en' | 'fr') {
  const words = {
    en: 'The scaffolding can stay until Friday.\nThe crane is ordered for Monday, seven o’clock.',
    fr: 'L’échafaudage peut rester jusqu’à vendredi.\nLa grue est commandée pour lundi à sept heures.',
  }
  const [person, client] = [rui.id, 4711]
  const draft = { person, space: site.space, item: site.id, field: 'text', client }
  const key = `atelier.unsent.${person}.${site.id}.text.${client}`
  const me = await rui.get<{ draftKey: string }>('/api/me')
  sealWith(me.body.draftKey)
  const refused = { ...draft, update: 'AAA=', text: words[language], refused: 'read-only' }
  return { key, draft: sealed(key, refused)! }
}

function keepDraft({ key, draft }: { key: string; draft: string }): void {
  localStorage.setItem(key, draft)
}
