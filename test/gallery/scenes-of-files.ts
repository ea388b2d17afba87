import type { Route } from 'playwright-core'
import sharp from 'sharp'
import { words as commentWords } from '../../web/foundation/comments/words.ts'
import { words as fileWords } from '../../web/foundation/files/words.ts'
import { note, type Scene, type Visit } from './scene.ts'

const names = {
  en: [
    'Offer for the reading room, as agreed with the town on 14 March, third version with drawings and all measures.docx',
    'Prices.xlsx',
    'Minutes.pdf',
  ],
  fr: [
    'Devis pour la salle de lecture, tel que convenu avec la ville le 14 mars, troisième version avec plans et mesures.docx',
    'Tarifs.xlsx',
    'Compte rendu.pdf',
  ],
}

async function picture(name: string, background: string) {
  const create = { width: 900, height: 600, channels: 3, background } as const
  return { name, mimeType: 'image/png', buffer: await sharp({ create }).png().toBuffer() }
}

/** Attached once, for all pictures. */
async function withFiles({ page, language, say }: Visit): Promise<void> {
  const list = page.getByRole('list', { name: say(fileWords).attachments, exact: true })
  const [long, table, pages] = names[language] as [string, string, string]
  if (!(await list.getByText(table).count())) {
    const sent = (name: string, mimeType: string) => ({
      name,
      mimeType,
      buffer: Buffer.alloc(84_000, 65),
    })
    await page
      .locator('section')
      .getByLabel(say(fileWords).attach)
      .setInputFiles([
        await picture(language === 'fr' ? 'Façade.png' : 'Front.png', '#2a7f62'),
        sent(long, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
        sent(table, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
        sent(pages, 'application/pdf'),
      ])
  }
  await list.getByText(pages).waitFor()
  await list.scrollIntoViewIfNeeded()
  const tray = page.getByRole('region', { name: say(fileWords).tray })
  await tray.waitFor({ state: 'detached' })
}

/** As if the virus scanner had found something in each file, and the reader might release it. */
async function infected(route: Route): Promise<void> {
  if (route.request().method() !== 'GET') return route.continue()
  const response = await route.fetch()
  const json = (await response.json()) as { items: { may: object }[] }
  for (const file of json.items)
    Object.assign(file, { scan: 'infected', shownAs: null, may: { ...file.may, release: true } })
  return route.fulfill({ response, json })
}

/** As if it had found something in the first file, not come to the second yet, and refused the third. */
async function scanned(route: Route): Promise<void> {
  const response = await route.fetch()
  const json = (await response.json()) as { items?: object[] }
  const states = ['infected', 'waiting', 'not-scanned', 'clean']
  json.items?.forEach((file, index) => Object.assign(file, { scan: states[index % 4] }))
  return route.fulfill({ response, json })
}

/** Attachments, uploads on their way, and what goes wrong with them. */
export const fileScenes: readonly Scene[] = [
  { name: 'files-none', who: 'helene', at: ({ notes }) => note(notes.long) },
  { name: 'files', who: 'marek', at: ({ notes }) => note(notes.plan), act: withFiles },
  {
    name: 'files-preview',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    async act(visit) {
      await withFiles(visit)
      const name = visit.language === 'fr' ? 'Façade.png' : 'Front.png'
      await visit.page.getByRole('button', { name, exact: true }).first().click()
      await visit.page.getByRole('dialog').getByRole('img').waitFor()
    },
  },
  {
    name: 'files-rename',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    async act(visit) {
      await withFiles(visit)
      const { page, say, language } = visit
      const name = say(fileWords).actions(names[language][1]!)
      await page.getByRole('button', { name }).click()
      await page.getByRole('menuitem', { name: say(fileWords).rename, exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'files-scanned',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    async act(visit) {
      await withFiles(visit)
      await visit.page.route('**/attachments*', scanned)
      await visit.page.reload()
      await visit.page.getByText(visit.say(fileWords).infected).first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'files-release',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    before: ({ page }) => page.route('**/attachments*', infected),
    async act(visit) {
      await withFiles(visit)
      const { page, say, language } = visit
      const name = say(fileWords).actions(names[language][1]!)
      await page.getByRole('button', { name }).click()
      await page.getByRole('menuitem', { name: say(fileWords).release, exact: true }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'files-sending',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    async act({ page, language, say }) {
      await page.route('**/uploads/*', (route) => route.abort('internetdisconnected'))
      const files = names[language].map((name) => ({
        name,
        mimeType: 'application/pdf',
        buffer: Buffer.alloc(2_400_000, 65),
      }))
      await page.locator('section').getByLabel(say(fileWords).attach).setInputFiles(files)
      await page.getByText(say(fileWords).away).first().waitFor()
    },
  },
  {
    name: 'files-refused',
    who: 'marek',
    at: ({ notes }) => note(notes.plan),
    async act({ page, language, say }) {
      const detail =
        language === 'fr'
          ? 'L’espace de stockage est plein\u202f: le forfait d’Hélène Martin permet 5\u202fGo. Supprimez ce qui n’est plus utile ou demandez un forfait supérieur.'
          : 'The storage of this space is full: the plan of Hélène Martin allows 5 GB. Delete what is no longer needed, or ask for a larger plan.'
      const body = JSON.stringify({ status: 409, code: 'storage-limit', title: '', detail })
      const contentType = 'application/problem+json'
      await page.route('**/items/*/uploads', (route) =>
        route.fulfill({ status: 409, contentType, body }),
      )
      const file = { name: 'Film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(1000) }
      await page.locator('section').getByLabel(say(fileWords).attach).setInputFiles([file])
      await page.getByRole('button', { name: say(fileWords).retry }).waitFor()
    },
  },
  {
    name: 'files-for-a-comment',
    who: 'marek',
    at: ({ notes }) => note(notes.plan, '?panel=comments'),
    async act({ page, language, say }) {
      await page.getByLabel(say(commentWords).write).waitFor()
      const files = names[language].map((name) => ({
        name,
        mimeType: 'application/pdf',
        buffer: Buffer.alloc(24_000),
      }))
      await page.getByLabel(say(fileWords).attach).last().setInputFiles(files)
      await page.getByRole('list', { name: say(fileWords).chosen }).waitFor()
    },
  },
]
