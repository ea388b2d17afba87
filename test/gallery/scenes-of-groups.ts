import { words as shellWords } from '../../web/app/words.ts'
import { words as groupWords } from '../../web/foundation/groups/new-group-words.ts'
import { words as invitationWords } from '../../web/foundation/invitations/words.ts'
import { words as memberWords } from '../../web/foundation/membership/words.ts'
import { words as settingsWords } from '../../web/foundation/membership/settings-words.ts'
import { failing, menu, s, type Scene } from './scene.ts'
import { concern } from './scenes-of-people.ts'

/** Groups, their members, invitations and requests. */
export const groupScenes: readonly Scene[] = [
  { name: 'directory', who: 'thomas', at: () => '/directory' },
  { name: 'directory-refused', who: 'claire', at: () => '/directory' },
  { name: 'about-restricted', who: 'leo', at: ({ groups }) => `/groups/${groups.safety}` },
  {
    name: 'about-asking',
    who: 'leo',
    at: ({ groups }) => `/groups/${groups.safety}`,
    async act({ page, say, press }) {
      await press(say(memberWords).about.ask)
      await page.getByRole('textbox').waitFor()
    },
  },
  { name: 'about-asked', who: 'rui', at: ({ groups }) => `/groups/${groups.safety}` },
  { name: 'about-hidden', who: 'thomas', at: ({ groups }) => `/groups/${groups.many}` },
  { name: 'new-group', who: 'helene', at: () => '/groups/new' },
  {
    name: 'new-group-settings',
    who: 'helene',
    at: () => '/groups/new',
    act: ({ press, say }) => press(say(groupWords).change),
  },
  {
    name: 'new-group-errors',
    who: 'helene',
    at: () => '/groups/new',
    async act({ page, press, say }) {
      await press(say(groupWords).verb)
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'group', who: 'amina', at: ({ groups }) => s(groups.hotel) },
  {
    name: 'group-concerned',
    who: 'helene',
    at: ({ groups }) => s(groups.many),
    before: ({ town }) => concern(town, 'group', town.groups.many),
  },
  { name: 'space-tiles', who: 'amina', at: ({ groups }) => s(groups.hotel, '/tools') },
  { name: 'space-tiles-long-names', who: 'helene', at: ({ groups }) => s(groups.many, '/tools') },
  {
    name: 'arrange-tools',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/tools'),
    async act({ page, press, say }) {
      await press(say(shellWords).arrange)
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'group-of-a-guest', who: 'claire', at: ({ groups }) => s(groups.hotel) },
  { name: 'group-long-names', who: 'helene', at: ({ groups }) => s(groups.many) },
  { name: 'group-empty-with-guide', who: 'thomas', at: ({ groups }) => s(groups.empty) },
  { name: 'group-archived', who: 'julien', at: ({ groups }) => s(groups.fair) },
  { name: 'members', who: 'amina', at: ({ groups }) => s(groups.hotel, '/members') },
  { name: 'members-200', who: 'helene', at: ({ groups }) => s(groups.many, '/members') },
  { name: 'members-of-a-guest', who: 'claire', at: ({ groups }) => s(groups.hotel, '/members') },
  {
    name: 'members-none-found',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members?find=xyz'),
  },
  {
    name: 'member-menu',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members'),
    async act({ page, say }) {
      const name = new RegExp(say(memberWords).members.actionsFor(''))
      await page.getByRole('button', { name }).nth(3).click()
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'member-reach',
    who: 'helene',
    at: ({ groups, people }) => s(groups.many, `/members?reach=${people.sofia.id}`),
  },
  {
    name: 'hand-over',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members'),
    act: menu(({ say }) => say(memberWords).members.handOver),
  },
  {
    name: 'hand-over-falls-short',
    who: 'helene',
    at: ({ groups }) => s(groups.everybody, '/members'),
    act: menu(
      ({ say }) => say(memberWords).members.handOver,
      async ({ page }) => {
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('combobox').fill('Amina')
        await page.getByRole('option', { name: /Amina/ }).click()
        await page.waitForTimeout(600)
      },
    ),
  },
  {
    name: 'adding-a-group',
    who: 'helene',
    at: ({ groups }) => s(groups.everybody, '/members'),
    async act({ page, press, say }) {
      await press(say(memberWords).members.addGroup)
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'remove-everybody',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members'),
    act: menu(({ say }) => say(memberWords).members.removeAll),
  },
  {
    name: 'leave',
    who: 'sofia',
    at: ({ groups }) => s(groups.many, '/members'),
    act: menu(({ say }) => say(memberWords).members.leave),
  },
  { name: 'invitations', who: 'helene', at: ({ groups }) => s(groups.many, '/invitations') },
  {
    name: 'invitations-picking',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/invitations'),
    async act({ page }) {
      const who = page.getByRole('combobox').first()
      await who.fill('b.martin@une-tres-longue-adresse-de-messagerie.example')
      await page.waitForTimeout(500)
      await page.keyboard.press('Enter')
      await who.fill('ma')
      await page.locator('[data-combobox-option]').first().waitFor()
    },
  },
  {
    name: 'invitations-full-plan',
    who: 'amina',
    at: ({ groups }) => s(groups.sales, '/invitations'),
  },
  {
    name: 'invitations-refused-by-plan',
    who: 'amina',
    at: ({ groups }) => s(groups.sales, '/invitations'),
    async act({ page, say }) {
      const who = page.getByRole('combobox').first()
      await who.fill('Idris')
      await page.getByRole('option', { name: /Idris/ }).click()
      await page.keyboard.press('Escape')
      const verb = say(invitationWords).page.verb(1)
      await page.getByRole('button', { name: verb }).click()
      await page.waitForTimeout(800)
    },
  },
  {
    name: 'invitations-refused',
    who: 'claire',
    at: ({ groups }) => s(groups.hotel, '/invitations'),
  },
  { name: 'requests', who: 'marek', at: ({ groups }) => s(groups.safety, '/requests') },
  {
    name: 'requests-declining',
    who: 'marek',
    at: ({ groups }) => s(groups.safety, '/requests'),
    async act({ page, say }) {
      const name = new RegExp(say(memberWords).requests.decline)
      await page.getByRole('button', { name }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'requests-none', who: 'thomas', at: ({ groups }) => s(groups.empty, '/requests') },
  { name: 'settings', who: 'helene', at: ({ groups }) => s(groups.many, '/settings') },
  { name: 'settings-refused', who: 'rui', at: ({ groups }) => s(groups.hotel, '/settings') },
  {
    name: 'settings-delete',
    who: 'thomas',
    at: ({ groups }) => s(groups.empty, '/settings'),
    act: ({ press, say }) => press(say(settingsWords).deleteDo),
  },
  { name: 'history', who: 'helene', at: ({ groups }) => s(groups.many, '/history') },
  {
    name: 'history-of-rights',
    who: 'marek',
    at: ({ groups }) => s(groups.production, '/history?about=rights'),
  },
  {
    name: 'history-nothing-found',
    who: 'marek',
    at: ({ groups }) => s(groups.production, '/history?find=nothing+like+this'),
  },
  {
    name: 'history-failed',
    who: 'marek',
    at: ({ groups }) => s(groups.production, '/history'),
    before: failing('**/api/groups/*/history*'),
  },
  { name: 'trash', who: 'marek', at: ({ groups }) => s(groups.production, '/trash') },
  { name: 'trash-empty', who: 'thomas', at: ({ groups }) => s(groups.empty, '/trash') },
  { name: 'import-group', who: 'helene', at: () => '/groups/import' },
  { name: 'export-group', who: 'helene', at: ({ groups }) => s(groups.many, '/export') },
  { name: 'tools', who: 'amina', at: ({ groups }) => s(groups.hotel, '/tools') },
]
