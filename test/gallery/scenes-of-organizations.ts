import { words as adminWords } from '../../web/foundation/organizations/admin-words.ts'
import { failing, type Scene } from './scene.ts'

/** What the administrators of the organization see. */
export const organizationScenes: readonly Scene[] = [
  { name: 'admin-people', who: 'helene', at: () => '/admin/people' },
  { name: 'admin-people-as-manager', who: 'sofia', at: () => '/admin/people' },
  { name: 'admin-refused', who: 'amina', at: () => '/admin/people' },
  { name: 'admin-invite', who: 'helene', at: () => '/admin/people/invite' },
  {
    name: 'admin-invite-table',
    who: 'helene',
    at: () => '/admin/people/invite',
    async act({ page, say, press }) {
      const w = say(adminWords).invite
      await page.getByText(w.table, { exact: true }).click()
      await page
        .getByRole('textbox', { name: w.csv })
        .fill(
          'email, first name, groups\nzoe@atelier-du-pont.example, Zoé, Production\nnot-an-address, Yan,\nlea.fontaine@atelier-du-pont.example, Léa, Production',
        )
      await press(w.look)
      await page.getByRole('table').waitFor()
    },
  },
  { name: 'admin-groups', who: 'helene', at: () => '/admin/groups' },
  { name: 'admin-history', who: 'helene', at: () => '/admin/history' },
  { name: 'reference', who: 'marek', at: () => '/reference' },
  {
    name: 'reference-opened',
    who: 'marek',
    at: () => '/reference?find=group&operation=createGroup',
  },
  {
    name: 'reference-failed',
    who: 'marek',
    at: () => '/reference',
    before: failing('**/api/openapi.json'),
  },
  { name: 'admin-plans', who: 'helene', at: () => '/admin/plans' },
  { name: 'admin-policies', who: 'helene', at: () => '/admin/policies' },
  {
    name: 'admin-policies-without-guests',
    who: 'helene',
    at: () => '/admin/policies',
    async act({ page, press, say }) {
      const w = say(adminWords).policies
      await page.getByRole('switch', { name: w.guestsAllowed }).uncheck({ force: true })
      await press(w.save)
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'admin-mail', who: 'helene', at: () => '/admin/outbox' },
  {
    name: 'admin-mail-opened',
    who: 'helene',
    at: () => '/admin/outbox',
    async act({ page }) {
      await page
        .getByRole('button', { name: /garnier/ })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
]
