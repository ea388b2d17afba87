import { words as paletteWords } from '../../web/app/palette-words.ts'
import { words as appWords } from '../../web/app/words.ts'
import { words as personWords } from '../../web/foundation/people/words.ts'
import { failing, s, silence, type Scene, type Visit } from './scene.ts'
import type { Town } from './town.ts'

/** At the door, at home, in the shell, about oneself. */
export const peopleScenes: readonly Scene[] = [
  { name: 'sign-in', who: 'nobody', at: () => '/sign-in' },
  {
    name: 'sign-in-refused',
    who: 'nobody',
    at: () => '/sign-in',
    async act({ page, say, press }) {
      await page.locator('input[type=email]').fill('helene.marchand@atelier-du-pont.example')
      await page.locator('input[type=password]').fill('not the right one')
      await press(say(personWords).signIn.verb)
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'forgot-password', who: 'nobody', at: () => '/forgot-password' },
  {
    name: 'forgot-password-sent',
    who: 'nobody',
    at: () => '/forgot-password',
    async act({ page, say, press }) {
      await page.locator('input[type=email]').fill('nobody@atelier-du-pont.example')
      await press(say(personWords).forgot.verb)
      await page.getByRole('heading', { name: say(personWords).forgot.sentTitle }).waitFor()
    },
  },
  { name: 'reset-password', who: 'nobody', at: ({ links }) => links.reset },
  { name: 'reset-password-dead', who: 'nobody', at: () => '/reset-password/dead' },
  { name: 'set-up-dead', who: 'nobody', at: () => '/set-up?token=dead' },
  {
    name: 'set-up',
    who: 'nobody',
    at: ({ emptyAddress, setUp }) => emptyAddress + setUp,
  },
  { name: 'invitation-signing-up', who: 'nobody', at: ({ links }) => links.invited },
  { name: 'invitation-of-a-colleague', who: 'nobody', at: ({ links }) => links.colleague },
  { name: 'invitation-dead', who: 'nobody', at: () => '/invitations/dead' },
  { name: 'invitation-for-me', who: 'julien', at: ({ links }) => links.own },
  { name: 'invitation-for-somebody-else', who: 'thomas', at: ({ links }) => links.invited },
  { name: 'home', who: 'amina', at: () => '/' },
  { name: 'home-with-requests', who: 'marek', at: () => '/' },
  { name: 'home-with-invitation', who: 'julien', at: () => '/' },
  { name: 'home-of-a-guest', who: 'claire', at: () => '/' },
  { name: 'home-empty', who: 'leo', at: () => '/' },
  {
    name: 'home-waiting',
    who: 'amina',
    at: () => '/',
    before: silence('**/api/home'),
    waits: true,
  },
  { name: 'home-failing', who: 'amina', at: () => '/', before: failing('**/api/home') },
  {
    name: 'offline',
    who: 'amina',
    at: () => '/',
    act: async ({ page }) => {
      await page.evaluate(() => {
        Object.defineProperty(navigator, 'onLine', { get: () => false })
        window.dispatchEvent(new Event('offline'))
      })
    },
  },
  { name: 'shared', who: 'sofia', at: () => '/shared' },
  { name: 'shared-empty', who: 'leo', at: () => '/shared' },
  { name: 'no-such-page', who: 'amina', at: () => '/no-such-page' },
  { name: 'no-such-space', who: 'amina', at: () => s('01a200b1-0000-7000-8000-000000000000') },
  {
    name: 'palette',
    who: 'helene',
    at: () => '/',
    async act({ page }) {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('pla')
      await page.waitForTimeout(400)
    },
  },
  ...(['', '>', '@', 'hotle', 'zyzzyva'] as const).map((typed, at) => ({
    name: `palette-${['opened', 'commands', 'people', 'mistyped', 'nothing'][at]!}`,
    who: 'amina' as const,
    at: ({ groups }: Town) => s(groups.hotel),
    async act({ page, say }: Visit) {
      await page.locator('h1').first().waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill(typed)
      await page.getByText(say(paletteWords).waiting).waitFor({ state: 'detached' })
      await page.waitForTimeout(400)
    },
  })),
  {
    name: 'person-of-palette',
    who: 'amina',
    at: () => '/',
    async act({ page }) {
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('@keller')
      await page.getByRole('option', { name: /Keller/, selected: true }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: /Keller/, level: 1 }).waitFor()
    },
  },
  { name: 'search', who: 'helene', at: () => '/search?q=pla' },
  { name: 'search-empty', who: 'helene', at: () => '/search' },
  { name: 'search-nothing', who: 'helene', at: () => '/search?q=zyzzyva&from=2026-01-01' },
  {
    name: 'search-failed',
    who: 'helene',
    at: () => '/search?q=pla',
    before: failing('**/api/search?*'),
  },
  {
    name: 'keys',
    who: 'helene',
    at: () => '/',
    async act({ page }) {
      await page.locator('h1').waitFor()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'switch-space',
    who: 'helene',
    at: ({ groups }) => s(groups.many),
    async act({ page, say }) {
      const rail = page.getByRole('button', { name: new RegExp(say(appWords).switchSpace) })
      const phone = page.getByRole('banner').getByRole('button')
      await rail.or(phone).filter({ visible: true }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'me-menu',
    who: 'helene',
    at: () => '/',
    async act({ page, say }) {
      const phone = page.getByRole('button', { name: say(appWords).me, exact: true })
      const rail = page.getByRole('button', { name: 'Hélène Marchand' })
      await phone.or(rail).filter({ visible: true }).first().click()
      await page.getByRole('menu').waitFor()
    },
  },
  { name: 'profile', who: 'helene', at: () => '/me' },
  { name: 'profile-of-a-guest', who: 'claire', at: () => '/me' },
  { name: 'sessions', who: 'helene', at: () => '/me/sessions' },
  { name: 'email-address', who: 'helene', at: () => '/me/email' },
  { name: 'email-change-dead', who: 'helene', at: () => '/change-email/dead' },
  { name: 'email-change-stop', who: 'nobody', at: () => '/stop-email-change/dead' },
  { name: 'my-plan', who: 'helene', at: () => '/me/plan' },
  { name: 'person', who: 'helene', at: ({ people }) => `/people/${people.sofia.id}` },
  {
    name: 'person-concerned',
    who: 'helene',
    at: ({ people }) => `/people/${people.sofia.id}`,
    before: ({ town }) => concern(town, 'person', town.people.sofia.id),
  },
  { name: 'access-requests', who: 'helene', at: () => '/access-requests' },
]

/** Says of three notes of Hélène's whom they concern. */
export async function concern(
  { people: { helene }, notes }: Town,
  kind: 'person' | 'group',
  concerned: string,
): Promise<void> {
  for (const { space, id } of [notes.long, notes.agreed, notes.draft])
    await helene.post(`/api/spaces/${space}/items/${id}/concerns`, { kind, concerned })
}
