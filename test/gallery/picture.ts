import AxeBuilder from '@axe-core/playwright'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { wordsIn, type Bilingual } from '../../web/kernel/words.ts'
import type { Scene, Visit } from './scene.ts'
import type { Town } from './town.ts'

export const widths = [1440, 390] as const
export const lights = ['light', 'dark'] as const
type Language = 'en' | 'fr'

export interface Picture {
  scene: string
  language: Language
  width: number
  light: (typeof lights)[number]
  file: string
  problems: string[]
}

interface Wish {
  browser: Browser
  scene: Scene
  town: Town
  language: Language
  folder: string
  axe: boolean
}

/** One scene at both widths, in both lights. */
export async function picture(wish: Wish): Promise<Picture[]> {
  const taken: Picture[] = []
  for (const width of widths) taken.push(...(await atWidth(wish, width)))
  return taken
}

async function atWidth(wish: Wish, width: (typeof widths)[number]): Promise<Picture[]> {
  const { scene, language, folder } = wish
  const context = await windowOf(wish)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', ({ message }) => problems.push(`error: ${message}`))
  const taken: Picture[] = []
  try {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await stand(page, wish, problems)
    await unroll(page, width)
    for (const light of lights) {
      const file = `${scene.name}.${width}.${light}.${language}.png`
      await page.emulateMedia({ colorScheme: light, reducedMotion: 'reduce' })
      await page.waitForTimeout(200)
      await page.screenshot({ path: path.join(folder, file), timeout: 60_000 })
      const found = wish.axe ? await inaccessible(page, light, scene) : []
      const wide = await overflow(page, width)
      const all = [...problems.splice(0), ...found, ...wide]
      taken.push({ scene: scene.name, language, width, light, file, problems: all })
    }
    if (width === 390) taken.at(-1)!.problems.push(...(await moving(page)), ...(await narrow(page)))
  } finally {
    await page.close()
  }
  return taken
}

/** Opens the page and does what is to be done there. */
async function stand(page: Page, { scene, town, language }: Wish, problems: string[]) {
  const say = <W>(words: Bilingual<W>): W => wordsIn(words, language)
  const visit: Visit = {
    page,
    town,
    language,
    say,
    press: (name) =>
      page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click(),
  }
  await scene.before?.(visit)
  await page.goto(new URL(scene.at(town), town.address).href)
  try {
    await settled(page, scene.waits)
    await scene.act?.(visit)
    await settled(page, scene.waits)
  } catch (error) {
    problems.push(`not reached: ${(error as Error).message.split('\n').slice(0, 3).join(' ')}`)
  }
}

async function settled(page: Page, waits = false): Promise<void> {
  if (!waits)
    await page.waitForFunction(
      () => document.querySelector('h1') && !document.querySelector('[aria-busy=true]'),
      undefined,
      { timeout: 8_000 },
    )
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(waits ? 900 : 250)
}

/** As high as the page, unless a dialog or menu covers it; only the beginning of an endless page. */
async function unroll(page: Page, width: number): Promise<void> {
  const covered = await page.locator('[role=dialog], [role=menu]').count()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const least = width === 390 ? 844 : 900
  const high = covered > 0 ? least : Math.min(Math.max(height, least), 2600)
  await page.setViewportSize({ width, height: high })
}

/** WCAG 2.2 AA as far as a machine can tell (Z2). In the other light, only what depends on it is asked again. */
async function inaccessible(
  page: Page,
  light: (typeof lights)[number],
  { waits }: Scene,
): Promise<string[]> {
  // Legacy mode asks in the page itself: there are no frames of other origins, and no second page to open.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    // Tables in notes are as people write them; what is still on the way has no heading yet.
    .disableRules(['empty-table-header', ...(waits ? ['page-has-heading-one'] : [])])
  const asked = light === lights[0] ? axe : axe.withRules(['color-contrast', 'link-in-text-block'])
  const { violations } = await asked.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 5)
      .map(({ target, any, all, none }) =>
        [id, target.join(' '), [...any, ...all, ...none][0]?.message].join(' · '),
      ),
  )
}

/** A page that scrolls sideways is broken. */
async function overflow(page: Page, width: number): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  return wide > width ? [`scrolls sideways: ${wide} px wide at ${width} px`] : []
}

/** Everybody here asks for less motion (Z2); what follows the scrolling does not move by itself. */
async function moving(page: Page): Promise<string[]> {
  const names = await page.evaluate(() =>
    document.getAnimations().flatMap((each) => {
      const { duration, iterations = 1 } = each.effect?.getTiming() ?? {}
      const moves = each.timeline === document.timeline && each.playState === 'running'
      const { target } = each.effect as KeyframeEffect
      return moves && Number(duration) * iterations > 10 ? [target?.className ?? ''] : []
    }),
  )
  return names.map((name) => `moves: ${name}`)
}

/** As at 400 % zoom on a window of 1280 by 1024 px: one column, nothing to scroll sideways (WCAG 1.4.10). */
async function narrow(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 256 })
  // A menu follows the window in its next frames.
  const fits = () => document.documentElement.scrollWidth <= window.innerWidth
  await page.waitForFunction(fits, undefined, { timeout: 1_000 }).catch(() => undefined)
  return overflow(page, 320)
}

/** By browser, person and language. */
const windows = new WeakMap<Browser, Map<string, BrowserContext>>()

/** Everybody keeps one browser window for all their pages. */
async function windowOf(wish: Wish): Promise<BrowserContext> {
  const own = windows.get(wish.browser) ?? new Map<string, BrowserContext>()
  windows.set(wish.browser, own)
  const key = `${wish.scene.who} ${wish.language}`
  const open = own.get(key) ?? (await openWindow(wish))
  own.set(key, open)
  return open
}

async function openWindow({ browser, town, scene, language }: Wish): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  const [name = '', value = ''] = town.people[scene.who].cookie.split('=')
  if (value) await context.addCookies([{ name, value, url: town.address }])
  // Drafts of the last page must not appear on the next.
  await context.addInitScript(() => {
    if (window !== top || sessionStorage.getItem('gallery')) return
    sessionStorage.setItem('gallery', 'begun')
    localStorage.clear()
  })
  return context
}
