import { words as credentialWords } from '../../web/foundation/credentials/words.ts'
import { words as departureWords } from '../../web/foundation/people/departure-words.ts'
import { words as personWords } from '../../web/foundation/people/words.ts'
import { words as noticeWords } from '../../web/foundation/notices/words.ts'
import { password } from '../world/people.ts'
import { failing, type Scene, type Visit } from './scene.ts'

/** How one signs in and what comes in in one’s name; what one hears of; one’s own data, and going. */
export const securityScenes: readonly Scene[] = [
  { name: 'security', who: 'nadia', at: () => '/me/security' },
  { name: 'security-nothing-set-up', who: 'owen', at: () => '/me/security' },
  {
    name: 'security-confirming',
    who: 'nadia',
    at: () => '/me/security',
    async act({ page, press, say }) {
      await press(say(credentialWords).newApiToken)
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'security-app',
    who: 'owen',
    at: () => '/me/security',
    async act(visit) {
      const { page, press, say } = visit
      await press(say(credentialWords).setUpApp)
      await confirm(visit)
      await page.getByRole('img', { name: say(credentialWords).square }).waitFor()
    },
  },
  {
    name: 'security-passkey',
    who: 'owen',
    at: () => '/me/security',
    async act(visit) {
      const { page, press, say } = visit
      await press(say(credentialWords).addPasskey)
      await confirm(visit)
      await page.getByLabel(say(credentialWords).passkeyName, { exact: true }).waitFor()
    },
  },
  {
    name: 'security-app-removing',
    who: 'nadia',
    at: () => '/me/security',
    async act(visit) {
      await visit.press(visit.say(credentialWords).removeApp)
      await confirm(visit)
      await visit.page.getByText(visit.say(credentialWords).removeAppSays).waitFor()
    },
  },
  ...(['rename', 'remove'] as const).map((act) => ({
    name: `security-passkey-${act}`,
    who: 'nadia' as const,
    at: () => '/me/security',
    async act(visit: Visit) {
      const { page, say } = visit
      const w = say(credentialWords)
      await page.getByRole('button', { name: w.actionsFor('Téléphone du bureau') }).click()
      await page.getByRole('menuitem', { name: w[act], exact: true }).click()
      if (act === 'remove') await confirm(visit)
      await page.getByRole('dialog').waitFor()
    },
  })),
  {
    name: 'security-recovery-codes',
    who: 'nadia',
    at: () => '/me/security',
    async act(visit) {
      const { page, press, say } = visit
      await press(say(credentialWords).codesRenew)
      await confirm(visit)
      await page.getByRole('heading', { name: say(credentialWords).codesTitle }).waitFor()
    },
  },
  {
    name: 'security-new-token',
    who: 'owen',
    at: () => '/me/security',
    async act(visit) {
      await visit.press(visit.say(credentialWords).newApiToken)
      await confirm(visit)
      await visit.page.getByLabel(visit.say(credentialWords).tokenName).waitFor()
    },
  },
  {
    name: 'security-app-password-made',
    who: 'nadia',
    at: () => '/me/security',
    // What is made here is in nobody’s way: the page is shown before.
    async act(visit) {
      const { page, press, say } = visit
      const w = say(credentialWords)
      await press(w.newAppPassword)
      await confirm(visit)
      await page.getByLabel(w.tokenName).fill('Agenda')
      await press(w.make)
      await page.getByRole('heading', { name: w.madeTitle }).waitFor()
    },
  },
  {
    name: 'security-token-ending',
    who: 'nadia',
    at: () => '/me/security',
    async act({ page, press, say }) {
      await press(say(credentialWords).endTokenOf('Export hebdomadaire'))
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'second-step', who: 'nobody', at: () => '/sign-in', act: halfway },
  {
    name: 'second-step-refused',
    who: 'nobody',
    at: () => '/sign-in',
    async act(visit) {
      await halfway(visit)
      await visit.page.getByLabel(visit.say(credentialWords).step.code).fill('000000')
      await visit.page.keyboard.press('Enter')
      await visit.page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'second-step-recovery',
    who: 'nobody',
    at: () => '/sign-in',
    async act(visit) {
      await halfway(visit)
      await visit.press(visit.say(credentialWords).step.useRecovery)
    },
  },
  { name: 'notices', who: 'amina', at: () => '/notices' },
  { name: 'notices-of-thomas', who: 'thomas', at: () => '/notices' },
  { name: 'notices-none', who: 'owen', at: () => '/notices' },
  { name: 'notices-all-read', who: 'owen', at: () => '/notices?show=unread' },
  {
    name: 'notices-failing',
    who: 'amina',
    at: () => '/notices',
    before: failing('**/api/me/notices?*'),
  },
  { name: 'notice-settings', who: 'amina', at: () => '/me/notices' },
  {
    name: 'notice-settings-quiet',
    who: 'amina',
    at: () => '/me/notices',
    async act({ page, say }) {
      const w = say(noticeWords).choices
      await page.getByRole('switch', { name: w.quiet }).check()
      for (const day of w.days.slice(5)) await page.getByRole('checkbox', { name: day }).check()
    },
  },
  {
    name: 'notice-settings-of-a-group',
    who: 'helene',
    at: () => '/me/notices',
    async act({ page, say }) {
      const name = say(noticeWords).choices.chooseFor('').trim()
      await page
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'notice-settings-with-push',
    who: 'sofia',
    at: () => '/me/notices',
    before: ({ page, town }) =>
      page.context().grantPermissions(['notifications'], { origin: town.address }),
  },
  {
    name: 'mails-stopping',
    who: 'nobody',
    at: () => '/unsubscribe/from-the-mail',
    before: stopping({
      digest: false,
      group: 'Hôtel du Lac – chambres et salle de petit déjeuner',
    }),
  },
  { name: 'mails-stopping-dead', who: 'nobody', at: () => '/unsubscribe/dead' },
  {
    name: 'profile-deleting',
    who: 'claire',
    at: () => '/me',
    async act({ page, press, say }) {
      await press(say(departureWords).delete)
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'profile-to-be-deleted', who: 'dora', at: () => '/me' },
]

/** With the right password, before the second factor. */
async function halfway({ page, town, say, press }: Visit): Promise<void> {
  await page.locator('input[type=email]').fill(town.people.nadia.email)
  await page.locator('input[type=password]').fill(password)
  await press(say(personWords).signIn.verb)
  await page.getByRole('heading', { name: say(credentialWords).step.title }).waitFor()
}

/** Only people who have not confirmed their identity within ten minutes are asked. */
async function confirm({ page, say, press }: Visit): Promise<void> {
  const w = say(credentialWords)
  const asked = page.getByRole('heading', { name: w.confirmTitle })
  await page.getByRole('dialog').waitFor()
  if ((await asked.count()) === 0) return
  await page.getByRole('dialog').getByLabel(w.password, { exact: true }).fill(password)
  await press(w.confirm)
  await asked.waitFor({ state: 'detached' })
}

function stopping(answer: object) {
  return ({ page }: Visit): Promise<unknown> =>
    page.route('**/api/unsubscribe/*', (route) => route.fulfill({ json: answer }))
}
