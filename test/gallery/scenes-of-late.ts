import { words as accessWords } from '../../web/access/words.ts'
import { words as commentWords } from '../../web/foundation/comments/words.ts'
import { words as historyWords } from '../../web/foundation/history/words.ts'
import { words as timeWords } from '../../web/foundation/membership/over-time-words.ts'
import { words as overviewWords } from '../../web/foundation/membership/overview-words.ts'
import { words as memberWords } from '../../web/foundation/membership/words.ts'
import { words as adminWords } from '../../web/foundation/organizations/admin-words.ts'
import { words as consoleWords } from '../../web/foundation/organizations/console-words.ts'
import { words as viewAsWords } from '../../web/foundation/view-as/words.ts'
import { words as spaceWords } from '../../web/foundation/spaces/words.ts'
import { menu, noteNoun, note, s, type Scene, type Visit } from './scene.ts'

/** Ends, successors and departures; the console; organizations beside one’s own; what guests do not see. */
export const lateScenes: readonly Scene[] = [
  { name: 'admin', who: 'helene', at: () => '/admin' },
  { name: 'admin-as-manager', who: 'sofia', at: () => '/admin' },
  { name: 'admin-people-all', who: 'helene', at: () => '/admin/people?find=a' },
  {
    name: 'admin-people-going',
    who: 'helene',
    at: () => '/admin/people?find=Delacroix',
    act: (visit) => actionsOf(visit, 'Yann Delacroix'),
  },
  {
    name: 'admin-people-second-factor',
    who: 'helene',
    at: () => '/admin/people?find=Haddad',
    act: (visit) => actionsOf(visit, 'Nadia Haddad-Lefèvre'),
  },
  {
    name: 'admin-groups-without-administrator',
    who: 'helene',
    at: () => '/admin/groups?view=without-administrator',
  },
  { name: 'admin-groups-archived', who: 'helene', at: () => '/admin/groups?view=archived' },
  { name: 'admin-deleted', who: 'helene', at: () => '/admin/groups/deleted' },
  {
    name: 'admin-deleted-naming',
    who: 'helene',
    at: () => '/admin/groups/deleted',
    async act({ page, say }) {
      const name = new RegExp(say(consoleWords).deleted.restore)
      await page.getByRole('button', { name }).first().click()
      await page.getByRole('dialog').getByRole('combobox').fill('ma')
      await page.getByRole('option').first().waitFor()
    },
  },
  { name: 'admin-invitations', who: 'helene', at: () => '/admin/invitations' },
  {
    name: 'admin-health',
    who: 'helene',
    at: () => '/admin/health',
    before: ({ page, town }) =>
      page.route('**/api/operations/health', (route) => route.fulfill({ json: town.health })),
  },
  { name: 'admin-health-of-several', who: 'helene', at: () => '/admin/health' },
  {
    name: 'admin-history-details',
    who: 'helene',
    at: () => '/admin/history',
    async act({ page, say }) {
      await page.getByText(say(historyWords).details, { exact: true }).first().click()
    },
  },
  {
    name: 'admin-plan-new',
    who: 'helene',
    at: () => '/admin/plans',
    async act({ page, press, say }) {
      await press(say(adminWords).plans.new)
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'directory-with-my-requests', who: 'thomas', at: () => '/directory' },
  { name: 'everyone', who: 'thomas', at: () => '/directory/everyone' },
  { name: 'everyone-too-few', who: 'thomas', at: () => '/directory/everyone?name=ep&language=fr' },
  { name: 'everyone-found', who: 'thomas', at: () => '/directory/everyone?name=epic&language=fr' },
  {
    name: 'everyone-none-found',
    who: 'thomas',
    at: () => '/directory/everyone?name=zzz&sector=Santé',
  },
  { name: 'about-elsewhere', who: 'leo', at: ({ groups }) => `/groups/${groups.elsewhere}` },
  { name: 'about-refused', who: 'thomas', at: ({ groups }) => `/groups/${groups.elsewhere}` },
  {
    name: 'members-ending',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members?find=d'),
  },
  {
    name: 'member-dates',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members?find=Dora'),
    async act(visit) {
      await actionsOf(visit, 'Dora Wieland')
      await visit.page.getByRole('menuitem', { name: visit.say(timeWords).dates.openGuest }).click()
      await visit.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'member-menu-of-a-guest',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members?find=Dora'),
    act: (visit) => actionsOf(visit, 'Dora Wieland'),
  },
  {
    name: 'member-removing-a-guest',
    who: 'helene',
    at: ({ groups }) => s(groups.many, '/members?find=Dora'),
    async act(visit) {
      await actionsOf(visit, 'Dora Wieland')
      const { remove } = visit.say(memberWords).members
      await visit.page.getByRole('menuitem', { name: remove, exact: true }).click()
      await visit.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'hand-over-fits',
    who: 'helene',
    at: ({ groups }) => s(groups.everybody, '/members'),
    act: menu(
      ({ say }) => say(memberWords).members.handOver,
      async ({ page }) => {
        await page.getByRole('dialog').getByRole('combobox').fill('Sofia')
        await page.getByRole('option', { name: /Sofia/ }).click()
        await page.waitForTimeout(600)
      },
    ),
  },
  { name: 'succession-asked-at-home', who: 'thomas', at: () => '/' },
  { name: 'succession-asked', who: 'thomas', at: ({ groups }) => s(groups.orphaned) },
  {
    name: 'leave-with-stakes',
    who: 'sofia',
    at: ({ groups }) => s(groups.many),
    act: menu(({ say }) => say(overviewWords).leave),
  },
  {
    name: 'view-as',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel),
    act: menu(({ say }) => say(viewAsWords).menu),
  },
  {
    name: 'view-as-a-certain-member',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel),
    act: menu(
      ({ say }) => say(viewAsWords).menu,
      async ({ page, say }) => {
        await page.getByText(say(viewAsWords).choices.person, { exact: true }).click()
        await page.getByRole('combobox').fill('Cl')
        await page.getByRole('option').first().waitFor()
      },
    ),
  },
  {
    name: 'viewed-as-a-guest',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel),
    act: menu(({ say }) => say(viewAsWords).menu, look),
  },
  {
    name: 'viewed-as-a-guest-notes',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel),
    act: menu(
      ({ say }) => say(viewAsWords).menu,
      async (visit) => {
        await look(visit)
        await visit.page
          .getByRole('link', { name: /Réunions/ })
          .last()
          .click()
        await visit.page.getByRole('searchbox').first().waitFor()
      },
    ),
  },
  {
    name: 'history-details',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/history'),
    async act({ page, say }) {
      for (const row of [0, 1])
        await page.getByText(say(historyWords).details, { exact: true }).nth(row).click()
    },
  },
  { name: 'group-with-horizon', who: 'sofia', at: ({ groups }) => s(groups.many) },
  { name: 'notes-internal', who: 'amina', at: ({ groups }) => s(groups.hotel, '/notes') },
  {
    name: 'notebook-internal',
    who: 'amina',
    at: ({ internal: { space, notebook } }) => s(space, `/notes/in/${notebook}`),
  },
  {
    name: 'note-internal',
    who: 'amina',
    at: ({ internal: { space, note: id } }) => note({ space, id }),
  },
  {
    name: 'note-internal-menu',
    who: 'amina',
    at: ({ internal: { space, note: id } }) => note({ space, id }),
    async act({ page, say }) {
      const more = page.getByRole('main').getByRole('button', { name: /^(More|Plus|Autres)/ })
      await more.filter({ visible: true }).first().click()
      await page.getByRole('menuitem', { name: say(accessWords).unmarkInternal }).waitFor()
    },
  },
  {
    name: 'comment-mentioning-somebody-who-cannot-see',
    who: 'amina',
    at: ({ internal: { space, note: id } }) => note({ space, id }, '?panel=comments'),
    async act({ page, say }) {
      await page.getByLabel(say(commentWords).write).pressSequentially('@Claire')
      await page.getByRole('option', { name: /Claire/ }).waitFor()
      await page.keyboard.press('Enter')
      const unseen = say(accessWords).mentionUnseen('').trim()
      await page.getByRole('status').filter({ hasText: unseen }).waitFor()
    },
  },
  {
    name: 'note-internal-to-a-guest',
    who: 'claire',
    at: ({ internal: { space, note: id } }) => note({ space, id }),
  },
  {
    name: 'rights-internal',
    who: 'amina',
    at: ({ internal: { space, notebook } }) => s(space, `/notes/in/${notebook}`),
    act: menu(({ say }) => say(spaceWords).rights),
  },
  {
    name: 'note-new-internal',
    who: 'amina',
    at: ({ groups }) => s(groups.hotel, '/notes'),
    async act({ page, press, say }) {
      await press(say(noteNoun).make)
      await page.getByRole('checkbox', { name: say(accessWords).internalOnly }).check()
      await page.waitForTimeout(400)
    },
  },
]

async function actionsOf({ page, say }: Visit, name: string): Promise<void> {
  const label = say(memberWords).members.actionsFor(name)
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('menu').waitFor()
}

/** Looks as what is chosen at first: a guest. */
async function look({ page, say, press }: Visit): Promise<void> {
  await press(say(viewAsWords).verb)
  await page
    .getByRole('status')
    .filter({ hasText: say(viewAsWords).seen.guest })
    .waitFor()
}
