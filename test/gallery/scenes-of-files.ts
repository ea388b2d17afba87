import type { Route } from 'playwright-core'
import sharp from 'sharp'
import { words as commentWords } from '../../web/foundation/comments/words.ts'
import { words as fileWords } from '../../web/foundation/files/words.ts'
import * as samples from '../world/sample-files.ts'
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

/** More attachments than the first eight are shown on request. */
async function showAll({ page }: Visit): Promise<void> {
  const all = page.getByRole('button', { name: /^(?:Show all|Afficher les) / })
  if (await all.count()) await all.click()
}

/** Attached once, for all pictures. */
async function withFiles(visit: Visit): Promise<void> {
  const { page, language, say } = visit
  const list = page.getByRole('list', { name: say(fileWords).attachments, exact: true })
  const [long, table, pages] = names[language] as [string, string, string]
  await page.locator('section').getByLabel(say(fileWords).attach).waitFor({ state: 'attached' })
  await showAll(visit)
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
  await showAll(visit)
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
const shown: Record<'en' | 'fr', Record<string, () => Promise<Buffer> | Buffer>> = {
  en: {
    'Plan.pdf': () =>
      samples.pdf([['The reading room', 'Oak, lamps and forty chairs.'], ['Page two']]),
    'Minutes.docx': () =>
      samples.docx(['Minutes of 14 March', 'Present: Ada, Mina and Marek.', 'The town agrees.']),
    'Prices 2027.csv': () =>
      Buffer.from('Piece,Wood,Price\nBench,Oak,120\nTable,Ash,480\nChair,Oak,95'),
    'measure.ts': () =>
      Buffer.from(
        "// Metres to feet\nexport const feet = (metres: number) => metres / 0.3048\nconst label = 'feet'\n",
      ),
    'Answer.eml': () =>
      samples.mail(
        'Your offer',
        'Dear all,\n\nthe town agrees. We begin in May.\n\nMina',
        'dates.csv',
      ),
    'Drawings.zip': () =>
      samples.zipOf({ 'front.svg': 'x'.repeat(900), 'photos/door.txt': 'x'.repeat(40_000) }),
  },
  fr: {
    'Plan.pdf': () =>
      samples.pdf([
        ['La salle de lecture', 'Du bois, des lampes et quarante chaises.'],
        ['Page deux'],
      ]),
    'Compte rendu.docx': () =>
      samples.docx([
        'Compte rendu du 14 mars',
        'Avec Ada, Mina et Marek.',
        'La ville est d’accord.',
      ]),
    'Tarifs 2027.csv': () =>
      Buffer.from('Pièce;Bois;Prix\nBanc;Chêne;120\nTable;Frêne;480\nChaise;Chêne;95'),
    'mesure.ts': () =>
      Buffer.from(
        "// Mètres en pieds\nexport const pieds = (metres: number) => metres / 0.3048\nconst nom = 'pieds'\n",
      ),
    'Réponse.eml': () =>
      samples.mail(
        'Votre devis',
        'Bonjour,\n\nla ville est d’accord. Nous commençons en mai.\n\nMina',
        'dates.csv',
      ),
    'Plans.zip': () =>
      samples.zipOf({ 'façade.svg': 'x'.repeat(900), 'photos/porte.txt': 'x'.repeat(40_000) }),
  },
}

const ready = ['canvas', 'iframe', 'td', '.hljs-keyword', 'article', 'li']

/** One scene for each kind of file that is shown in a way of its own. */
const previews: Scene[] = ready.map((sign, at) => ({
  name: `files-shown-${['pdf', 'word', 'table', 'code', 'mail', 'archive'][at]}`,
  who: 'marek',
  at: ({ notes }) => note(notes.plan),
  async act(visit) {
    const { page, language, say } = visit
    const [name, make] = Object.entries(shown[language])[at]!
    const list = page.getByRole('list', { name: say(fileWords).attachments, exact: true })
    const button = list.getByRole('button', { name, exact: true })
    const add = page.locator('section').getByLabel(say(fileWords).attach)
    await add.waitFor({ state: 'attached' })
    await showAll(visit)
    if (!(await button.count())) {
      const sent = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(await make()) }
      await add.setInputFiles([sent])
      await page.getByText(say(fileWords).sent(1)).waitFor()
      await showAll(visit)
    }
    await button.click()
    await page.getByRole('dialog').locator(sign).first().waitFor()
  },
}))

/** Attachments, uploads on their way, and what goes wrong with them. */
export const fileScenes: readonly Scene[] = [
  ...previews,
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
